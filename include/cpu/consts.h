/*
 * \brief  Properties of the CPU
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CPU__CONSTS_H_
#define _INCLUDE__CPU__CONSTS_H_

#include <base/stdint.h>

namespace Genode { namespace Abi {

	/** Granularity at which the ABI aligns the stack */
	static constexpr unsigned STACK_ALIGN = 16;

	/**
	 * Return initial stack pointer of a function that is not called
	 *
	 * The ABI expects that a call has put the return address there.
	 */
	inline addr_t stack_align(addr_t addr) {
		return (addr & ~(addr_t)(STACK_ALIGN - 1)) - sizeof(addr_t); }

	/**
	 * Mark the end of the chain of stack frames
	 */
	inline void init_stack(addr_t stack_top) { *(addr_t *)stack_top = 0; }
} }

#endif /* _INCLUDE__CPU__CONSTS_H_ */
