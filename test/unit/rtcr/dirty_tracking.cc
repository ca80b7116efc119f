/*
 * \brief  Images that follow a running process compared with complete copies
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <array>
#include <csignal>
#include <random>

#include <gtest/gtest.h>

#include <rtcr/memory_images.h>

#include "support.h"

using namespace Host_test;
using Rtcr::Memory_images;


namespace {

	using Method = Write_tracking::Method;

	constexpr size_t IMAGE_LIMIT = 256u << 20;

	struct Target
	{
		Write_tracking tracking;
		Nucleus        nucleus { };
		Component      component { enabled(nucleus, tracking) };
		size_t const   size;
		Memory         memory   = nucleus.arena.allocate(size);
		Memory_images  images { tracking, IMAGE_LIMIT };
		std::mt19937   random { 1 };

		std::shared_ptr<Recorder> recorder = std::make_shared<Recorder>();

		static Nucleus &enabled(Nucleus &nucleus, Write_tracking &tracking)
		{
			nucleus.env.tracking = &tracking;
			return nucleus;
		}

		explicit Target(Method method, size_t size = SCATTER_SIZE) : tracking(method), size(size)
		{
			map();
			write_at(0);
			component.process.carrier(0).start(component.registers(code_scatter), "scatter", recorder);
			component.process.flush();
		}

		Process &process() { return component.process; }

		void map() { process().map({ SCATTER, size, memory.offset(), true, false }); }

		/* let the program write to the 4 MiB that begin there */
		void write_at(uint64_t offset) { std::atomic_ref(component.word(2)).store(SCATTER + offset); }

		/* mappings vanish and come back in pieces, at other places as well */
		void change_mappings()
		{
			process().unmap(SCATTER + (random() % 512)*4096, (1 + random() % 512)*4096);
			process().map({ 0x8000000, 64*4096, memory.offset() + 128*4096, true, false });
			map();
			ASSERT_TRUE(process().flush());
		}

		void on_entry(std::function<void ()> const &action)
		{
			std::lock_guard const guard(recorder->mutex);
			recorder->action = action;
		}

		void start_writes(uint64_t count) { std::atomic_ref(component.word(0)).store(count); }

		void finish_writes()
		{
			while (component.value(0) != 0)
				std::this_thread::yield();
		}

		Rtcr::Memory_image &image() { return *images.image(1, memory); }

		/* number of pages that count as written */
		uint64_t update(Memory_images::Renewal renewal = Memory_images::Renewal::FULL)
		{
			Memory_images::Processes processes;
			processes.emplace_back(process());

			Rtcr::Memory_image &image = this->image();
			images.find_written(processes, renewal);

			uint64_t const count = image.written().count();
			image.written().for_each_run([&] (uint64_t first, uint64_t count) {
				for (uint64_t page = first; page < first + count; page++)
					image.update(std::array { uint32_t(page) }, memory.data()); });
			image.written().clear();
			return count;
		}

		/** Whether there was something to search, and to find */
		struct Outcome { bool pending, found; };

		Outcome search(Memory_images::Renewal renewal)
		{
			Write_search::Parts found { };
			Write_search        search(process());

			search.begin(renewal);
			bool const pending = search.pending();
			search.execute(Write_search::From::START);
			search.finish(found);
			return { pending, !found.empty() };
		}

		bool image_equals_memory()
		{
			static char const zeros[4096] { };

			for (uint64_t page = 0; page < size/4096; page++) {
				char const * const content = image().content(page);
				if (memcmp(content ? content : zeros, memory.data() + page*4096, 4096) != 0)
					return false;
			}
			return true;
		}
	};

	bool available(Method method)
	{
		return method == Method::COMPARISON
		    || Write_tracking::best_method() == Method::USERFAULTFD;
	}

	class Dirty_tracking : public testing::TestWithParam<Method>
	{
		void SetUp() override
		{
			if (!available(GetParam()))
				GTEST_SKIP() << "the host does not support the method";
		}
	};
}


