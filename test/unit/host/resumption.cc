/*
 * \brief  Tests of interrupted threads that go on, here or in another process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <host/futex.h>

#include "support.h"

using namespace Host_test;


TEST(Resumption, interrupted_thread_continues_in_another_process)
{
	Nucleus  nucleus;
	auto const recorder = std::make_shared<Recorder>();

	Component first(nucleus), second(nucleus);

	Carrier &source = first.process.carrier(0);
	source.start(first.registers(code_count), "counter", recorder);
	ASSERT_TRUE(first.process.flush());
	first.wait_for_word(0, 1000);

	source.hold(1);
	source.interrupt();
	ASSERT_TRUE(source.wait_until_parked());

	uint64_t const count = first.value(0);

	Carrier &target = second.process.carrier(0);
	Carrier::State const state = source.state(false);
	ASSERT_EQ(state.resume, Abi::Resume::FRAME);

	auto const from = source.frame_memory(state.frame);
	auto const to   = target.frame_memory(state.frame);
	ASSERT_FALSE(from.empty());
	memcpy(to.data(), from.data(), from.size());
	target.utcb() = source.utcb();

	target.resume(state, state.post, "counter", recorder);
	ASSERT_TRUE(second.process.flush());
	second.wait_for_word(0, count + 1);
	EXPECT_EQ(second.value(1), 0x123456789abcdefull);
	EXPECT_EQ(first.value(0), count);
}


TEST(Resumption, vector_registers_survive_parking)
{
	if (!__builtin_cpu_supports("avx2"))
		GTEST_SKIP() << "no AVX2";

	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	for (unsigned i = 8; i < 12; i++)
		component.word(i) = 0x0101010101010101*i;

	carrier.start(component.registers(code_vector), "vector", recorder);
	ASSERT_TRUE(component.process.flush());

	for (uint32_t round = 1; round < 100; round++) {
		component.wait_for_word(0, component.value(0) + 1);
		carrier.hold(round);
		carrier.interrupt();
		ASSERT_TRUE(carrier.wait_until_parked());
		carrier.release();
	}
	EXPECT_EQ(component.value(1), 0u);
}


TEST(Resumption, blocked_thread_continues_in_another_process)
{
	Nucleus   nucleus;
	Component first(nucleus), second(nucleus);
	auto const recorder = std::make_shared<Recorder>();

	Carrier &source = first.process.carrier(3);
	source.start(first.registers(code_operations), "worker", recorder);
	ASSERT_TRUE(first.process.flush());
	recorder->wait_for(1);

	Carrier::State const state = source.state(true);
	EXPECT_EQ(state.resume, Abi::Resume::SAVED);
	EXPECT_EQ(state.post, state.done + 1);

	Carrier &target = second.process.carrier(3);
	target.utcb() = source.utcb();

	auto const other = std::make_shared<Recorder>();
	other->action = [&] { target.complete(target.posted()); };

	/* the request is in flight, so it must not be reported again */
	target.resume(state, state.post, "worker", other);
	ASSERT_TRUE(second.process.flush());
	EXPECT_EQ(other->count(), 0u);

	target.complete(state.post);
	other->wait_for(10);
	EXPECT_GE(second.value(0), 9u);
	EXPECT_EQ(first.value(0), 0u);
}


/*
 * The thread of nucleus that serves the requests may be asleep already, on its way
 * there, or not exist yet, with numbers of requests as they are or other ones
 */
TEST(Resumption, request_of_a_prepared_carrier_is_reported_once)
{
	constexpr unsigned POSTS = 3, ROUNDS = 24;

	Nucleus   nucleus;
	Component source(nucleus);
	auto const recorder = std::make_shared<Recorder>();

	Carrier &worker = source.process.carrier(0);
	worker.start(source.registers(code_operations), "worker", recorder);
	ASSERT_TRUE(source.process.flush());

	for (unsigned post = 1; post <= POSTS; post++) {

		recorder->wait_for(post);
		Carrier::State const state = worker.state(true);
		ASSERT_EQ(state.post, post);

		for (unsigned round = 0; round < ROUNDS; round++) {

			Component target(nucleus);
			Carrier  &carrier = target.process.carrier(0);

			if (round % 3)
				carrier.prepare();
			for (unsigned i = 0; i < round/3*20; i++)
				std::this_thread::yield();

			carrier.fill_utcb({ reinterpret_cast<uint8_t const *>(&worker.utcb()), sizeof(Kernel::Utcb) });

			auto const other = std::make_shared<Recorder>();

			/* the request that the thread waits for was reported, or is going to be */
			bool const pending = round % 2;
			carrier.resume(state, pending ? state.done : state.post, "worker", other);
			ASSERT_TRUE(target.process.flush());

			if (pending)
				other->wait_for(1);
			else
				EXPECT_EQ(other->count(), 0u);

			carrier.complete(state.post);
			other->wait_for(pending + 1);
			EXPECT_EQ(other->count(), pending + 1);
			EXPECT_EQ(carrier.posted(), post + 1);
		}
		worker.complete(post);
	}
}


