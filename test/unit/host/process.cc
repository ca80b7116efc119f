/*
 * \brief  Tests of component processes and their threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <sys/resource.h>
#include <sys/wait.h>

#include <gtest/gtest.h>

#include <host/file.h>
#include <host/futex.h>
#include <host/process_pool.h>

#include "support.h"

using namespace Host_test;


TEST(Process, operations_reach_the_handler_and_complete)
{
	std::vector<uint64_t> args;   /* used as long as the thread exists */

	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	recorder->action = [&] {
		args.push_back(carrier.utcb().arg[0]);
		carrier.complete(carrier.posted());
	};

	carrier.start(component.registers(code_operations), "worker", recorder);
	ASSERT_TRUE(component.process.flush());
	recorder->wait_for(1000);

	std::lock_guard guard(recorder->mutex);
	for (size_t i = 0; i < args.size(); i++)
		EXPECT_EQ(args[i], i + 1);
}


TEST(Process, running_thread_parks_and_goes_on)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	carrier.start(component.registers(code_count), "counter", recorder);
	EXPECT_FALSE(component.process.settled());
	ASSERT_TRUE(component.process.flush());
	EXPECT_TRUE(component.process.settled());

	for (uint32_t round = 1; round < 200; round++) {
		component.wait_for_word(0, component.value(0) + 1);

		carrier.hold(round);
		carrier.interrupt();
		ASSERT_TRUE(carrier.wait_until_parked());

		uint64_t const before = component.value(0);
		std::this_thread::yield();
		ASSERT_EQ(component.value(0), before);
		carrier.release();
	}
}


/*
 * The registers of a thread travel with the signal frame
 */
TEST(Process, system_calls_are_denied)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	carrier.start(component.registers(code_system_calls), "hostile", recorder);
	ASSERT_TRUE(component.process.flush());
	component.wait_for_word(0, 1);

	EXPECT_EQ(component.value(2), 0u) << "system call " << component.value(1) << " got through";
	EXPECT_EQ(int64_t(component.value(3)), -38);
}


TEST(Process, old_entry_is_denied)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	carrier.start(component.registers(code_old_entry), "hostile", recorder);
	ASSERT_TRUE(component.process.flush());

	auto faulted = [&] {
		std::lock_guard guard(recorder->mutex);
		return recorder->entries > 0;
	};
	while (!component.value(0) && !faulted())
		std::this_thread::yield();

	/* on a host without the entry, the instruction itself faults */
	if (faulted())
		EXPECT_EQ(carrier.fault().type, Fault::Type::PROTECTION);
	else
		EXPECT_EQ(int64_t(component.value(1)), -38);
}


TEST(Process, wakeups_and_cancelled_blocking)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	carrier.start(component.registers(code_block), "blocking", recorder);
	ASSERT_TRUE(component.process.flush());

	for (unsigned i = 0; i < 5; i++)
		wake(carrier);

	component.wait_for_word(0, 5);

	carrier.cancel_block();
	component.wait_for_word(1, 1);
	EXPECT_EQ(component.value(0), 5u);
}


TEST(Process, carrier_can_be_reset_and_used_again)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	for (unsigned round = 0; round < 20; round++) {
		component.word(0) = 0;
		char const * const code[] = { code_count, code_block, code_operations, code_fault };
		carrier.start(component.registers(code[round % 4]), "thread", recorder);
		ASSERT_TRUE(component.process.flush());
		if (round % 4 == 0)
			component.wait_for_word(0, 1);
		ASSERT_TRUE(carrier.reset());
	}

	/* all variants left the carrier usable */
	component.word(0) = 0;
	carrier.start(component.registers(code_count), "thread", recorder);
	component.wait_for_word(0, 1);
}


TEST(Process, flood_of_requests_does_no_harm)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	carrier.start(component.registers(code_yell), "yelling", recorder);
	ASSERT_TRUE(component.process.flush());
	while (carrier.posted() < 1000)
		std::this_thread::yield();
	EXPECT_TRUE(carrier.reset());
}


