/*
 * \brief  Registers of an interrupted thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>

#include <sys/auxv.h>
#include <ucontext.h>

#include <host/cpu_registers.h>

using namespace Host;


namespace {

	/* the frame starts with the return address of the signal handler */
	constexpr size_t CONTEXT_OFFSET = sizeof(uint64_t);

	/* flags that a program can change by itself: arithmetic flags, direction, trap */
	constexpr uint64_t USER_FLAGS = 0xdd5;

	struct Entry
	{
		int                      index;
		uint64_t Cpu_registers::*member;
	};

	constexpr Entry ENTRIES[] = {
		{ REG_RIP, &Cpu_registers::ip  }, { REG_RSP, &Cpu_registers::sp  },
		{ REG_RAX, &Cpu_registers::rax }, { REG_RBX, &Cpu_registers::rbx },
		{ REG_RCX, &Cpu_registers::rcx }, { REG_RDX, &Cpu_registers::rdx },
		{ REG_RDI, &Cpu_registers::rdi }, { REG_RSI, &Cpu_registers::rsi },
		{ REG_RBP, &Cpu_registers::rbp }, { REG_R8,  &Cpu_registers::r8  },
		{ REG_R9,  &Cpu_registers::r9  }, { REG_R10, &Cpu_registers::r10 },
		{ REG_R11, &Cpu_registers::r11 }, { REG_R12, &Cpu_registers::r12 },
		{ REG_R13, &Cpu_registers::r13 }, { REG_R14, &Cpu_registers::r14 },
		{ REG_R15, &Cpu_registers::r15 },
	};

	uint64_t register_offset(int index)
	{
		return CONTEXT_OFFSET + offsetof(ucontext_t, uc_mcontext)
		     + offsetof(mcontext_t, gregs) + size_t(index)*sizeof(greg_t);
	}

	bool complete(size_t size) { return size >= register_offset(NGREG); }

	uint64_t read(std::span<char const> frame, int index)
	{
		uint64_t value;
		memcpy(&value, frame.data() + register_offset(index), sizeof(value));
		return value;
	}

	void write(std::span<char> frame, int index, uint64_t value)
	{
		memcpy(frame.data() + register_offset(index), &value, sizeof(value));
	}
}


bool Host::read_registers(std::span<char const> frame, Cpu_registers &registers)
{
	if (!complete(frame.size()))
		return false;

	registers = { };
	for (Entry const &entry : ENTRIES)
		registers.*entry.member = read(frame, entry.index);

	registers.flags = read(frame, REG_EFL);
	registers.trap  = read(frame, REG_TRAPNO);
	registers.error = read(frame, REG_ERR);
	return true;
}


bool Host::write_registers(std::span<char> frame, Cpu_registers const &registers)
{
	if (!complete(frame.size()))
		return false;

	for (Entry const &entry : ENTRIES)
		write(frame, entry.index, registers.*entry.member);

	write(frame, REG_EFL, (read(frame, REG_EFL) & ~USER_FLAGS) | (registers.flags & USER_FLAGS));
	return true;
}


bool Host::segment_base_instructions()
{
	enum { HWCAP2_FSGSBASE = 1 << 1 };

	return getauxval(AT_HWCAP2) & HWCAP2_FSGSBASE;
}
