/*
 * \brief  Cacheability of memory
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__CACHE_H_
#define _INCLUDE__BASE__CACHE_H_

namespace Genode {

	/**
	 * How the CPU may cache accesses to a dataspace
	 */
	enum Cache_attribute { UNCACHED, WRITE_COMBINED, CACHED };
}

#endif /* _INCLUDE__BASE__CACHE_H_ */
