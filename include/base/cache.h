/*
 * \brief  Cacheability of memory
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__CACHE_H_
#define _INCLUDE__BASE__CACHE_H_

namespace Genode {

	/**
	 * How the CPU may cache accesses to a dataspace
	 *
	 * The underlying type is stated because the value comes from a message: any
	 * number is a valid value of the type then.
	 */
	enum Cache_attribute : unsigned { UNCACHED, WRITE_COMBINED, CACHED };
}

#endif /* _INCLUDE__BASE__CACHE_H_ */
