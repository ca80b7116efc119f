/*
 * \brief  Memory and string functions that the compiler may call
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/stdint.h>

using namespace Genode;

/* keep the compiler from turning the loops into calls of these functions */
#pragma GCC optimize("no-tree-loop-distribute-patterns")


extern "C" void *memcpy(void *dst, void const *src, size_t size)
{
	void * const result = dst;
	asm volatile ("rep movsb" : "+D" (dst), "+S" (src), "+c" (size) : : "memory");
	return result;
}


extern "C" void *memmove(void *dst, void const *src, size_t size)
{
	if ((addr_t)dst - (addr_t)src >= size)
		return memcpy(dst, src, size);

	for (size_t i = size; i > 0; i--)
		((char *)dst)[i - 1] = ((char const *)src)[i - 1];

	return dst;
}


extern "C" void *memset(void *dst, int value, size_t size)
{
	void * const result = dst;
	asm volatile ("rep stosb" : "+D" (dst), "+c" (size) : "a" (value) : "memory");
	return result;
}


extern "C" int memcmp(void const *a, void const *b, size_t size)
{
	uint8_t const *x = (uint8_t const *)a, *y = (uint8_t const *)b;

	for (; size; size--, x++, y++)
		if (*x != *y)
			return *x - *y;

	return 0;
}


extern "C" size_t strlen(char const *s)
{
	size_t len = 0;
	while (s[len])
		len++;
	return len;
}


extern "C" int strcmp(char const *a, char const *b)
{
	for (; *a && *a == *b; a++, b++);

	return (uint8_t)*a - (uint8_t)*b;
}


extern "C" int strncmp(char const *a, char const *b, size_t n)
{
	for (; n && *a && *a == *b; a++, b++, n--);

	return n ? (uint8_t)*a - (uint8_t)*b : 0;
}
