/*
 * \brief  Allocator of address ranges, organized as AVL tree
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__ALLOCATOR_AVL_H_
#define _INCLUDE__BASE__ALLOCATOR_AVL_H_

#include <base/allocator.h>
#include <base/output.h>
#include <base/tslab.h>
#include <util/avl_tree.h>
#include <util/construct_at.h>
#include <util/memory.h>
#include <util/misc_math.h>

namespace Genode {

	class Allocator_avl_base;

	/*
	 * With the default size of the meta-data blocks, such a block together
	 * with the overhead of a 'Sliced_heap' block fits entire memory pages.
	 */
	template <typename, unsigned SLAB_BLOCK_SIZE = (1024 - 8)*sizeof(addr_t)>
	class Allocator_avl_tpl;

	/**
	 * Stands for no meta data
	 */
	class Empty { };

	/**
	 * Range allocator with no user-defined meta data
	 */
	typedef Allocator_avl_tpl<Empty> Allocator_avl;
}


/**
 * Part of the allocator that does not depend on the type of the meta data
 *
 * The known ranges are divided into blocks, each either free or allocated. Of
 * two free blocks next to each other, one is merged into the other at once.
 */
class Genode::Allocator_avl_base : public Range_allocator
{
	protected:

		class Block : public Avl_node<Block>
		{
			private:

				addr_t _addr;
				size_t _size;
				bool   _used;
				size_t _max_avail;     /* largest free block in the subtree */

			public:

				/* memory behind the block holds constructed meta data */
				bool has_metadata = false;

				Block(addr_t addr, size_t size, bool used)
				: _addr(addr), _size(size), _used(used), _max_avail(used ? 0 : size) { }

				addr_t addr()      const { return _addr; }
				addr_t last()      const { return _addr + _size - 1; }
				size_t size()      const { return _size; }
				bool   used()      const { return _used; }
				size_t max_avail() const { return _max_avail; }

				/**
				 * Redefine block, to be called while it is in no tree
				 */
				void assign(addr_t addr, size_t size, bool used) {
					_addr = addr; _size = size; _used = used; }

				/* Avl_node interface */
				bool higher(Block *other) const { return other->_addr > _addr; }

				void recompute();
		};

	private:

		class Spare_blocks;
		struct Fit;

		Avl_tree<Block> _blocks { };

		size_t       _avail = 0;
		size_t const _md_entry_size;

		Allocator_avl_base(Allocator_avl_base const &) = delete;
		Allocator_avl_base &operator = (Allocator_avl_base const &) = delete;

		/* return true if the range is not empty and does not wrap around */
		static bool _valid_range(addr_t base, size_t size) {
			return size && base + size - 1 >= base; }

		static Block *_find_fit(Block *, Fit const &);

		/* return lowest block that overlaps with the given range */
		Block *_find_overlap(addr_t first, addr_t last) const;

		void _insert(Block &);
		void _remove(Block &);
		bool _remove_if_free(Block *);
		bool _carve(Block &, addr_t addr, size_t size, bool used, Spare_blocks &);
		void _destroy_block(Block &);

	protected:

		/**
		 * Return block that contains the address, or null
		 */
		Block *_find_by_address(addr_t addr) const { return _find_overlap(addr, addr); }

		/**
		 * Return allocator of 'Block' objects
		 */
		virtual Allocator &_md_alloc() = 0;

		/**
		 * Destruct the meta data of the block if it has some, and zero it
		 */
		virtual void _reset_metadata(Block &) = 0;

		/**
		 * Forget all ranges and allocations
		 */
		void _revert_allocations_and_ranges();

		/**
		 * Constructor
		 *
		 * \param md_entry_size  size of a block including its meta data
		 */
		explicit Allocator_avl_base(size_t md_entry_size)
		: _md_entry_size(md_entry_size) { }

		~Allocator_avl_base() { }

	public:

		/**
		 * Return start address of any block, free or allocated
		 *
		 * \return  false if the allocator knows no range at all
		 */
		bool any_block_addr(addr_t *out_addr);

		/**
		 * Return size of the allocated block at the given address, 0 if there
		 * is none
		 */
		size_t size_at(void const *addr) const;

		/**
		 * Print all blocks in ascending order
		 */
		void print(Output &) const;


