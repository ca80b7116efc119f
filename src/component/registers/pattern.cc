/*
 * \brief  Content of all registers of a thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <image.h>
#include <util/string.h>

using namespace Registers;


namespace {

	/**
	 * Sequence of numbers that look random (SplitMix64)
	 */
	struct Numbers
	{
		uint64_t state;

		uint64_t next()
		{
			uint64_t x = state += 0x9e3779b97f4a7c15;
			x = (x ^ (x >> 30))*0xbf58476d1ce4e5b9;
			x = (x ^ (x >> 27))*0x94d049bb133111eb;
			return x ^ (x >> 31);
		}
	};

	enum {
		MXCSR_MASKED = 0x1f80, MXCSR_ROUND_SHIFT = 13, MXCSR_STICKY = 0x3f,
		FCW_MASKED   = 0x37f,  FCW_ROUND_SHIFT   = 10,
		X87_EXPONENT = 0x3fff,
	};

	struct Cpuid { uint32_t eax, ebx, ecx, edx; };

	Cpuid cpuid(uint32_t leaf)
	{
		Cpuid r { };
		asm volatile ("cpuid" : "=a" (r.eax), "=b" (r.ebx), "=c" (r.ecx), "=d" (r.edx)
		                      : "a" (leaf), "c" (0));
		return r;
	}

	uint32_t enabled_states()
	{
		uint32_t low = 0, high = 0;
		asm volatile ("xgetbv" : "=a" (low), "=d" (high) : "c" (0));
		return low;
	}
}


Level Registers::detect_level()
{
	enum {
		OSXSAVE = 1U << 27, HAS_AVX = 1U << 28,            /* leaf 1, ecx */
		HAS_AVX512F = 1U << 16, HAS_AVX512BW = 1U << 30,   /* leaf 7, ebx */
		STATES_AVX = 0x6, STATES_AVX512 = 0xe6,
	};

	uint32_t const features = cpuid(1).ecx;
	if (!(features & OSXSAVE) || !(features & HAS_AVX))
		return SSE;

	uint32_t const states = enabled_states();
	if ((states & STATES_AVX) != STATES_AVX)
		return SSE;

	uint32_t const more = cpuid(0).eax >= 7 ? cpuid(7).ebx : 0;
	bool     const avx512 = (more & HAS_AVX512F) && (more & HAS_AVX512BW)
	                     && (states & STATES_AVX512) == STATES_AVX512;

	return avx512 ? AVX512 : AVX;
}


char const *Image::gpr_name(unsigned i)
{
	static char const * const names[NUM_GPR] = {
		"rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp",
		"r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15" };

	return names[i];
}


void Image::fill(unsigned thread, uint64_t generation)
{
	Numbers numbers { .state = (uint64_t(thread) << 56) ^ generation };

	for (uint64_t &value : gpr)
		value = numbers.next();

	flags = numbers.next() & FLAGS_MASK;

	/* normalized numbers near 1, which the unit keeps bit by bit */
	for (auto &value : x87) {
		uint64_t const mantissa = numbers.next() | (1ULL << 63);
		uint16_t const exponent = (uint16_t)(X87_EXPONENT + numbers.next() % 16);

		memset(value, 0, sizeof(value));
		memcpy(value, &mantissa, sizeof(mantissa));
		memcpy(value + sizeof(mantissa), &exponent, sizeof(exponent));
	}

	for (uint64_t &value : k)
		value = numbers.next();

	/* all exceptions are masked, the rounding mode and the sticky flags vary */
	mxcsr = (uint32_t)(MXCSR_MASKED | ((numbers.next() & 3) << MXCSR_ROUND_SHIFT)
	                                | (numbers.next() & MXCSR_STICKY));
	fcw   = (uint16_t)(FCW_MASKED   | ((numbers.next() & 3) << FCW_ROUND_SHIFT));

	for (auto &vector : vectors)
		for (unsigned i = 0; i < VECTOR_SIZE; i += sizeof(uint64_t)) {
			uint64_t const value = numbers.next();
			memcpy(vector + i, &value, sizeof(value));
		}
}


bool Image::equals(Image const &expected, Level level, unsigned thread) const
{
	bool equal = true;

	auto check = [&] (auto const &name, void const *a, void const *e, size_t size) {

		uint64_t actual_start = 0, expected_start = 0;

		/* the first part that differs */
		for (size_t i = 0; i < size; i += sizeof(uint64_t)) {
			size_t const len = size - i < sizeof(uint64_t) ? size - i : sizeof(uint64_t);
			if (!memcmp((char const *)a + i, (char const *)e + i, len))
				continue;

			memcpy(&actual_start,   (char const *)a + i, len);
			memcpy(&expected_start, (char const *)e + i, len);
			error("register ", name, " of thread ", thread, " changed at byte ", i, ": ",
			      Hex(actual_start), " instead of ", Hex(expected_start));
			equal = false;
			return;
		}
	};

	auto check_numbered = [&] (char const *prefix, unsigned i, void const *a, void const *e,
	                           size_t size) {
		check(String<16>(prefix, i), a, e, size); };

	for (unsigned i = 0; i < NUM_GPR; i++)
		check(Cstring(gpr_name(i)), &gpr[i], &expected.gpr[i], sizeof(gpr[i]));

	check(Cstring("flags"), &flags, &expected.flags, sizeof(flags));
	check(Cstring("mxcsr"), &mxcsr, &expected.mxcsr, sizeof(mxcsr));
	check(Cstring("fcw"),   &fcw,   &expected.fcw,   sizeof(fcw));

	for (unsigned i = 0; i < NUM_X87; i++)
		check_numbered("st", i, x87[i], expected.x87[i], X87_SIZE);

	for (unsigned i = 0; i < num_vectors(level); i++)
		check_numbered("vector", i, vectors[i], expected.vectors[i], vector_size(level));

	for (unsigned i = 0; level == AVX512 && i < NUM_K; i++)
		check_numbered("k", i, &k[i], &expected.k[i], sizeof(k[i]));

	return equal;
}
