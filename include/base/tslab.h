/*
 * \brief  Slab allocator for objects of one type
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__TSLAB_H_
#define _INCLUDE__BASE__TSLAB_H_

#include <base/slab.h>

namespace Genode { template <typename, size_t> struct Tslab; }


/**
 * Slab with entries of the size of 'T'
 *
 * \param BLOCK_SIZE  size of a block in bytes
 */
template <typename T, Genode::size_t BLOCK_SIZE>
struct Genode::Tslab : Slab
{
	static_assert(alignof(T) <= sizeof(addr_t), "slab entries are aligned to words only");

	/**
	 * Constructor
	 *
	 * \param backing_store  allocator of blocks
	 * \param initial_sb     memory of the first block, optional
	 *
	 * \throw Out_of_memory
	 */
	Tslab(Allocator *backing_store, void *initial_sb = 0)
	: Slab(sizeof(T), BLOCK_SIZE, initial_sb, backing_store) { }

	/**
	 * Return any allocated object, or null if there is none
	 */
	T *first_object() { return (T *)Slab::any_used_elem(); }
};

#endif /* _INCLUDE__BASE__TSLAB_H_ */