/*
 * Whoever wants it to stop is not held up, the process pays for it
 */
TEST(Process, thread_that_refuses_to_stop_costs_the_process_its_life)
{
	Nucleus    nucleus;
	auto const recorder = std::make_shared<Recorder>();

	for (char const * const program : { code_refuse, code_sleep })
		for (bool const reset : { false, true }) {

			Component component(nucleus);
			Carrier  &carrier = component.process.carrier(0);

			carrier.start(component.registers(program), "refusing", recorder);
			ASSERT_TRUE(component.process.flush());
			component.wait_for_word(0, 1);

			if (reset) {
				EXPECT_TRUE(carrier.reset());
			} else {
				carrier.hold(1);
				carrier.interrupt();
				EXPECT_TRUE(carrier.wait_until_parked());
			}
			EXPECT_TRUE(component.process.dead());
			EXPECT_TRUE(component.process.disobedient());
		}
}


/*
 * A thread may come to life when its creator has executed further commands
 * already. The value of the first word tells that it runs its own program.
 */
TEST(Process, threads_created_in_quick_succession)
{
	constexpr unsigned THREADS = 8;

	Nucleus    nucleus;
	auto const recorder = std::make_shared<Recorder>();

	for (unsigned round = 0; round < 20; round++) {

		Component component(nucleus);

		for (unsigned i = 0; i < THREADS; i++) {
			component.process.carrier(i);
			ASSERT_TRUE(component.process.flush());
		}

		for (unsigned i = 0; i < THREADS; i++) {
			component.word(0) = 0;
			component.process.carrier(i).start(component.registers(code_count), "counter", recorder);
			component.wait_for_word(0, 1);
			ASSERT_TRUE(component.process.carrier(i).reset());
		}
	}
}


TEST(Process, death_is_noticed)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();

	std::atomic<bool> dead = false;
	component.process.death_handler([&] { dead = true; });

	component.process.carrier(0).start(component.registers(code_count), "x", recorder);
	ASSERT_TRUE(component.process.flush());

	::kill(component.process.pid(), SIGKILL);
	component.process.wait_for_death();
	component.process.unmap(DATA, 4096);
	EXPECT_FALSE(component.process.flush());
	while (!dead)
		std::this_thread::yield();
}


TEST(Process, impossible_mapping_kills_only_the_process)
{
	Nucleus   nucleus;
	Component component(nucleus);
	component.process.map({ 0x1001, 4096, 0, true, false });
	EXPECT_FALSE(component.process.flush());
	EXPECT_TRUE(component.process.dead());
}


namespace {

	class Descriptor_limit
	{
		private:

			rlimit _original { };

			Descriptor_limit(Descriptor_limit const &) = delete;
			Descriptor_limit &operator = (Descriptor_limit const &) = delete;

		public:

			explicit Descriptor_limit(rlim_t limit)
			{
				getrlimit(RLIMIT_NOFILE, &_original);

				rlimit const lowered { limit, _original.rlim_max };
				setrlimit(RLIMIT_NOFILE, &lowered);
			}

			~Descriptor_limit() { setrlimit(RLIMIT_NOFILE, &_original); }
	};
}


TEST(Process, lack_of_descriptors_leaves_nothing_behind)
{
	Nucleus nucleus;

	auto number_of_descriptors = [] { return directory_entries("/proc/self/fd").size(); };

	/* the highest descriptors of a process are opened beyond the lowest 16 */
	constexpr rlim_t MIN_LIMIT = 8, MAX_LIMIT = 40;

	size_t const before  = number_of_descriptors();
	unsigned     refused = 0;

	for (rlim_t limit = MIN_LIMIT; limit < MAX_LIMIT; limit++) {

		try {
			Descriptor_limit const lowered(limit);
			Process          const process(nucleus.env);
		}
		catch (System_error const &error) {
			EXPECT_EQ(error.number(), EMFILE) << error.what();
			refused++;
		}

		ASSERT_EQ(number_of_descriptors(), before) << "limit " << limit;

		/* neither a process that lives nor one that nobody waits for */
		siginfo_t info { };
		ASSERT_EQ(waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT), -1) << "limit " << limit;
	}
	EXPECT_GT(refused, 0u);
	EXPECT_LT(refused, MAX_LIMIT - MIN_LIMIT);
}