TEST_P(Dirty_tracking, image_equals_memory_after_random_writes)
{
	Target target(GetParam());

	for (unsigned round = 0; round < 150; round++) {

		target.start_writes(1 + target.random() % 300);

		/* while the process writes, as for pre-copy */
		for (unsigned i = target.random() % 3; i > 0; i--)
			target.update();

		target.finish_writes();

		if (target.random() % 4 == 0)
			target.change_mappings();

		target.update();
		ASSERT_TRUE(target.image_equals_memory()) << "round " << round;
	}
}


/*
 * Pages that stay unprotected are reported again, and no write is missed in the
 * reports between
 */
TEST_P(Dirty_tracking, lazy_reports_miss_no_write)
{
	Target target(GetParam());

	for (unsigned round = 0; round < 300; round++) {

		target.start_writes(1 + target.random() % 30);

		if (target.random() % 16 == 0)
			target.update();

		target.finish_writes();

		if (target.random() % 16 == 0)
			target.change_mappings();

		target.update(Memory_images::Renewal::LAZY);
		ASSERT_TRUE(target.image_equals_memory()) << "round " << round;
	}
}


TEST_P(Dirty_tracking, writes_of_a_process_that_died_are_not_lost)
{
	Target target(GetParam());

	target.update();
	target.start_writes(20);
	target.finish_writes();
	target.process().kill();
	target.process().wait_for_death();

	target.update();
	EXPECT_TRUE(target.image_equals_memory());
}


/*
 * The address space of a process vanishes before its death is noticed
 */
TEST_P(Dirty_tracking, writes_of_a_process_that_is_dying_are_not_lost)
{
	std::mt19937 random { 1 };

	for (unsigned round = 0; round < 100; round++) {
		Target target(GetParam());

		target.update();
		target.start_writes(20);
		target.finish_writes();

		::kill(target.process().pid(), SIGKILL);

		for (unsigned i = random() % 500000; i > 0; i--)
			(void)std::atomic_ref(target.component.word(1)).load();

		target.update();
		ASSERT_TRUE(target.image_equals_memory()) << "round " << round;
	}
}


TEST_P(Dirty_tracking, forgotten_writes_are_not_reported)
{
	Target target(GetParam());

	target.update();
	target.start_writes(20);
	target.finish_writes();
	target.process().forget_writes();
	target.process().kill();
	target.process().wait_for_death();

	EXPECT_EQ(target.update(), 0u);
}


/*
 * A process that was discarded is not asked anymore, and is dead some time later
 * only. Its death must not be needed to know what it may have written.
 */
TEST_P(Dirty_tracking, writes_of_a_discarded_process_are_reported_at_once)
{
	Target target(GetParam());

	target.update();
	target.start_writes(20);
	target.finish_writes();

	target.process().suspect_writes();
	target.image();
	target.images.find_written({ }, Memory_images::Renewal::FULL);

	uint64_t const reported = target.image().written().count();
	EXPECT_EQ(reported, SCATTER_SIZE/4096);

	/* and what it writes until it is dead is reported when it is */
	target.image().written().clear();
	target.process().kill();
	target.process().wait_for_death();
	target.images.find_written({ }, Memory_images::Renewal::FULL);
	EXPECT_EQ(target.image().written().count(), SCATTER_SIZE/4096);
}


/*
 * Memory is used by one dataspace after another, images of former ones still
 * exist
 */
TEST_P(Dirty_tracking, former_images_do_not_hide_writes)
{
	Target target(GetParam());

	target.process().unmap(SCATTER, SCATTER_SIZE);
	ASSERT_TRUE(target.process().flush());
	target.memory = Memory();

	Memory lower = target.nucleus.arena.allocate(SCATTER_SIZE/2);
	Memory upper = target.nucleus.arena.allocate(SCATTER_SIZE/2);

	uint64_t const within = upper.offset();

	target.images.image(2, lower);
	target.images.image(3, upper);
	lower = Memory();
	upper = Memory();

	target.memory = target.nucleus.arena.allocate(SCATTER_SIZE);
	ASSERT_LT(target.memory.offset(), within);
	ASSERT_LT(within, target.memory.offset() + SCATTER_SIZE);

	target.map();
	ASSERT_TRUE(target.process().flush());
	target.update();

	target.start_writes(200);
	target.finish_writes();
	target.update();
	EXPECT_TRUE(target.image_equals_memory());
}