		/*******************************
		 ** Range-allocator interface **
		 *******************************/

		int          add_range(addr_t base, size_t size) override;
		int          remove_range(addr_t base, size_t size) override;
		Alloc_return alloc_aligned(size_t size, void **out_addr, int align,
		                           addr_t from = 0, addr_t to = ~0UL) override;
		Alloc_return alloc_addr(size_t size, addr_t addr) override;
		void         free(void *addr) override;
		size_t       avail() const override { return _avail; }
		bool         valid_addr(addr_t addr) const override;


		/*************************
		 ** Allocator interface **
		 *************************/

		/**
		 * Allocate block that is aligned to a machine word
		 */
		bool alloc(size_t size, void **out_addr) override;

		void free(void *addr, size_t) override { free(addr); }

		/**
		 * Return costs of the meta data of one block
		 */
		size_t overhead(size_t) const override {
			return _md_entry_size + Slab::overhead_per_entry(); }

		bool need_size_for_free() const override { return false; }
};


/**
 * Range allocator that keeps meta data of type 'BMDT' with each block
 *
 * \param SLAB_BLOCK_SIZE  size of the blocks in which memory for the
 *                         bookkeeping is allocated, in bytes
 */
template <typename BMDT, unsigned SLAB_BLOCK_SIZE>
class Genode::Allocator_avl_tpl : public Allocator_avl_base
{
	private:

		/*
		 * The meta data gets constructed when it is assigned for the first time
		 */
		struct Block : Allocator_avl_base::Block
		{
			alignas(BMDT) char storage[sizeof(BMDT)];

			BMDT *metadata() { return reinterpret_cast<BMDT *>(storage); }
		};

		alignas(addr_t) char _initial_md_block[SLAB_BLOCK_SIZE];

		Tslab<Block, SLAB_BLOCK_SIZE> _metadata;

		Block *_used_block(void *addr) const
		{
			Allocator_avl_base::Block * const b = _find_by_address((addr_t)addr);

			return b && b->used() ? static_cast<Block *>(b) : nullptr;
		}

		Allocator &_md_alloc() override { return _metadata; }

		void _reset_metadata(Allocator_avl_base::Block &base) override
		{
			Block &b = static_cast<Block &>(base);

			if (b.has_metadata)
				b.metadata()->~BMDT();

			b.has_metadata = false;
			memset(b.storage, 0, sizeof(b.storage));
		}

	public:

		/**
		 * There is no allocated block at the given address
		 */
		class Assign_metadata_failed : public Exception { };

		/**
		 * Constructor
		 *
		 * \param metadata_chunk_alloc  allocator of memory for the bookkeeping,
		 *                              or null for taking this memory from the
		 *                              managed ranges
		 */
		explicit Allocator_avl_tpl(Allocator *metadata_chunk_alloc)
		:
			Allocator_avl_base(sizeof(Block)),
			_metadata(metadata_chunk_alloc ? metadata_chunk_alloc : this,
			          _initial_md_block)
		{ }

		/**
		 * Destructor, forgets all allocations
		 */
		~Allocator_avl_tpl()
		{
			/* memory for bookkeeping that was taken from here goes nowhere */
			if (_metadata.backing_store() == this)
				_metadata.backing_store(nullptr);

			_revert_allocations_and_ranges();
		}

		/**
		 * Return size of the blocks in which bookkeeping memory is allocated
		 */
		static constexpr size_t slab_block_size() { return SLAB_BLOCK_SIZE; }

		/**
		 * Assign meta data to the allocated block at the given address
		 *
		 * \throw Assign_metadata_failed
		 */
		void metadata(void *addr, BMDT bmd) const
		{
			Block * const b = _used_block(addr);

			if (!b)
				throw Assign_metadata_failed();

			if (b->has_metadata) {
				*b->metadata() = bmd;
				return;
			}

			construct_at<BMDT>(b->storage, bmd);
			b->has_metadata = true;
		}

		/**
		 * Return meta data of the allocated block at the given address, or null
		 *
		 * Unless assigned, the meta data consists of zeros.
		 */
		BMDT *metadata(void *addr) const
		{
			Block * const b = _used_block(addr);

			return b ? b->metadata() : nullptr;
		}
};

#endif /* _INCLUDE__BASE__ALLOCATOR_AVL_H_ */