TEST(Process_pool, provides_processes)
{
	Nucleus nucleus;
	Process_pool pool(nucleus.env, 2, 3);

	for (unsigned i = 0; i < 10; i++) {
		auto process = pool.take();
		EXPECT_TRUE(process->flush());
		pool.discard(std::move(process));
	}
}


/*
 * Whoever serves the threads of processes may vanish after that
 */
TEST(Process_pool, handlers_are_not_called_once_the_discarded_are_gone)
{
	Nucleus      nucleus;
	Process_pool pool { nucleus.env, 1, 1 };

	for (unsigned round = 0; round < 20; round++) {

		auto const recorder = std::make_shared<Recorder>();

		auto     process = pool.take();
		Carrier &carrier = process->carrier(0);
		recorder->action = [&] { carrier.complete(carrier.posted()); };

		Memory const data = nucleus.arena.allocate(4096);
		process->map({ CODE, 4096, nucleus.code.offset(), false, true });
		process->map({ DATA, 4096, data.offset(), true, false });
		carrier.start({ CODE + uint64_t(code_operations - code_begin), DATA + 4096 }, "x", recorder);
		ASSERT_TRUE(process->flush());
		recorder->wait_for(10);

		pool.discard(std::move(process));
		pool.settle();
		EXPECT_EQ(recorder.use_count(), 1);
	}
}


/*
 * A user of a discarded process may wait for a lock that is held by somebody who
 * takes processes
 */
TEST(Process_pool, fresh_processes_do_not_wait_for_the_disposal_of_others)
{
	Nucleus      nucleus;
	Process_pool pool { nucleus.env, 1, 1 };

	auto process = pool.take();
	{
		Process::Use const use(*process);
		pool.discard(std::move(process));

		for (unsigned i = 0; i < 5; i++)
			EXPECT_TRUE(pool.take()->flush());
	}
	pool.settle();
}


TEST(Process_pool, missing_program_is_reported)
{
	Nucleus nucleus;
	nucleus.env.stub_path = "/nonexistent/stub";
	Process_pool pool(nucleus.env, 2, 3);

	try {
		pool.take();
		FAIL();
	} catch (std::runtime_error const &error) {
		EXPECT_NE(std::string(error.what()).find("/nonexistent/stub"), std::string::npos);
	}
}


/*
 * All former channels of a process are one page
 */
TEST(Process, former_channels_do_not_keep_memory)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	carrier.start(component.registers(code_count), "worker", recorder);
	ASSERT_TRUE(component.process.flush());

	size_t const available = nucleus.arena.available();

	std::vector<Memory> mapped;
	for (unsigned place = 0; place < Kernel::Abi::MAX_SERVED_CHANNELS; place++) {
		Memory memory = nucleus.arena.allocate(4096), previous { };
		carrier.map_served(place, memory.shared(), previous);
		if (place < Kernel::Abi::MAX_CALLED_CHANNELS)
			carrier.map_called(place, std::move(memory), previous);
		EXPECT_FALSE(previous.valid());
	}
	ASSERT_TRUE(component.process.flush());

	for (unsigned place = 0; place < Kernel::Abi::MAX_SERVED_CHANNELS; place++)
		mapped.push_back(carrier.unmap_served(place));

	for (unsigned place = 0; place < Kernel::Abi::MAX_CALLED_CHANNELS; place++)
		mapped.push_back(carrier.unmap_called(place));

	ASSERT_TRUE(component.process.flush());
	mapped.clear();

	/* the page for watching channels, and that of the former ones */
	EXPECT_EQ(nucleus.arena.available(), available - 2*4096);

	uint64_t const count = component.value(0);
	component.wait_for_word(0, count + 1);
}
