/*
 * \brief  Tests of component processes and their threads
 *
 * The "components" are a few instructions of assembly code each, copied into
 * the address space of a process.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <condition_variable>
#include <cstring>

#include <gtest/gtest.h>

#include <host/futex.h>
#include <host/process_pool.h>
#include <host/reaper.h>
#include <host/system_page.h>

using namespace Host;

extern "C" char const code_begin[], code_end[], code_operations[], code_count[],
                      code_fault[], code_system_calls[], code_old_entry[], code_vector[], code_block[],
                      code_yell[];

/*
 * r15 is the address of a data page throughout
 */
asm (R"(
	.pushsection .rodata
code_begin:

code_operations:               /* operation for ever, arg[0] counts */
	movabsq $0x2000000, %r15
	xorl  %ebx, %ebx
1:	incq  %rbx
	movq  %gs:512, %rdi
	movq  %rbx, 528(%rdi)
	movabsq $0x700000001000, %rax
	call  *%rax
	movq  %rbx, (%r15)
	jmp   1b

code_count:                    /* count in a register and in memory */
	movabsq $0x2000000, %r15
	movabsq $0x123456789abcdef, %r14
	xorl  %ebx, %ebx
1:	incq  %rbx
	movq  %rbx, (%r15)
	movq  %r14, 8(%r15)
	jmp   1b

code_fault:                    /* read unmapped memory, publish the value */
	movabsq $0x2000000, %r15
	movabsq $0x3000000, %r14
	movq  (%r14), %rax
	movq  %rax, (%r15)
2:	jmp   2b

code_system_calls:             /* try each system call, publish the OR of not-denied marks */
	movabsq $0x2000000, %r15
	xorl  %ebx, %ebx
1:	movl  %ebx, %eax
	cmpl  $202, %ebx           /* futex, rt_sigreturn, rt_sigprocmask, prctl, restart_syscall */
	je    2f
	cmpl  $15, %ebx
	je    2f
	cmpl  $219, %ebx
	je    2f
	cmpl  $335, %ebx           /* uretprobe, uprobe: raise SIGILL before any filter */
	je    2f
	cmpl  $336, %ebx
	je    2f
	xorl  %edi, %edi
	xorl  %esi, %esi
	xorl  %edx, %edx
	xorl  %r10d, %r10d
	syscall
	cmpq  $-38, %rax
	je    2f
	movq  %rbx, 8(%r15)
	incq  16(%r15)
2:	incl  %ebx
	cmpl  $1000, %ebx
	jne   1b
	movl  $0x40000027, %eax    /* getpid of the x32 interface */
	syscall
	movq  %rax, 24(%r15)
	movq  $1, (%r15)
3:	jmp   3b

code_old_entry:                /* getpid via the 32-bit entry, which a host may lack */
	movabsq $0x2000000, %r15
	movl  $20, %eax
	int   $0x80
	movslq %eax, %rax
	movq  %rax, 8(%r15)
	movq  $1, (%r15)
1:	jmp   1b

code_vector:                   /* keep a value in an AVX register, compare for ever */
	movabsq $0x2000000, %r15
	vmovdqu 64(%r15), %ymm7
1:	vmovdqu 64(%r15), %ymm1
	vpcmpeqb %ymm1, %ymm7, %ymm2
	vpmovmskb %ymm2, %eax
	cmpl  $-1, %eax
	je    2f
	incq  8(%r15)
2:	incq  (%r15)
	jmp   1b

code_block:                    /* consume wakeups */
	movabsq $0x2000000, %r15
	movabsq $0x2000800, %rsp
1:	movq  %gs:512, %rdi
	movabsq $0x700000001020, %rax
	call  *%rax
	testl %eax, %eax
	jnz   2f
	incq  (%r15)
	jmp   1b
2:	incq  8(%r15)
	jmp   1b

code_yell:                     /* increment the post counter all the time */
	movq  %gs:512, %rdi
1:	incl  (%rdi)
	jmp   1b

code_end:
	.popsection
)");

namespace {

	constexpr uint64_t CODE = 0x1000000, DATA = 0x2000000;

	struct Nucleus
	{
		Arena  arena  { 256 << 20 };
		Reaper reaper { };
		Memory system_page = arena.allocate(Abi::SYSTEM_PAGE_SIZE);
		Memory code        = arena.allocate(4096);

		Process_environment env { arena, reaper, STUB_PATH, system_page.offset() };

		Nucleus()
		{
			init_system_page(*reinterpret_cast<Abi::System_page *>(system_page.data()));
			memcpy(code.data(), code_begin, size_t(code_end - code_begin));
		}
	};

	struct Component
	{
		Nucleus &nucleus;
		Memory   data = nucleus.arena.allocate(4096);
		Process  process { nucleus.env };

		uint64_t &word(unsigned i) { return reinterpret_cast<uint64_t *>(data.data())[i]; }

		uint64_t value(unsigned i) { return std::atomic_ref(word(i)).load(); }

		void wait_for_word(unsigned i, uint64_t at_least)
		{
			while (value(i) < at_least)
				std::this_thread::yield();
		}

		Component(Nucleus &nucleus) : nucleus(nucleus)
		{
			process.map({ CODE, 4096, nucleus.code.offset(), false, true });
			process.map({ DATA, 4096, data.offset(), true, false });
		}

		Registers registers(char const *entry) const
		{
			return { CODE + uint64_t(entry - code_begin), DATA + 4096 };
		}
	};

	struct Recorder : Entry_handler
	{
		std::mutex              mutex { };
		std::condition_variable changed { };
		unsigned                entries = 0;

		std::function<void ()> action { };

		void handle_entry() override
		{
			std::lock_guard guard(mutex);
			entries++;
			if (action)
				action();
			changed.notify_all();
		}

		void wait_for(unsigned count)
		{
			std::unique_lock lock(mutex);
			changed.wait(lock, [&] { return entries >= count; });
		}
	};
}


TEST(Process, operations_reach_the_handler_and_complete)
{
	Nucleus   nucleus;
	Component component(nucleus);
	auto const recorder = std::make_shared<Recorder>();
	Carrier  &carrier = component.process.carrier(0);

	std::vector<uint64_t> args;
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
	ASSERT_TRUE(component.process.flush());

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
TEST(Process, interrupted_thread_continues_in_another_process)
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


TEST(Process, vector_registers_survive_parking)
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


TEST(Process, blocked_thread_continues_in_another_process)
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
	EXPECT_EQ(other->entries, 0u);

	target.complete(state.post);
	other->wait_for(10);
	EXPECT_GE(second.value(0), 9u);
	EXPECT_EQ(first.value(0), 0u);
}


TEST(Process, fault_is_reported_and_repeated_after_completion)
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


TEST(Process, faulted_thread_continues_in_another_process)
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

	auto &state = *reinterpret_cast<Abi::Thread_state *>(carrier.utcb().host_area);
	for (unsigned i = 0; i < 5; i++) {
		std::atomic_ref(state.wakeups).fetch_add(1);
		futex_wake(state.wakeups);
	}
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
