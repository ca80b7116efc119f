/*
 * \brief  Component that computes forever with known values in its vector registers
 *
 * Byte j of register i is 16*i + j, the upper half of the register (if there
 * is one) has the complement.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/log.h>

namespace {

	enum { REGISTERS = 16, SIZE = 16 };

	struct Values
	{
		alignas(32) unsigned char bytes[REGISTERS][2*SIZE];

		Values()
		{
			for (unsigned i = 0; i < REGISTERS; i++)
				for (unsigned j = 0; j < SIZE; j++) {
					bytes[i][j]        = (unsigned char)(16*i + j);
					bytes[i][SIZE + j] = (unsigned char)~bytes[i][j];
				}
		}
	};

	/**
	 * Return true if CPU and operating system know 256-bit registers
	 */
	bool wide_registers()
	{
		enum { OSXSAVE = 1u << 27, AVX = 1u << 28, SSE_AND_AVX_STATE = 6 };

		unsigned a = 1, b = 0, c = 0, d = 0;
		asm volatile ("cpuid" : "+a" (a), "=b" (b), "+c" (c), "=d" (d));

		if (!(c & OSXSAVE) || !(c & AVX))
			return false;

		unsigned low = 0, high = 0;
		asm volatile ("xgetbv" : "=a" (low), "=d" (high) : "c" (0));

		return (low & SSE_AND_AVX_STATE) == SSE_AND_AVX_STATE;
	}

	[[noreturn]] void compute(Values const &values)
	{
		asm volatile (".irp i, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15\n\t"
		              "movups 32*\\i(%0), %%xmm\\i\n\t"
		              ".endr\n\t"
		              "1: inc %%rax\n\t"
		              "jmp 1b" :: "r" (&values) : "rax");
		__builtin_unreachable();
	}

	[[noreturn]] void compute_wide(Values const &values)
	{
		asm volatile (".irp i, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15\n\t"
		              "vmovups 32*\\i(%0), %%ymm\\i\n\t"
		              ".endr\n\t"
		              "1: inc %%rax\n\t"
		              "jmp 1b" :: "r" (&values) : "rax");
		__builtin_unreachable();
	}
}


void Component::construct(Genode::Env &)
{
	static Values const values { };

	bool const wide = wide_registers();

	Genode::log(wide ? "ymm" : "xmm", " registers are about to be loaded");

	if (wide)
		compute_wide(values);
	else
		compute(values);
}