/*
 * A thread that waits within its process needs no interruption, and stays where
 * it is while it is held, even if it is woken up
 */
TEST(Resumption, thread_in_block_is_held_and_keeps_its_wakeup)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	carrier.start(component.registers(code_block), "block", recorder);
	ASSERT_TRUE(component.process.flush());

	for (uint32_t round = 1; round < 200; round++) {

		hold_in_block(carrier);
		uint64_t const count = component.value(0);

		if (round % 2)
			wake(carrier);

		EXPECT_EQ(carrier.state(true).resume, Abi::Resume::SAVED);
		for (unsigned i = 0; i < 10; i++)
			std::this_thread::yield();

		EXPECT_EQ(component.value(0), count);
		carrier.release();

		if (round % 2)
			component.wait_for_word(0, count + 1);
	}
}


/*
 * Whoever has copied the state of a thread in a wait need not do so again as
 * long as the wait is the same
 */
TEST(Resumption, stay_in_block_changes_with_each_wakeup_and_with_each_wait)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	EXPECT_FALSE(carrier.stay());

	carrier.start(component.registers(code_block), "block", recorder);
	ASSERT_TRUE(component.process.flush());

	std::optional<Carrier::Stay> previous { };

	for (uint32_t round = 1; round < 50; round++) {

		hold_in_block(carrier);

		std::optional<Carrier::Stay> const stay = carrier.stay();
		ASSERT_TRUE(stay);
		EXPECT_NE(stay, previous);

		/* nothing happens between two occasions */
		carrier.release();
		EXPECT_FALSE(carrier.stay());
		carrier.hold(1000 + round);
		EXPECT_EQ(carrier.stay(), stay);

		uint64_t const count = component.value(0);

		wake(carrier);
		EXPECT_NE(carrier.stay(), stay);
		carrier.release();
		component.wait_for_word(0, count + 1);
		previous = stay;
	}
}


/*
 * Whoever knows that nobody wakes up a thread need not hold it
 */
TEST(Resumption, wait_in_block_lasts_until_a_wakeup)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	EXPECT_FALSE(carrier.wait());

	carrier.start(component.registers(code_block), "block", recorder);
	ASSERT_TRUE(component.process.flush());

	for (uint32_t round = 1; round < 50; round++) {

		hold_in_block(carrier);

		std::optional<Carrier::Wait> const wait = carrier.wait();
		ASSERT_TRUE(wait);
		EXPECT_FALSE(wait->lasts());

		carrier.release();
		EXPECT_TRUE(wait->lasts());

		/* to be held meanwhile changes nothing */
		carrier.hold(next_reason());
		carrier.release();
		EXPECT_TRUE(wait->lasts());

		uint64_t const count = component.value(0);

		wake(carrier);
		EXPECT_FALSE(wait->lasts());

		component.wait_for_word(0, count + 1);
		EXPECT_FALSE(wait->lasts());

		/* a wakeup is about to end the wait */
		hold_in_block(carrier);
		wake(carrier);
		EXPECT_FALSE(carrier.wait());
		carrier.release();
		component.wait_for_word(0, count + 2);
	}
}


TEST(Resumption, thread_in_block_continues_in_another_process)
{
	Nucleus   nucleus;
	Component first(nucleus), second(nucleus);
	auto const recorder = std::make_shared<Recorder>();

	Carrier &source = first.process.carrier(1), &target = second.process.carrier(1);
	source.start(first.registers(code_block), "block", recorder);
	ASSERT_TRUE(first.process.flush());

	hold_in_block(source);
	wake(source);

	Carrier::State const state = source.state(true);
	ASSERT_EQ(state.resume, Abi::Resume::SAVED);
	target.utcb() = source.utcb();

	/* the wakeup comes along */
	target.hold(1);
	target.resume(state, state.post, "block", recorder);
	ASSERT_TRUE(second.process.flush());
	target.release();
	second.wait_for_word(0, 1);

	/* and the thread waits for the next one */
	hold_in_block(target);
	target.release();
	wake(target);
	second.wait_for_word(0, 2);
	EXPECT_EQ(first.value(0), 0u);
}


