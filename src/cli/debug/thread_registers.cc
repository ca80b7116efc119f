/*
 * \brief  Registers of a captured thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/debug/thread_registers.h>

#include <algorithm>
#include <cstring>

#include <host/abi.h>
#include <kernel/abi/layout.h>

using namespace Cli;


namespace {

	/*
	 * Signal frame of Linux on x86_64: return address, then 'struct ucontext'
	 * with a pointer to the extended state, whose legacy part ends with a
	 * description of the whole ('struct _fpx_sw_bytes')
	 */
	constexpr size_t FRAME_EXTENDED   = 8 + 40 + 23*8;
	constexpr size_t SOFTWARE_OFFSET  = 464;
	constexpr uint32_t MAGIC          = 0x46505853;
	constexpr size_t MAX_EXTENDED     = 16384;

	struct Software_bytes
	{
		uint32_t magic, extended_size;
		uint64_t features;
		uint32_t size;
	};

	/**
	 * Read value, false if it lies beyond the bytes
	 */
	template <typename T>
	bool read(std::vector<uint8_t> const &bytes, uint64_t offset, T &value)
	{
		if (offset > bytes.size() || bytes.size() - offset < sizeof(T))
			return false;

		memcpy(&value, bytes.data() + offset, sizeof(T));
		return true;
	}

	void read_extended(Rtcr::Thread const &thread, Thread_registers &out)
	{
		uint64_t pointer = 0;
		if (!read(thread.save_stack, FRAME_EXTENDED, pointer))
			return;

		uint64_t const offset = pointer - thread.carrier.frame.address;

		Software_bytes software { };
		if (pointer < thread.carrier.frame.address
		 || !read(thread.save_stack, offset + SOFTWARE_OFFSET, software))
			return;

		size_t size = Thread_registers::LEGACY_SIZE;
		if (software.magic == MAGIC) {
			size = software.size;
			out.extended_features = software.features;
		}

		if (size < Thread_registers::LEGACY_SIZE || size > MAX_EXTENDED || offset > thread.save_stack.size()
		 || thread.save_stack.size() - offset < size)
			return;

		auto const first = thread.save_stack.begin() + ptrdiff_t(offset);
		out.extended.assign(first, first + ptrdiff_t(size));
	}

	/**
	 * Return registers of a thread within an operation
	 */
	std::optional<Thread_registers> saved_registers(Rtcr::Thread const &thread)
	{
		Host::Abi::Thread_state state { };

		memcpy(&state, thread.utcb.data(), std::min(sizeof(state), thread.utcb.size()));

		auto const &saved = state.saved;

		Thread_registers result { .cpu = {
			.ip = saved.rip, .sp = saved.rsp, .rbx = saved.rbx, .rbp = saved.rbp,
			.r12 = saved.r12, .r13 = saved.r13, .r14 = saved.r14, .r15 = saved.r15,
			.fs = saved.fs, .gs = saved.gs } };

		return result;
	}

	/**
	 * Let a thread return from the entry point that it is in
	 *
	 * The entry points that a thread can be interrupted in keep nothing on
	 * the stack but the return address.
	 */
	void leave_entry(Thread_registers &registers, Snapshot_memory &memory)
	{
		if (registers.cpu.ip < Kernel::Abi::KERNEL_AREA)
			return;

		uint64_t return_address = 0;
		if (!memory.read(registers.cpu.sp, std::as_writable_bytes(std::span(&return_address, 1))))
			return;

		registers.entry_ip = registers.cpu.ip;
		registers.cpu.ip   = return_address;
		registers.cpu.sp  += sizeof(return_address);
	}
}


std::optional<Thread_registers> Cli::thread_registers(Rtcr::Thread const &thread, Snapshot_memory &memory)
{
	if (!thread.has_carrier())
		return std::nullopt;

	if (thread.carrier.resume == Host::Abi::Resume::SAVED)
		return saved_registers(thread);

	Thread_registers result { .complete = true };

	if (!Host::read_registers({ reinterpret_cast<char const *>(thread.save_stack.data()),
	                            thread.save_stack.size() }, result.cpu))
		return std::nullopt;

	result.cpu.fs = thread.carrier.frame.fs;
	result.cpu.gs = thread.carrier.frame.gs;

	read_extended(thread, result);
	leave_entry(result, memory);
	return result;
}