/*
 * The program writes here for a while, there for a while, so that it comes back
 * to parts that became dormant, while some of the memory is mapped anew
 */
TEST(Dormant_parts, no_write_is_missed)
{
	if (!available(Method::USERFAULTFD))
		GTEST_SKIP() << "the host does not support the method";

	constexpr uint64_t SIZE = 80u << 20, PLACES = SIZE/SCATTER_SIZE;

	Target   target(Method::USERFAULTFD, SIZE);
	Carrier &carrier = target.process().carrier(0);

	unsigned faults = 0;
	target.on_entry([&] {
		if (!carrier.fault_posted())
			return;
		ASSERT_TRUE(carrier.fault().write);
		target.process().admit_write(carrier.fault().addr);
		target.process().flush();
		carrier.complete(carrier.posted());
		faults++;
	});

	size_t most = 0;

	for (unsigned round = 0; round < 3000; round++) {

		if (round % 50 == 0)
			target.write_at(target.random() % PLACES*SCATTER_SIZE);

		auto checkpoints = [&] {
			for (unsigned i = 0; i < Dormancy::INTERVAL; i++)
				target.process().rest_unwritten(); };

		/* parts become dormant while the program writes to them, too */
		target.start_writes(1 + target.random() % 8);
		if (target.random() % 8 == 0)
			target.update();
		if (target.random() % 2 == 0)
			checkpoints();
		target.finish_writes();

		/* the edge of what vanishes lies within dormant parts as well */
		if (target.random() % 300 == 0) {
			target.process().unmap(SCATTER + target.random() % 5000*4096, (1 + target.random() % 5000)*4096);
			target.map();
			ASSERT_TRUE(target.process().flush());
		}

		target.update(Memory_images::Renewal::LAZY);
		checkpoints();

		most = std::max(most, target.process().dormant_parts());

		if (round % 100 == 99) {
			ASSERT_TRUE(target.image_equals_memory()) << "round " << round;
		}
	}
	target.on_entry({ });
	EXPECT_GT(most, 10u);
	EXPECT_GT(faults, 10u);
}


/*
 * What was written after the last search and before a part became dormant
 */
TEST(Dormant_parts, writes_right_before_are_found)
{
	if (!available(Method::USERFAULTFD))
		GTEST_SKIP() << "the host does not support the method";

	Target target(Method::USERFAULTFD, 80u << 20);

	target.update();
	target.start_writes(100);
	target.finish_writes();

	for (unsigned i = 0; i < 4*Dormancy::MIN_PATIENCE; i++)
		target.process().rest_unwritten();

	EXPECT_GT(target.process().dormant_parts(), 20u);
	EXPECT_GT(target.update(), 0u);
	EXPECT_TRUE(target.image_equals_memory());
}


INSTANTIATE_TEST_SUITE_P(Methods, Dirty_tracking,
	testing::Values(Method::USERFAULTFD, Method::COMPARISON),
	[] (auto const &info) {
		return info.param == Method::USERFAULTFD ? "userfaultfd" : "comparison"; });


/*
 * Few writes, few pages: otherwise nothing is gained
 */
TEST(Userfaultfd, reports_hardly_more_than_what_was_written)
{
	if (!available(Method::USERFAULTFD))
		GTEST_SKIP() << "the host does not support the method";

	Target target(Method::USERFAULTFD);

	/* bring all pages into being */
	target.start_writes(20000);
	target.finish_writes();
	target.update();
	target.update();

	for (unsigned round = 0; round < 50; round++) {

		uint64_t const writes = target.random() % 100;
		target.start_writes(writes);
		target.finish_writes();
		EXPECT_LE(target.update(), writes);
	}
}


/*
 * If all was protected and there was no fault since, there is nothing to find
 */
