/*
 * \brief  Registers of an interrupted thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__CPU_REGISTERS_H_
#define _HOST__CPU_REGISTERS_H_

#include <cstdint>
#include <span>

namespace Host {

	struct Cpu_registers;

	/**
	 * Return true if programs may use the instructions for the bases of fs
	 * and gs
	 *
	 * The instructions may do something even if not, but then the host does
	 * not preserve their effect.
	 */
	bool segment_base_instructions();

	/**
	 * Read general-purpose registers from a signal frame
	 *
	 * \param frame  memory that starts with the frame
	 *
	 * \return  false if the memory is too small for a frame
	 */
	bool read_registers(std::span<char const> frame, Cpu_registers &);

	/**
	 * Change general-purpose registers of a signal frame
	 *
	 * Segment registers and privileged flags stay as they are.
	 *
	 * \return  false if the memory is too small for a frame
	 */
	bool write_registers(std::span<char> frame, Cpu_registers const &);
}


struct Host::Cpu_registers
{
	uint64_t ip, sp, flags;
	uint64_t rax, rbx, rcx, rdx, rdi, rsi, rbp;
	uint64_t r8, r9, r10, r11, r12, r13, r14, r15;
	uint64_t trap, error;
	uint64_t fs, gs;
};

#endif /* _HOST__CPU_REGISTERS_H_ */