TEST(Resumption, fault_is_reported_and_repeated_after_completion)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	carrier.start(component.registers(code_fault), "faulting", recorder);
	ASSERT_TRUE(component.process.flush());
	recorder->wait_for(1);

	ASSERT_TRUE(carrier.fault_posted());
	Fault const fault = carrier.fault();
	EXPECT_EQ(fault.type, Fault::Type::PAGE_FAULT);
	EXPECT_EQ(fault.addr, 0x3000000u);
	EXPECT_FALSE(fault.write);

	Memory memory = nucleus.arena.allocate(4096);
	memcpy(memory.data(), "\x2a", 1);
	component.process.map({ 0x3000000, 4096, memory.offset(), false, false });
	ASSERT_TRUE(component.process.flush());

	carrier.complete(carrier.posted());
	component.wait_for_word(0, 1);
	EXPECT_EQ(component.value(0), 0x2au);
}


TEST(Resumption, faulted_thread_continues_in_another_process)
{
	Nucleus   nucleus;
	Component first(nucleus), second(nucleus);
	auto const recorder = std::make_shared<Recorder>();

	Carrier &source = first.process.carrier(0);
	source.start(first.registers(code_fault), "faulting", recorder);
	ASSERT_TRUE(first.process.flush());
	recorder->wait_for(1);

	Carrier::State const state = source.state(true);
	Carrier &target = second.process.carrier(0);

	auto const from = source.frame_memory(state.frame);
	ASSERT_FALSE(from.empty());
	memcpy(target.frame_memory(state.frame).data(), from.data(), from.size());
	target.utcb() = source.utcb();

	target.resume(state, state.post, "faulting", recorder);

	Memory memory = nucleus.arena.allocate(4096);
	memory.data()[0] = 7;
	second.process.map({ 0x3000000, 4096, memory.offset(), false, false });
	ASSERT_TRUE(second.process.flush());

	target.complete(state.post);
	second.wait_for_word(0, 1);
	EXPECT_EQ(second.value(0), 7u);
}


TEST(Resumption, frame_survives_interruption_before_it_is_used)
{
	Nucleus  nucleus;
	auto const recorder = std::make_shared<Recorder>();

	Component first(nucleus), second(nucleus);

	Carrier &source = first.process.carrier(0);
	source.start(first.registers(code_count), "counter", recorder);
	ASSERT_TRUE(first.process.flush());
	first.wait_for_word(0, 1000);

	source.hold(1);
	source.interrupt();
	ASSERT_TRUE(source.wait_until_parked());

	uint64_t const count = first.value(0);

	Carrier &target = second.process.carrier(0);
	Carrier::State const state = source.state(false);

	auto const from = source.frame_memory(state.frame);
	memcpy(target.frame_memory(state.frame).data(), from.data(), from.size());
	target.utcb() = source.utcb();

	/* the thread is captured again and again before it gets to run */
	target.hold(1);
	target.resume(state, state.post, "counter", recorder);
	ASSERT_TRUE(second.process.flush());

	for (uint32_t round = 2; round < 50; round++) {
		target.hold(round);
		target.interrupt();
		ASSERT_TRUE(target.wait_until_parked());

		Carrier::State const again = target.state(false);
		ASSERT_EQ(again.resume, Abi::Resume::FRAME);
		ASSERT_EQ(again.frame.address, state.frame.address);
	}
	EXPECT_EQ(memcmp(target.frame_memory(state.frame).data(), from.data(), from.size()), 0);
	EXPECT_EQ(second.value(0), 0u);

	target.release();
	second.wait_for_word(0, count + 1);
	EXPECT_EQ(second.value(1), 0x123456789abcdefull);
}


/*
 * A thread that has got its answer but not left the operation is within the
 * operation still
 */
TEST(Resumption, completed_operation_stays_saved)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();

	Carrier &carrier = component.process.carrier(0);
	carrier.start(component.registers(code_operations), "worker", recorder);
	ASSERT_TRUE(component.process.flush());
	recorder->wait_for(1);

	carrier.hold(1);
	carrier.complete(carrier.posted());

	for (uint32_t round = 2; round < 50; round++) {
		carrier.hold(round);
		carrier.interrupt();
		ASSERT_TRUE(carrier.wait_until_parked());

		Carrier::State const state = carrier.state(false);
		ASSERT_EQ(state.resume, Abi::Resume::SAVED);
		ASSERT_EQ(state.post, state.done);
	}
	carrier.release();
	recorder->wait_for(2);
	EXPECT_EQ(component.value(0), 1u);
}
