/*
 * \brief  Allocator of entries of equal size
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__SLAB_H_
#define _INCLUDE__BASE__SLAB_H_

#include <base/allocator.h>
#include <base/stdint.h>

namespace Genode {

	class Slab;

	/** Older type of the first block, which is given as plain memory */
	typedef void Slab_block;
}


/**
 * Allocator that divides blocks of a backing store into entries
 *
 * A new block is requested before the last entries are used up. Thereby the
 * backing store can itself depend on entries of this slab while it allocates
 * the block.
 */
class Genode::Slab : public Allocator
{
	private:

		struct Block;
		struct Entry;
		struct Ring;

		size_t const _slab_size;          /* usable bytes of an entry */
		size_t const _block_size;
		size_t const _entries_per_block;

		Block *_initial_sb = nullptr;     /* never given to the backing store   */
		Block *_usable     = nullptr;     /* ring of blocks with free entries   */
		Block *_full       = nullptr;     /* ring of blocks with no free entry  */

		size_t _num_blocks  = 0;
		size_t _num_empty   = 0;          /* blocks of which no entry is used   */
		size_t _total_avail = 0;          /* free entries                       */
		bool   _expanding   = false;

		Allocator *_backing_store;

		Slab(Slab const &) = delete;
		Slab &operator = (Slab const &) = delete;

		static size_t _entries(size_t slab_size, size_t block_size);

		Block *_insert_block(void *ptr);
		bool   _expand();
		void   _release(Block &);
		void   _free(void *addr);

	public:

		/**
		 * Constructor
		 *
		 * \param slab_size      size of an entry in bytes
		 * \param block_size     size of a block in bytes
		 * \param initial_sb     memory of the first block, or null for
		 *                       allocating it from the backing store
		 * \param backing_store  allocator of further blocks, may be null
		 *
		 * The memory must be aligned to a machine word. An entry is aligned to
		 * a machine word if the slab size is a multiple of it.
		 *
		 * \throw Out_of_memory  first block could not be allocated
		 */
		Slab(size_t slab_size, size_t block_size, void *initial_sb,
		     Allocator *backing_store = 0);

		/**
		 * Destructor, gives all blocks back to the backing store
		 */
		~Slab();

		/**
		 * Return number of bytes that a block or an entry costs in addition
		 *
		 * With these numbers, a block can be dimensioned for a certain number
		 * of entries.
		 */
		static constexpr size_t overhead_per_block() { return 5*sizeof(addr_t); }
		static constexpr size_t overhead_per_entry() { return sizeof(addr_t) + 1; }

		/**
		 * Return number of free entries
		 */
		size_t avail_entries() const { return _total_avail; }

		/**
		 * Return size of an entry
		 */
		size_t slab_size() const { return _slab_size; }

		/**
		 * Add a block
		 *
		 * \param ptr  memory of the size of one block, it will be given to
		 *             the backing store if there is one
		 */
		void insert_sb(void *ptr);

		/**
		 * Return an entry that is in use, or null
		 */
		void *any_used_elem();

		/**
		 * Define backing store
		 */
		void backing_store(Allocator *bs) { _backing_store = bs; }

		/**
		 * Return backing store
		 */
		Allocator *backing_store() { return _backing_store; }

		/**
		 * Give all blocks without used entries to the backing store
		 */
		void free_empty_blocks();


		/*************************
		 ** Allocator interface **
		 *************************/

		/**
		 * Allocate entry
		 *
		 * \param size  must not exceed the size of an entry
		 */
		bool alloc(size_t size, void **out_addr) override;

		/**
		 * Free entry
		 *
		 * Freeing an entry twice is reported and ignored.
		 */
		void free(void *addr, size_t) override { _free(addr); }

		size_t consumed() const override { return _num_blocks*_block_size; }

		size_t overhead(size_t) const override;

		bool need_size_for_free() const override { return false; }
};

#endif /* _INCLUDE__BASE__SLAB_H_ */
