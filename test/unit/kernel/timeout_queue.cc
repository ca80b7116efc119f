/*
 * \brief  Tests of timeouts
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <atomic>
#include <chrono>
#include <ctime>
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include <host/process.h>
#include <host/reaper.h>
#include <host/system_page.h>
#include <kernel/system.h>

using namespace Kernel;


namespace {

	/** Kernel without components */
	struct Nucleus
	{
		Host::Arena  arena  { 64 << 20 };
		Host::Reaper reaper { };
		Host::Memory page = arena.allocate(Host::Abi::SYSTEM_PAGE_SIZE);

		Host::Process_environment env  { arena, reaper, STUB_PATH, page.offset() };
		Host::Process_pool        pool { env, 0, 0 };

		System system { pool };
	};

	/** What was observed at the end of an object */
	struct Observation
	{
		std::promise<bool> locked { };
		std::thread        other  { };   /* that tried to get the lock */

		~Observation() { if (other.joinable()) other.join(); }
	};

	/** Object that tells whether the kernel lock is held at its end */
	class Witness : public Object
	{
		private:

			Observation &_observation;

			void _destroy() override { }

		public:

			Witness(System &system, Observation &observation)
			: Object(system, Kind::IRQ, "witness"), _observation(observation) { }

			/*
			 * Somebody else gets the lock at once if it is not held, and not
			 * before the end of the destructor otherwise.
			 */
			~Witness()
			{
				std::promise<void> taken;
				auto const future = taken.get_future();

				_observation.other = std::thread([&system = _sys(), taken = std::move(taken)] () mutable {
					Lock_guard const lock(system);
					taken.set_value();
				});
				_observation.locked.set_value(future.wait_for(std::chrono::milliseconds(200))
				                              == std::future_status::timeout);
			}
	};
}


/*
 * The references are counted without further protection
 */
TEST(Timeout_queue, references_are_dropped_with_the_kernel_lock_held)
{
	Nucleus           nucleus;
	Observation       observation;
	std::atomic<bool> executed { false };
	{
		Lock_guard const lock(nucleus.system);

		Ref<Object> const witness(*new Witness(nucleus.system, observation));

		nucleus.system.timeouts().schedule(1, [witness, &executed] { executed = true; });
	}
	EXPECT_TRUE(observation.locked.get_future().get());
	EXPECT_TRUE(executed);
}


TEST(Timeout_queue, functions_are_executed_in_the_order_of_their_times)
{
	Nucleus           nucleus;
	std::string       order;
	std::promise<void> last;
	{
		Lock_guard const lock(nucleus.system);

		uint64_t const now = nucleus.system.time();

		nucleus.system.timeouts().schedule(now + 3000, [&] { order += "d"; last.set_value(); });
		nucleus.system.timeouts().schedule(now + 2000, [&] { order += "c"; });
		nucleus.system.timeouts().schedule(now + 1000, [&] { order += "a"; });
		nucleus.system.timeouts().schedule(now + 1000, [&] { order += "b"; });
	}
	last.get_future().wait();

	Lock_guard const lock(nucleus.system);
	EXPECT_EQ(order, "abcd");
}


TEST(Timeout_queue, canceled_functions_are_not_executed)
{
	Nucleus            nucleus;
	bool               executed = false;
	std::promise<void> last;
	{
		Lock_guard const lock(nucleus.system);

		uint64_t const now = nucleus.system.time();

		auto const handle = nucleus.system.timeouts().schedule(now + 1000, [&] { executed = true; });
		nucleus.system.timeouts().schedule(now + 2000, [&] { last.set_value(); });
		nucleus.system.timeouts().cancel(handle);
	}
	last.get_future().wait();

	Lock_guard const lock(nucleus.system);
	EXPECT_FALSE(executed);
}


/*
 * Without limit, the time of the host overflows and the thread of the queue
 * never rests, which the sanitizer or the processor time tells
 */
TEST(Timeout_queue, times_in_the_far_future_are_waited_for)
{
	Nucleus            nucleus;
	std::promise<void> last;
	{
		Lock_guard const lock(nucleus.system);

		for (uint64_t const time : { ~0ull - 1, 1ull << 63, ~0ull/2, ~0ull/2000 })
			nucleus.system.timeouts().schedule(time, [] { ADD_FAILURE() << "too early"; });
	}
	auto const rests = [&] {
		std::clock_t const before = std::clock();
		std::this_thread::sleep_for(std::chrono::milliseconds(50));
		return std::clock() - before < CLOCKS_PER_SEC/50;
	};
	EXPECT_TRUE(rests() || rests() || rests());
	{
		Lock_guard const lock(nucleus.system);
		nucleus.system.timeouts().schedule(nucleus.system.time() + 1000, [&] { last.set_value(); });
	}
	last.get_future().wait();
}
