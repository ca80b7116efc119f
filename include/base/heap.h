/*
 * \brief  Heap
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__HEAP_H_
#define _INCLUDE__BASE__HEAP_H_

#include <base/allocator_avl.h>
#include <base/lock.h>
#include <ram_session/ram_session.h>
#include <region_map/region_map.h>
#include <util/list.h>
#include <util/noncopyable.h>
#include <util/volatile_object.h>

namespace Genode {

	class Heap;
	class Sliced_heap;
}


/**
 * Allocator that obtains dataspaces as needed and subdivides them
 *
 * Large blocks get a dataspace of their own, which is given back when the
 * block is freed.
 */
class Genode::Heap : public Allocator
{
	private:

		enum {
			MIN_CHUNK_SIZE           =   4*1024,
			MAX_CHUNK_SIZE           = 256*1024,
			BIG_ALLOCATION_THRESHOLD =  64*1024,
		};

		/*
		 * Dataspace of the heap, the object is part of the heap as well
		 */
		struct Dataspace : List<Dataspace>::Element
		{
			Ram_dataspace_capability cap;
			void                    *local_addr;
			size_t                   size;
			bool                     big;    /* holds one large block */

			Dataspace(Ram_dataspace_capability cap, void *local_addr, size_t size, bool big)
			: cap(cap), local_addr(local_addr), size(size), big(big) { }
		};

		/*
		 * Source of meta data of the allocator
		 *
		 * Taking this memory from the heap itself fails for good once the
		 * entries are used up at a time when no large enough block is free.
		 */
		struct Metadata_store : Allocator
		{
			Heap  &heap;
			size_t used = 0;

			explicit Metadata_store(Heap &heap) : heap(heap) { }

			bool   alloc(size_t, void **) override;
			void   free(void *, size_t) override;
			size_t consumed() const override { return used; }
			size_t overhead(size_t) const override { return sizeof(Dataspace); }
			bool   need_size_for_free() const override { return false; }
		};

		Ram_session    *_ram;
		Region_map     *_rm;
		Lock            _lock { };
		List<Dataspace> _dataspaces { };
		Metadata_store  _metadata_store { *this };
		Allocator_avl   _alloc { &_metadata_store };
		size_t          _quota_limit;
		size_t          _quota_used = 0;
		size_t          _chunk_size = MIN_CHUNK_SIZE;

		bool _alloc_local(size_t, void **);
		bool _add_chunk(size_t);
		bool _alloc_big(size_t, void **);
		bool _free_big(void *);
		bool _new_dataspace(size_t size, Ram_dataspace_capability &, void **);
		void _release(Ram_dataspace_capability, void *);

		Heap(Heap const &) = delete;
		Heap &operator = (Heap const &) = delete;

	public:

		enum { UNLIMITED = ~0 };

		/**
		 * Constructor
		 *
		 * \param ram          source of dataspaces
		 * \param rm           region map to attach them to
		 * \param quota_limit  maximum number of bytes to allocate
		 * \param static_addr  start of memory to use at first
		 * \param static_size  size of this memory in bytes
		 */
		Heap(Ram_session *ram, Region_map *rm, size_t quota_limit = UNLIMITED,
		     void *static_addr = 0, size_t static_size = 0);

		Heap(Ram_session &ram, Region_map &rm) : Heap(&ram, &rm) { }

		~Heap();

		/**
		 * Change limit
		 *
		 * \return  0 on success, -1 if more is in use already
		 */
		int quota_limit(size_t new_quota_limit);

		/**
		 * Change source of dataspaces for further allocations
		 */
		void reassign_resources(Ram_session *ram, Region_map *rm);

		bool   alloc(size_t, void **) override;
		void   free(void *, size_t) override;
		size_t consumed() const override { return _quota_used; }
		size_t overhead(size_t size) const override { return _alloc.overhead(size); }
		bool   need_size_for_free() const override { return false; }
};


/**
 * Allocator that uses a dataspace for each block
 */
class Genode::Sliced_heap : public Allocator
{
	private:

		/*
		 * Header of a block, at the start of its dataspace
		 */
		class Block : public List<Block>::Element
		{
			private:

				friend class Sliced_heap;

				Ram_dataspace_capability _ds;
				size_t                   _size;

				Block(Ram_dataspace_capability ds, size_t size) : _ds(ds), _size(size) { }

			public:

				static Block *from_data(void *addr) {
					return (Block *)((char *)addr - sizeof(Block)); }

				void *data() { return (char *)this + sizeof(Block); }
		};

		Ram_session &_ram;
		Region_map  &_rm;
		List<Block>  _blocks   { };
		Lock         _lock     { };
		size_t       _consumed = 0;

		static size_t _rounded(size_t size) { return (size + 4095) & ~4095UL; }

		Sliced_heap(Sliced_heap const &) = delete;
		Sliced_heap &operator = (Sliced_heap const &) = delete;

	public:

		/** Bytes of a dataspace that are not available for the block */
		static constexpr size_t meta_data_size() { return sizeof(Block); }

		Sliced_heap(Ram_session &ram, Region_map &rm) : _ram(ram), _rm(rm) { }

		Sliced_heap(Ram_session *ram, Region_map *rm) : Sliced_heap(*ram, *rm) { }

		~Sliced_heap();

		bool   alloc(size_t, void **) override;
		void   free(void *, size_t) override;
		size_t consumed() const override { return _consumed; }
		size_t overhead(size_t size) const override { return _rounded(size + sizeof(Block)) - size; }
		bool   need_size_for_free() const override { return false; }
};

#endif /* _INCLUDE__BASE__HEAP_H_ */
