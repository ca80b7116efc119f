/*
 * \brief  Integer types of the framework
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__STDINT_H_
#define _INCLUDE__BASE__STDINT_H_

#include <base/fixed_stdint.h>

namespace Genode {

	/**
	 * Size of an object in bytes
	 */
	typedef __SIZE_TYPE__ size_t;

	/**
	 * Integer wide enough for any virtual or physical address
	 */
	typedef unsigned long addr_t;

	/**
	 * Signed distance between two addresses in bytes
	 */
	typedef long off_t;

	/**
	 * Unsigned machine word
	 */
	typedef unsigned long umword_t;

	static_assert(sizeof(addr_t) == sizeof(void *) && sizeof(umword_t) == 8,
	              "the type definitions are made for 64-bit platforms");
}

#endif /* _INCLUDE__BASE__STDINT_H_ */
