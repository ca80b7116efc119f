/*
 * \brief  Tests of priorities that are lent
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <functional>
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include <host/lent_priority.h>

using namespace Host;


namespace {

	constexpr int NICENESS = 5;

	/** Thread that waits until it is destructed */
	class Waiter
	{
		private:

			std::promise<int>  _id  { };
			std::promise<void> _end { };
			std::thread        _thread;

		public:

			int const id;

			Waiter()
			:
				_thread([this] {
					setpriority(PRIO_PROCESS, id_t(gettid()), NICENESS);
					_id.set_value(gettid());
					_end.get_future().wait();
				}),
				id(_id.get_future().get())
			{ }

			~Waiter()
			{
				_end.set_value();
				_thread.join();
			}
	};

	/* as a thread of its own, the scheduling of the others stays as it is */
	void in_real_time(std::function<void ()> const &fn)
	{
		std::thread([&] {
			sched_param const priority { .sched_priority = sched_get_priority_min(SCHED_FIFO) };

			if (sched_setscheduler(0, SCHED_FIFO, &priority) != 0)
				GTEST_SKIP() << "the host refuses";
			fn();
		}).join();
	}
}


TEST(Lent_priority, is_the_one_of_the_current_thread)
{
	Waiter const waiter { };

	in_real_time([&] {
		{
			Lent_priority const priority(waiter.id);
			EXPECT_TRUE(priority.lent());
			EXPECT_EQ(sched_getscheduler(waiter.id), SCHED_FIFO);
		}
		EXPECT_EQ(sched_getscheduler(waiter.id), SCHED_OTHER);
		EXPECT_EQ(getpriority(PRIO_PROCESS, id_t(waiter.id)), NICENESS);
	});
}


TEST(Lent_priority, is_lent_once)
{
	Waiter const waiter { };

	in_real_time([&] {
		Lent_priority const first(waiter.id);
		{
			Lent_priority const second(waiter.id);
			EXPECT_FALSE(second.lent());
		}
		EXPECT_EQ(sched_getscheduler(waiter.id), SCHED_FIFO);
	});
}


TEST(Lent_priority, without_priority_nothing_is_lent)
{
	Waiter const waiter { };

	Lent_priority const priority(waiter.id);
	EXPECT_FALSE(priority.lent());
	EXPECT_EQ(sched_getscheduler(waiter.id), SCHED_OTHER);
}


TEST(Lent_priority, nobody_gets_it_if_there_is_no_thread)
{
	in_real_time([] {
		EXPECT_FALSE(Lent_priority(0).lent());
		EXPECT_EQ(sched_getscheduler(0), SCHED_FIFO);
	});
}
