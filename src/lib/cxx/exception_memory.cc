/*
 * \brief  Memory of exception objects
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <lib/cxx/exception_memory.h>

using namespace Genode;


void *Exception_memory::_take_block()
{
	uint32_t used = __atomic_load_n(&_used, __ATOMIC_RELAXED);

	while (~used) {

		unsigned const index = (unsigned)__builtin_ctz(~used);

		if (__atomic_compare_exchange_n(&_used, &used, used | (1U << index), false,
		                                __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return &_blocks[index];
	}
	return nullptr;
}


void *Exception_memory::alloc(size_t size, Allocator &backing)
{
	if (size <= BLOCK_SIZE)
		if (void * const block = _take_block())
			return block;

	/*
	 * The backing store may throw when it has no memory either, which brings
	 * the thread here once more.
	 */
	static thread_local bool nested = false;

	if (nested)
		return nullptr;

	nested = true;

	void *addr = nullptr;
	if (!backing.alloc(size, &addr))
		addr = nullptr;

	nested = false;
	return addr;
}


void Exception_memory::free(void *addr, Allocator &backing)
{
	Block * const block = (Block *)addr;

	if (block >= _blocks && block < _blocks + NUM_BLOCKS) {
		__atomic_and_fetch(&_used, ~(1U << (block - _blocks)), __ATOMIC_RELEASE);
		return;
	}
	backing.free(addr, 0);
}
