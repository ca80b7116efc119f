/*
 * \brief  Registers of a captured thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__DEBUG__THREAD_REGISTERS_H_
#define _CLI__DEBUG__THREAD_REGISTERS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <cli/snapshot_memory.h>
#include <host/cpu_registers.h>
#include <rtcr/snapshot.h>

namespace Cli {

	struct Thread_registers;

	/**
	 * Return registers as the component sees them
	 *
	 * A thread that was interrupted within an entry point of the kernel is
	 * shown where the entry point returns to.
	 *
	 * \return  nothing for a thread that never ran
	 */
	std::optional<Thread_registers> thread_registers(Rtcr::Thread const &, Snapshot_memory &);
}


struct Cli::Thread_registers
{
	/** Bytes of 'extended' that have the format of FXSAVE */
	static constexpr size_t LEGACY_SIZE = 512;

	Host::Cpu_registers cpu { };

	/**
	 * False for a thread within an operation of the kernel: it has no other
	 * registers than those that a function preserves
	 */
	bool complete = false;

	/** Entry point that the thread was interrupted in, 0 if in none */
	uint64_t entry_ip = 0;

	/**
	 * Floating-point and vector registers as the CPU saves them by XSAVE in
	 * standard format, empty if unknown
	 */
	std::vector<uint8_t> extended { };

	/** Parts of 'extended' that the operating system enables (XCR0) */
	uint64_t extended_features = 0;
};

#endif /* _CLI__DEBUG__THREAD_REGISTERS_H_ */
