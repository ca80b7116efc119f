/*
 * \brief  Content of all registers of a thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _IMAGE_H_
#define _IMAGE_H_

#include <base/stdint.h>
#include <layout.h>

namespace Registers {

	using namespace Genode;

	enum Level { SSE = LEVEL_SSE, AVX = LEVEL_AVX, AVX512 = LEVEL_AVX512 };

	struct Image;

	/**
	 * Return the largest set of registers that can be used
	 */
	Level detect_level();

	/**
	 * Load all registers, check for a long time that they keep their values,
	 * and store them
	 *
	 * \param expected    content to load
	 * \param actual      content at the end
	 * \param iterations  number of checks
	 * \param level       set of registers to use
	 *
	 * \return  number of iterations that are left, not 0 if a general register
	 *          or the flags changed
	 */
	extern "C" unsigned long registers_hold(Image const *expected, Image *actual,
	                                        unsigned long iterations, unsigned long level);
}


struct alignas(64) Registers::Image
{
	enum {
		NUM_GPR = 15, NUM_X87 = 8, X87_SIZE = 10, NUM_K = 8, NUM_VECTORS = 32, VECTOR_SIZE = 64,
	};

	/** Names in the order of the array, rsp is not part of it */
	static char const *gpr_name(unsigned i);

	/** Number and size of the vector registers that a level has */
	static unsigned num_vectors(Level level) { return level == AVX512 ? 32 : 16; }
	static unsigned vector_size(Level level) { return 16U << level; }

	uint64_t gpr[NUM_GPR];
	uint64_t flags;
	uint8_t  x87[NUM_X87][16];
	uint64_t k[NUM_K];
	uint32_t mxcsr;
	uint16_t fcw;

	alignas(64) uint8_t vectors[NUM_VECTORS][VECTOR_SIZE];

	/**
	 * Fill with values that differ for each thread and generation
	 */
	void fill(unsigned thread, uint64_t generation);

	/**
	 * Report what differs from the expected content
	 *
	 * \return  true if nothing differs
	 */
	bool equals(Image const &expected, Level, unsigned thread) const;
};


namespace Registers {

	static_assert(__builtin_offsetof(Image, gpr)     == IMAGE_GPR
	           && __builtin_offsetof(Image, flags)   == IMAGE_FLAGS
	           && __builtin_offsetof(Image, x87)     == IMAGE_X87
	           && __builtin_offsetof(Image, k)       == IMAGE_K
	           && __builtin_offsetof(Image, mxcsr)   == IMAGE_MXCSR
	           && __builtin_offsetof(Image, fcw)     == IMAGE_FCW
	           && __builtin_offsetof(Image, vectors) == IMAGE_VECTORS,
	              "assembly code relies on the layout");
}

#endif /* _IMAGE_H_ */
