/*
 * \brief  Conversion between the byte orders of host and network
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__ENDIAN_H_
#define _INCLUDE__UTIL__ENDIAN_H_

#include <base/stdint.h>

namespace Genode {

	/**
	 * Return integer value with the order of its bytes reversed
	 */
	template <typename T>
	inline T swap_bytes(T value)
	{
		static_assert(sizeof(T) == 1 || sizeof(T) == 2 || sizeof(T) == 4 || sizeof(T) == 8,
		              "no integer type");

		if constexpr (sizeof(T) == 2) return (T)__builtin_bswap16((uint16_t)value);
		if constexpr (sizeof(T) == 4) return (T)__builtin_bswap32((uint32_t)value);
		if constexpr (sizeof(T) == 8) return (T)__builtin_bswap64((uint64_t)value);

		return value;
	}

	/**
	 * Convert integer value from host byte order to big endian
	 */
	template <typename T>
	inline T host_to_big_endian(T value) { return swap_bytes(value); }

	/**
	 * Convert integer value from big endian to host byte order
	 */
	template <typename T>
	inline T big_endian_to_host(T value) { return swap_bytes(value); }

	static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
}

/*
 * Protocol code uses these functions without mentioning the namespace.
 */
using Genode::swap_bytes;
using Genode::host_to_big_endian;
using Genode::big_endian_to_host;

#endif /* _INCLUDE__UTIL__ENDIAN_H_ */
