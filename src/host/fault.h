/*
 * \brief  Exception of a thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__FAULT_H_
#define _HOST__FAULT_H_

#include <cstdint>

namespace Host { struct Fault; }


/**
 * Exception raised by an instruction of a thread
 */
struct Host::Fault
{
	enum class Type { PAGE_FAULT, ILLEGAL_INSTRUCTION, ARITHMETIC, BREAKPOINT,
	                  PROTECTION, BUS_ERROR };

	Type     type;
	bool     write;       /* page fault: access was a write */
	bool     execute;     /* page fault: access was an instruction fetch */
	uint64_t addr;        /* page fault: accessed address */
	uint64_t ip;
};

#endif /* _HOST__FAULT_H_ */
