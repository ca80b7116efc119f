/*
 * \brief  Images that follow a running process compared with complete copies
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <csignal>

#include <gtest/gtest.h>

#include "tracked_process.h"

using namespace Tracking_test;


namespace {

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
