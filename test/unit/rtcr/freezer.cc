/*
 * \brief  Tests of stopping the threads of a task, some of which stand still
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <thread>

#include <gtest/gtest.h>

#include <host/process_pool.h>
#include <kernel/system.h>
#include <kernel/thread.h>
#include <rtcr/freezer.h>

#include "support.h"

using namespace Host_test;
using Rtcr::Freezer;
using Rtcr::Running_threads;


namespace {

	/* time in which a thread would run that nobody stops */
	constexpr std::chrono::milliseconds A_WHILE { 2 };

	/**
	 * Task whose threads consume wakeups, and count them
	 */
	class Freezing : public testing::Test
	{
		private:

			Nucleus      _nucleus { };
			Process_pool _pool    { _nucleus.env, 1, 2 };
			Memory       _data    { _nucleus.arena.allocate(4096) };

		protected:

			Kernel::System     kernel { _pool };
			Kernel::Lock_guard lock   { kernel };

			Kernel::Ref<Kernel::Task> task { *new Kernel::Task(kernel, "task") };

			std::vector<Kernel::Ref<Kernel::Thread>> threads { };

			Running_threads known { };

			enum Word { WAKEUPS, CANCELS };

			uint64_t count(Word word)
			{
				return std::atomic_ref(reinterpret_cast<uint64_t *>(_data.data())[word]).load();
			}

			/** Let the threads run until 'done' returns true */
			void run_until(auto const &done)
			{
				lock.unlocked([&] {
					while (!done())
						std::this_thread::yield(); });
			}

			void run_for_a_while() { lock.unlocked([&] { std::this_thread::sleep_for(A_WHILE); }); }

			Kernel::Thread &start_thread()
			{
				unsigned const index = task->reserve_index();

				threads.emplace_back(*new Kernel::Thread(kernel, task, index, "thread"));
				threads.back()->start({ CODE + uint64_t(code_block - code_begin),
				                        DATA + 4096 });
				return *threads.back();
			}

			static void wake(Kernel::Thread &thread) { Host_test::wake(*thread.carrier()); }

			size_t num_still()
			{
				Rtcr::Still_threads const * const still = known.still(*task);
				return still ? still->indices().count() : 0;
			}

			/** Freeze, copy, thaw, as a checkpoint does */
			void pass_checkpoint()
			{
				Freezer freezer(kernel, { task }, &known);
				freezer.freeze(lock);
				copy(freezer);
			}

			void copy(Freezer const &freezer)
			{
				known.clear();
				freezer.for_each_thread([&] (Kernel::Thread const &thread) {
					if (Running_threads::concerns(thread))
						known.add(thread); });
			}

			/** Checkpoints until all threads are known to stand still */
			void come_to_rest()
			{
				for (known.prepare({ task }); num_still() < threads.size(); known.prepare({ task })) {

					/* a thread that is stopped all the time would not get anywhere */
					run_until([&] {
						return std::ranges::all_of(threads, [] (auto const &thread) {
							return thread->carrier()->waits_for_wakeup(); }); });

					pass_checkpoint();
				}
			}

			void SetUp() override
			{
				task->assign_process(_pool.take());
				task->map_memory({ CODE, 4096, _nucleus.code.offset(), false, true });
				task->map_memory({ DATA, 4096, _data.offset(), true, false });
				lock.execute_transaction();
			}

			void TearDown() override
			{
				for (auto const &thread : threads)
					thread->destroy();
				task->destroy();

				threads.clear();
				task = { };
				lock.execute_transaction();
			}
	};
}


TEST_F(Freezing, thread_that_stands_still_is_left_alone)
{
	Kernel::Thread &thread = start_thread();
	come_to_rest();

	for (unsigned i = 0; i < 10; i++) {

		Freezer freezer(kernel, { task }, &known);
		freezer.freeze(lock);
		EXPECT_FALSE(thread.carrier()->held());
		EXPECT_FALSE(freezer.busy());

		copy(freezer);
		EXPECT_NE(known.memory(thread), nullptr);
	}
	wake(thread);
	run_until([&] { return count(WAKEUPS) == 1; });
}


TEST_F(Freezing, thread_that_was_woken_up_is_held)
{
	Kernel::Thread &thread = start_thread();

	for (unsigned i = 1; i < 50; i++) {
		come_to_rest();
		wake(thread);

		Freezer freezer(kernel, { task }, &known);
		freezer.freeze(lock);
		EXPECT_TRUE(thread.carrier()->held());

		uint64_t const before = count(WAKEUPS);
		copy(freezer);
		EXPECT_NE(known.memory(thread), nullptr);
		EXPECT_EQ(count(WAKEUPS), before);
	}
	run_until([&] { return count(WAKEUPS) == 49; });
}


/*
 * Nobody knows of a thread that stands still that it must not run
 */
TEST_F(Freezing, cancellation_waits_until_the_task_is_thawed)
{
	Kernel::Thread &thread = start_thread();
	come_to_rest();
	{
		Freezer freezer(kernel, { task }, &known);
		freezer.freeze(lock);

		thread.cancel_blocking();
		run_for_a_while();
		EXPECT_EQ(count(CANCELS), 0u);

		copy(freezer);
		EXPECT_NE(known.memory(thread), nullptr);
	}
	run_until([&] { return count(CANCELS) == 1; });
}


TEST_F(Freezing, all_threads_are_held_if_there_is_another_one)
{
	Kernel::Thread &first = start_thread();
	come_to_rest();
	{
		Freezer freezer(kernel, { task }, &known);
		freezer.freeze(lock);

		Kernel::Thread &second = start_thread();
		EXPECT_FALSE(first.carrier()->held());
		freezer.hold_unknown();
		EXPECT_TRUE(first .carrier()->held());
		EXPECT_TRUE(second.carrier()->held());

		copy(freezer);
		EXPECT_NE(known.memory(first), nullptr);
	}
	for (auto const &thread : threads) {
		EXPECT_FALSE(thread->carrier()->held());
		wake(*thread);
	}
	run_until([&] { return count(WAKEUPS) == 2; });
}


TEST_F(Freezing, thread_is_let_go_that_was_paused_meanwhile)
{
	Kernel::Thread &thread = start_thread();
	come_to_rest();
	{
		Freezer freezer(kernel, { task }, &known);
		freezer.freeze(lock);

		thread.pause();
		thread.resume();
	}
	wake(thread);
	run_until([&] { return count(WAKEUPS) == 1; });
}


/*
 * The place of a thread that is gone may be that of another one
 */
TEST_F(Freezing, thread_in_the_place_of_another_one_is_let_go)
{
	start_thread();
	come_to_rest();
	{
		Freezer freezer(kernel, { task }, &known);
		freezer.freeze(lock);

		threads.back()->destroy();
		threads.pop_back();
		lock.execute_transaction();
		run_for_a_while();
		start_thread();
	}
	wake(*threads.back());
	run_until([&] { return count(WAKEUPS) == 1; });
}