TEST(Userfaultfd, searches_nothing_before_the_first_fault)
{
	if (!available(Method::USERFAULTFD))
		GTEST_SKIP() << "the host does not support the method";

	using Renewal = Memory_images::Renewal;

	Target target(Method::USERFAULTFD);

	auto search = [&] (Renewal renewal) { return target.search(renewal); };

	for (unsigned round = 0; round < 50; round++) {

		/* the number of faults says nothing as long as there are pages without protection */
		target.start_writes(1);
		target.finish_writes();
		EXPECT_TRUE(search(Renewal::LAZY).found);
		EXPECT_TRUE(search(Renewal::FULL).pending);

		for (Renewal const renewal : { Renewal::LAZY, Renewal::FULL, Renewal::LAZY })
			EXPECT_FALSE(search(renewal).pending);

		/* what was mapped may have been written before it was known */
		target.process().map({ 0x8000000, 4096, target.memory.offset(), true, false });
		ASSERT_TRUE(target.process().flush());
		EXPECT_TRUE(search(Renewal::FULL).pending);
		EXPECT_FALSE(search(Renewal::LAZY).pending);

		target.start_writes(1);
		target.finish_writes();
		EXPECT_TRUE(search(round % 2 ? Renewal::LAZY : Renewal::FULL).found);
	}
}


/*
 * Most threads of a process wait most of the time, and faults of those that do are
 * not looked for. Each wakeup leads to one write, of a page that was written lately or not.
 */
TEST(Userfaultfd, searches_miss_no_write_of_a_thread_that_wakes_up)
{
	if (!available(Method::USERFAULTFD))
		GTEST_SKIP() << "the host does not support the method";

	enum { ADDRESS_WORD = 3, VISITS_WORD = 4 };

	using Renewal = Memory_images::Renewal;

	for (unsigned const threads : { 4, 40 }) {

		Target     target(Method::USERFAULTFD);
		Process   &process = target.process();
		Component &component = target.component;

		for (unsigned i = 1; i <= threads; i++)
			process.carrier(i).start(component.registers(code_visit), "visitor", target.recorder);
		ASSERT_TRUE(process.flush());

		auto visit = [&] (unsigned thread, uint64_t offset) {

			uint64_t const visits = component.value(VISITS_WORD);
			std::atomic_ref(component.word(ADDRESS_WORD)).store(SCATTER + offset);

			auto &state = *reinterpret_cast<Abi::Thread_state *>(process.carrier(thread).utcb().host_area);
			std::atomic_ref(state.wakeups).fetch_add(1);
			futex_wake(state.wakeups);
			component.wait_for_word(VISITS_WORD, visits + 1);
		};

		unsigned used_again = 0;

		for (unsigned round = 0; round < 2000; round++) {

			bool     const crowded = round % 100 == 0;
			unsigned const visits  = crowded ? threads : target.random() % 3;

			if (target.random() % 2 == 0)
				Write_search::look_ahead(process);

			for (unsigned i = 0; i < visits; i++)
				visit(1 + target.random() % threads,
				      target.random() % (target.random() % 4 ? 8 : 1024)*4096);

			used_again += !target.search(Renewal::NONE).pending;

			target.update(target.random() % 8 == 0 ? Renewal::FULL : Renewal::LAZY);

			if (round % 10 == 9) {
				ASSERT_TRUE(target.image_equals_memory()) << "round " << round << ", " << threads << " threads";
			}
		}
		EXPECT_GT(used_again, 100u);
	}
}


/*
 * Searches ahead, whose results are used later, while the process writes the
 * same pages again and again, and others now and then
 */
TEST(Userfaultfd, searches_ahead_miss_no_write)
{
	if (!available(Method::USERFAULTFD))
		GTEST_SKIP() << "the host does not support the method";

	using Renewal = Memory_images::Renewal;

	Target   target(Method::USERFAULTFD);
	unsigned used_again = 0;

	for (unsigned round = 0; round < 3000; round++) {

		/* the program does not stop to write for a search ahead */
		target.start_writes(target.random() % 3);
		if (target.random() % 2 == 0)
			Write_search::look_ahead(target.process());
		target.finish_writes();

		if (target.random() % 100 == 0)
			target.change_mappings();
		if (target.random() % 20 == 0)
			target.update(Renewal::FULL);

		used_again += !target.search(Renewal::NONE).pending;

		if (target.random() % 4 == 0)
			target.process().rest_unwritten();

		target.update(target.random() % 8 == 0 ? Renewal::FULL : Renewal::LAZY);

		if (round % 10 == 9) {
			ASSERT_TRUE(target.image_equals_memory()) << "round " << round;
		}
	}
	EXPECT_GT(used_again, 100u);
}
