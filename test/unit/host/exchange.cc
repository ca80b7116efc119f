/*
 * \brief  Tests of waiting threads that get another state without taking part
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <thread>

#include "support.h"

using namespace Host_test;


namespace {

	struct Captured
	{
		Carrier::State state;
		Kernel::Utcb   utcb;

		explicit Captured(Carrier &carrier) : state(carrier.state(true)), utcb(carrier.utcb()) { }

		std::span<uint8_t const> bytes() const
		{
			return { reinterpret_cast<uint8_t const *>(&utcb), sizeof(utcb) };
		}

		/** Put the state in place, the thread stays held */
		uint32_t exchange(Carrier &carrier, uint32_t handled,
		                  std::shared_ptr<Entry_handler> const &handler) const
		{
			carrier.begin_exchange();
			carrier.fill_utcb(bytes());
			carrier.hold(next_reason());
			return carrier.resume(state, handled, "exchanged", handler);
		}
	};

	struct Exchange : testing::Test
	{
		Nucleus   nucleus   { };
		Component component { nucleus };
		Carrier  &carrier   = component.process.carrier(0);

		std::shared_ptr<Recorder> const recorder = std::make_shared<Recorder>();

		void start(char const *code)
		{
			carrier.start(component.registers(code), "worker", recorder);
			ASSERT_TRUE(component.process.flush());
		}

		/** Hold the thread, which has posted an operation and is on its way to wait for it */
		void hold(Captured const &next)
		{
			carrier.hold(next_reason());
			while (!carrier.exchangeable(next.bytes()))
				std::this_thread::yield();
		}

		/**
		 * Let the thread get further by operations, 'function' gets their number,
		 * and a recorder of what comes after it
		 */
		void with_each_number_of_operations(auto const &function)
		{
			start(code_operations);
			recorder->wait_for(1);

			Captured const captured(carrier);

			for (unsigned round = 0; round < 300; round++) {
				hold(captured);
				function(captured, round % 4, std::make_shared<Recorder>());
			}
		}

		/** Let the thread get somewhere, or not */
		static void delay(unsigned round)
		{
			for (unsigned i = 0; i < round % 32; i++)
				std::this_thread::yield();
		}
	};
}


TEST_F(Exchange, waiting_thread_goes_on_from_another_operation)
{
	with_each_number_of_operations([&] (Captured const &captured, unsigned further,
	                                    std::shared_ptr<Recorder> const &next) {

		uint32_t const handled = captured.exchange(carrier, captured.state.post, next);
		EXPECT_EQ(handled, carrier.posted());
		carrier.release();

		for (unsigned i = 1; i <= 1 + further; i++) {
			carrier.complete(carrier.posted());
			next->wait_for(i);
			EXPECT_EQ(component.value(0), i);
		}
		EXPECT_EQ(next->count(), 1 + further);
	});
}


/*
 * The proxy may have reported a request of the same number
 */
TEST_F(Exchange, pending_request_is_reported_again)
{
	with_each_number_of_operations([&] (Captured const &captured, unsigned further,
	                                    std::shared_ptr<Recorder> const &next) {

		uint32_t const handled = captured.exchange(carrier, captured.state.done, next);
		EXPECT_NE(handled, carrier.posted());
		carrier.release();
		next->wait_for(1);

		for (unsigned i = 0; i < further; i++) {
			carrier.complete(carrier.posted());
			next->wait_for(2 + i);
		}
		EXPECT_EQ(next->count(), 1 + further);
	});
}


/*
 * A thread that may go on when it is released waits again, and the reverse
 */
