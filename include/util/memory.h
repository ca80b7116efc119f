/*
 * \brief  Memory utilities
 *
 * These functions may serve as implementation of the C functions of the same
 * name. Hence, they must not be compiled into calls of those.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__MEMORY_H_
#define _INCLUDE__UTIL__MEMORY_H_

#include <base/stdint.h>

namespace Genode {

	/**
	 * Copy non-overlapping memory, return 'dst'
	 */
	inline void *memcpy(void *dst, void const *src, size_t size)
	{
		/* the compiler expands small copies of known size in place */
		if (__builtin_constant_p(size) && size <= 32)
			return __builtin_memcpy(dst, src, size);

		void *d = dst;
		asm volatile ("rep movsb" : "+D" (d), "+S" (src), "+c" (size) : : "memory");
		return dst;
	}

	/**
	 * Copy possibly overlapping memory, return 'dst'
	 */
	inline void *memmove(void *dst, void const *src, size_t size)
	{
		/* copying in ascending order is fine unless 'dst' lies within 'src' */
		if ((addr_t)dst - (addr_t)src >= size) {
			void *d = dst;
			asm volatile ("rep movsb" : "+D" (d), "+S" (src), "+c" (size) : : "memory");
			return dst;
		}

		char       *d = (char *)dst + size;
		char const *s = (char const *)src + size;

		while (size--) {
			*--d = *--s;
			asm volatile ("" : : : "memory");
		}
		return dst;
	}

	/**
	 * Fill memory with the byte 'value', return 'dst'
	 */
	inline void *memset(void *dst, int value, size_t size)
	{
		void *d = dst;
		asm volatile ("rep stosb" : "+D" (d), "+c" (size) : "a" (value) : "memory");
		return dst;
	}

	/**
	 * Compare memory byte by byte
	 *
	 * \return  0 if equal, otherwise the difference of the first bytes that
	 *          differ, taken as unsigned values
	 */
	inline int memcmp(void const *p0, void const *p1, size_t size)
	{
		unsigned char const *c0 = (unsigned char const *)p0;
		unsigned char const *c1 = (unsigned char const *)p1;

		for (size_t i = 0; i < size; i++)
			if (c0[i] != c1[i])
				return c0[i] - c1[i];

		return 0;
	}
}

#endif /* _INCLUDE__UTIL__MEMORY_H_ */
