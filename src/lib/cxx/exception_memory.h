/*
 * \brief  Memory of exception objects
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__CXX__EXCEPTION_MEMORY_H_
#define _LIB__CXX__EXCEPTION_MEMORY_H_

#include <base/allocator.h>

namespace Genode { class Exception_memory; }


/**
 * Reserve of small blocks, backed by another allocator for what is beyond
 *
 * Exceptions are thrown by the heap as well, when there is no memory left.
 * So their memory must not depend on the heap, nor on its lock.
 */
class Genode::Exception_memory
{
	private:

		enum { NUM_BLOCKS = 32, BLOCK_SIZE = 256 };

		struct alignas(16) Block { char bytes[BLOCK_SIZE]; };

		Block    _blocks[NUM_BLOCKS];
		uint32_t _used = 0;      /* bit for each block */

		void *_take_block();

	public:

		/**
		 * \param backing  used if no block is free or large enough
		 *
		 * \return  address aligned to 16 bytes, null if there is no memory
		 */
		void *alloc(size_t size, Allocator &backing);

		void free(void *, Allocator &backing);
};

#endif /* _LIB__CXX__EXCEPTION_MEMORY_H_ */
