/*
 * \brief  Searches for written pages by userfaultfd
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include "tracked_process.h"

using namespace Tracking_test;


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


namespace {

	/**
	 * Threads that wait, and write once for each wakeup
	 */
	struct Visitors
	{
		enum { ADDRESS_WORD = 3, VISITS_WORD = 4 };

		Target    target    { Method::USERFAULTFD };
		Process  &process   { target.process() };
		Component &component { target.component };

		explicit Visitors(unsigned count)
		{
			for (unsigned i = 1; i <= count; i++)
				process.carrier(i).start(component.registers(code_visit), "visitor", target.recorder);
			EXPECT_TRUE(process.flush());
		}

		/* the thread that never rests counts the wakeups as the one that gives them */
		void count_step() { std::atomic_ref(state_of(process.carrier(0)).wake_steps).fetch_add(1); }

		/* let a thread write, which 'wakeup' wakes up */
		void visit(uint64_t offset, auto const &wakeup)
		{
			uint64_t const visits = component.value(VISITS_WORD);
			std::atomic_ref(component.word(ADDRESS_WORD)).store(SCATTER + offset);

			wakeup();
			component.wait_for_word(VISITS_WORD, visits + 1);
		}
	};
}


/*
 * Most threads of a process wait most of the time, and faults of those that do are
 * not looked for. Each wakeup leads to one write, of a page that was written lately or not.
 */
TEST(Userfaultfd, searches_miss_no_write_of_a_thread_that_wakes_up)
{
	if (!available(Method::USERFAULTFD))
		GTEST_SKIP() << "the host does not support the method";

	using Renewal = Memory_images::Renewal;

	for (unsigned const threads : { 4, 40 }) {

		Visitors visitors(threads);
		Target  &target  = visitors.target;
		Process &process = visitors.process;

		auto visit = [&] (Carrier &carrier, uint64_t offset) {

			/* nucleus may wake up a thread as well */
			if (target.random() % 4 == 0) {
				visitors.visit(offset, [&] { (void)carrier.cancel_block(); });
				return;
			}

			/* checkpoints may interrupt a thread that gives a wakeup, with the other one done already */
			bool const interrupted = target.random() % 4 == 0;

			visitors.count_step();
			if (interrupted)
				target.update(Renewal::LAZY);

			visitors.visit(offset, [&] { wake(carrier); });

			if (interrupted) {
				target.update(Renewal::LAZY);
				EXPECT_TRUE(target.image_equals_memory()) << threads << " threads";
			}
			visitors.count_step();
		};

		unsigned used_again = 0;

		for (unsigned round = 0; round < 2000; round++) {

			bool     const crowded = round % 100 == 0;
			unsigned const visits  = crowded ? threads : target.random() % 3;

			if (target.random() % 2 == 0)
				Write_search::look_ahead(process);

			for (unsigned i = 0; i < visits; i++)
				visit(process.carrier(1 + target.random() % threads),
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
 * A thread that starts anew counts the wakeups it gives from the beginning, so that
 * the number may be the former one
 */
TEST(Userfaultfd, searches_miss_no_write_after_a_thread_was_replaced)
{
	if (!available(Method::USERFAULTFD))
		GTEST_SKIP() << "the host does not support the method";

	using Renewal = Memory_images::Renewal;

	/* so many threads that they are not counted all at once */
	enum { WAKEUPS = 3, VISITORS = 20 };

	Visitors visitors(VISITORS);
	Target  &target = visitors.target;
	Carrier &waker  = visitors.process.carrier(0);

	for (unsigned round = 0; round < 20; round++) {

		ASSERT_TRUE(waker.reset());
		waker.start(visitors.component.registers(code_scatter), "scatter", target.recorder);

		for (unsigned i = 0; i < WAKEUPS; i++)
			visitors.visit(i*4096, [&] {
				visitors.count_step();
				wake(visitors.process.carrier(1));
				visitors.count_step();
			});
		target.update(Renewal::FULL);
		ASSERT_TRUE(target.image_equals_memory()) << "round " << round;

		/* let those come to rest that were awake */
		for (unsigned i = 0; i < 4; i++)
			target.update(Renewal::FULL);
	}
}


/*
 * A thread need not go on as soon as it gets a wakeup. What is found meanwhile tells nothing
 * about what it is going to write.
 */
TEST(Userfaultfd, searches_miss_no_write_of_a_thread_that_goes_on_later)
{
	if (!available(Method::USERFAULTFD))
		GTEST_SKIP() << "the host does not support the method";

	enum { ROUNDS = 20, VISITORS = 20 };

	Visitors visitors(VISITORS);
	Target  &target  = visitors.target;
	Carrier &visitor = visitors.process.carrier(1);

	for (unsigned round = 0; round < ROUNDS; round++) {

		bool const canceled = round % 2;

		visitors.visit(round*4096, [&] {
			hold_in_block(visitor);

			if (canceled) {
				(void)visitor.cancel_block();
			} else {
				visitors.count_step();
				wake(visitor);
				visitors.count_step();
			}
			for (unsigned i = 0; i < 4; i++)
				target.update();

			visitor.release();
		});
		target.update();
		ASSERT_TRUE(target.image_equals_memory()) << "round " << round;
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
