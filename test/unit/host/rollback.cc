/*
 * \brief  Tests of threads that go back to a former state within their process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "support.h"

using namespace Host_test;


namespace {

	/**
	 * What a capture takes from a carrier
	 */
	struct Captured
	{
		Carrier::State    state;
		Kernel::Utcb      utcb;
		std::vector<char> frame { };

		Captured(Carrier &carrier, bool blocked) : state(carrier.state(blocked)), utcb(carrier.utcb())
		{
			if (state.resume == Abi::Resume::FRAME) {
				auto const memory = carrier.frame_memory(state.frame);
				frame.assign(memory.begin(), memory.end());
			}
		}

		/** Put the state in place, with requests up to 'handled' known to the kernel */
		void restore(Carrier &carrier, uint32_t handled, std::shared_ptr<Entry_handler> const &handler) const
		{
			carrier.begin_reset();
			EXPECT_TRUE(carrier.finish_reset());

			carrier.fill_utcb({ reinterpret_cast<uint8_t const *>(&utcb), sizeof(utcb) });
			std::ranges::copy(frame, carrier.frame_memory(state.frame).begin());

			carrier.resume(state, handled, "rolled back", handler);
			carrier.release();
		}
	};

	struct Rollback : testing::Test
	{
		Nucleus   nucleus   { };
		Component component { nucleus };
		Carrier  &carrier   = component.process.carrier(0);

		std::shared_ptr<Recorder> const recorder = std::make_shared<Recorder>();

		/** Start a thread that waits for the completion of its first operation */
		void start_operations()
		{
			carrier.start(component.registers(code_operations), "worker", recorder);
			ASSERT_TRUE(component.process.flush());
			recorder->wait_for(1);
		}

		/** Start a thread that runs, let it get somewhere, and stop it there */
		void start_and_stop_counter()
		{
			carrier.start(component.registers(code_count), "counter", recorder);
			ASSERT_TRUE(component.process.flush());
			component.wait_for_word(0, 1000);
			stop(1);
		}

		void stop(uint32_t reason)
		{
			carrier.hold(reason);
			carrier.interrupt();
			ASSERT_TRUE(carrier.wait_until_parked());
		}
	};
}


TEST_F(Rollback, blocked_thread_repeats_what_follows)
{
	start_operations();

	Captured const captured(carrier, true);

	for (unsigned round = 0; round < 200; round++) {

		/* each time, the thread is one operation further */
		auto const next = std::make_shared<Recorder>();
		component.word(0) = 0;
		captured.restore(carrier, captured.state.post, next);

		unsigned const operations = 1 + round % 4;
		for (unsigned i = 1; i <= operations; i++) {
			carrier.complete(carrier.posted());
			next->wait_for(i);
			EXPECT_EQ(component.value(0), i);
		}
		EXPECT_EQ(next->count(), operations);
	}
}


/*
 * The number of the pending request may be one that was reported before the
 * rollback, or the one that follows
 */
TEST_F(Rollback, pending_request_is_reported_again)
{
	start_operations();

	Captured const captured(carrier, true);

	for (unsigned round = 0; round < 400; round++) {

		auto const next = std::make_shared<Recorder>();
		captured.restore(carrier, captured.state.done, next);
		next->wait_for(1);

		for (unsigned i = 0; i < round % 4; i++) {
			carrier.complete(carrier.posted());
			next->wait_for(2 + i);
		}
	}
}


TEST_F(Rollback, interrupted_thread_goes_on_with_its_frame)
{
	start_and_stop_counter();

	Captured const captured(carrier, false);
	uint64_t const count = component.value(0);

	for (uint32_t round = 2; round < 300; round++) {

		component.word(0) = 0;
		captured.restore(carrier, captured.state.post, recorder);

		/* the thread may get this far or not, its frame stays intact */
		if (round % 2)
			component.wait_for_word(0, count + 1);

		stop(round);

		uint64_t const value = component.value(0);
		EXPECT_TRUE(value == 0 || value > count);
		EXPECT_EQ(component.value(1), 0x123456789abcdefull);
	}
	EXPECT_FALSE(component.process.dead());
}


/*
 * A thread whose fault is resolved while it is held must not go on with its
 * program when its state is dropped
 */
TEST_F(Rollback, held_thread_executes_nothing_before_its_state_is_dropped)
{
	Memory memory = nucleus.arena.allocate(4096);
	memory.data()[0] = 42;

	for (unsigned round = 0; round < 300; round++) {

		component.process.unmap(0x3000000, 4096);
		ASSERT_TRUE(component.process.flush());

		auto const next = std::make_shared<Recorder>();
		carrier.start(component.registers(code_fault), "faulting", next);
		ASSERT_TRUE(component.process.flush());
		next->wait_for(1);

		component.process.map({ 0x3000000, 4096, memory.offset(), false, false });
		ASSERT_TRUE(component.process.flush());

		carrier.hold(1);
		carrier.complete(carrier.posted());

		/* the thread has noticed the completion by now, or not */
		for (unsigned i = 0; i < round; i++)
			std::this_thread::yield();

		carrier.begin_reset();
		ASSERT_TRUE(carrier.finish_reset());
		carrier.release();
		ASSERT_EQ(component.value(0), 0u);
	}
}


TEST_F(Rollback, state_of_an_operation_follows_one_of_a_program_and_vice_versa)
{
	start_operations();

	Captured const blocked(carrier, true);
	ASSERT_TRUE(carrier.reset());

	start_and_stop_counter();

	Captured const counting(carrier, false);

	for (unsigned round = 0; round < 100; round++) {

		auto const next = std::make_shared<Recorder>();
		blocked.restore(carrier, blocked.state.post, next);
		carrier.complete(carrier.posted());
		next->wait_for(1);

		component.word(0) = 0;
		counting.restore(carrier, counting.state.post, next);
		component.wait_for_word(0, 1001);
		EXPECT_EQ(next->count(), 1u);
	}
}
