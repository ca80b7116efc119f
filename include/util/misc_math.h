/*
 * \brief  Small arithmetic helpers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__MISC_MATH_H_
#define _INCLUDE__UTIL__MISC_MATH_H_

#include <base/stdint.h>

namespace Genode {

	template <typename T>
	constexpr T max(T v1, T v2) { return v1 > v2 ? v1 : v2; }

	template <typename T>
	constexpr T min(T v1, T v2) { return v1 < v2 ? v1 : v2; }

	template <typename T>
	constexpr T abs(T value) { return value >= 0 ? value : -value; }

	/**
	 * Round address up to the next multiple of 2^align
	 *
	 * The result wraps to zero if there is no such multiple.
	 */
	template <typename T>
	constexpr T align_addr(T addr, int align)
	{
		T const mask = (T)(((T)1 << align) - 1);

		return (T)((addr + mask) & (T)~mask);
	}

	/**
	 * Round value up to the next multiple of the size of a machine word
	 */
	template <typename T>
	constexpr T align_natural(T value)
	{
		return (T)((value + (T)(sizeof(long) - 1)) & (T)~(T)(sizeof(long) - 1));
	}

	/**
	 * Return true if address is a multiple of 2^align_log2
	 */
	template <typename T>
	constexpr bool aligned(T addr, unsigned align_log2)
	{
		return (addr & (((T)1 << align_log2) - 1)) == 0;
	}

	/**
	 * Return position of the most significant bit that is set
	 *
	 * The result for the value 0 is the 'T' that corresponds to -1. A
	 * negative value has its sign bit set.
	 */
	template <typename T>
	constexpr T log2(T value)
	{
		static_assert(sizeof(T) <= sizeof(unsigned long long), "no integer type");

		if (!value)
			return (T)-1;

		/* drop the bits that sign extension puts in front of the value */
		unsigned long long const bits =
			(unsigned long long)value & (~0ULL >> (64 - 8*sizeof(T)));

		return (T)(63 - __builtin_clzll(bits));
	}
}

#endif /* _INCLUDE__UTIL__MISC_MATH_H_ */