TEST_F(Exchange, operation_that_is_complete_and_one_that_is_not)
{
	start(code_operations);
	recorder->wait_for(1);

	Captured const pending(carrier);

	hold(pending);
	carrier.complete(carrier.posted());
	Captured const complete(carrier);
	ASSERT_EQ(complete.state.post, complete.state.done);
	carrier.release();
	recorder->wait_for(2);

	for (unsigned round = 0; round < 1000; round++) {

		/* it is at the end of an operation */
		hold(pending);
		carrier.complete(carrier.posted());
		delay(round);

		auto const waiting = std::make_shared<Recorder>();
		(void)pending.exchange(carrier, pending.state.post, waiting);
		carrier.release();
		delay(round);
		EXPECT_EQ(waiting->count(), 0u);

		carrier.complete(carrier.posted());
		waiting->wait_for(1);
		EXPECT_EQ(component.value(0), 1u);

		/* it is within another one */
		hold(complete);
		auto const running = std::make_shared<Recorder>();
		component.word(0) = 0;
		(void)complete.exchange(carrier, complete.state.post, running);
		delay(round);
		EXPECT_EQ(running->count(), 0u);
		EXPECT_EQ(component.value(0), 0u);

		carrier.release();
		running->wait_for(1);
		EXPECT_EQ(component.value(0), 1u);
		EXPECT_EQ(waiting->count(), 1u);
	}
}


TEST_F(Exchange, thread_that_waits_for_a_wakeup_has_those_of_the_other_state)
{
	start(code_block);

	hold_in_block(carrier);
	Captured const none(carrier);
	wake(carrier);
	Captured const one(carrier);
	carrier.release();
	component.wait_for_word(0, 1);

	for (unsigned round = 0; round < 300; round++) {

		/* held with a wakeup of its own, which is undone, or without one */
		hold_in_block(carrier);
		if (round % 2)
			wake(carrier);
		delay(round);

		uint64_t const count = component.value(0);

		Captured const &next = round % 4 < 2 ? none : one;
		ASSERT_TRUE(carrier.exchangeable(next.bytes()));
		(void)next.exchange(carrier, next.state.post, recorder);
		delay(round);
		EXPECT_EQ(component.value(0), count);

		carrier.release();
		if (&next == &none)
			wake(carrier);
		component.wait_for_word(0, count + 1);

		hold_in_block(carrier);
		EXPECT_EQ(component.value(0), count + 1);
		carrier.release();
	}
}


TEST_F(Exchange, states_that_have_nothing_in_common_are_refused)
{
	start(code_operations);
	recorder->wait_for(1);

	Captured const operation(carrier);
	hold(operation);

	Captured other = operation;
	auto &state = *reinterpret_cast<Abi::Thread_state *>(other.utcb.host_area);

	state.saved.fs++;
	EXPECT_FALSE(carrier.exchangeable(other.bytes()));
	state.saved.fs--;
	EXPECT_TRUE(carrier.exchangeable(other.bytes()));

	state.block = Abi::Thread_state::Block::HELD;
	EXPECT_FALSE(carrier.exchangeable(other.bytes()));

	EXPECT_FALSE(carrier.exchangeable({ }));
	EXPECT_FALSE(carrier.exchangeable(operation.bytes().first(64)));

	/* a thread that runs, or has faulted, takes part itself */
	ASSERT_TRUE(carrier.reset());
	carrier.release();
	start(code_fault);
	recorder->wait_for(2);
	carrier.hold(next_reason());
	EXPECT_FALSE(carrier.exchangeable(operation.bytes()));
}


/*
 * A thread whose exchange is not brought to an end can be used as any other
 */
TEST_F(Exchange, thread_can_be_dropped_instead)
{
	start(code_operations);
	recorder->wait_for(1);

	Captured const captured(carrier);

	for (unsigned round = 0; round < 50; round++) {
		hold(captured);
		carrier.begin_exchange();
		ASSERT_TRUE(carrier.reset());

		auto const next = std::make_shared<Recorder>();
		component.word(0) = 0;
		carrier.start(component.registers(code_operations), "again", next);
		next->wait_for(1);
		carrier.complete(carrier.posted());
		next->wait_for(2);
		EXPECT_EQ(component.value(0), 1u);
	}
}
