/*
 * \brief  Allocator of packets
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__PACKET_ALLOCATOR_H_
#define _INCLUDE__OS__PACKET_ALLOCATOR_H_

#include <base/allocator.h>
#include <util/bit_array.h>
#include <util/noncopyable.h>
#include <util/reconstructible.h>
#include <util/string.h>

namespace Genode { class Packet_allocator; }


/**
 * Allocator that hands out runs of blocks of a fixed size
 *
 * It manages one range. A search starts where the previous one ended, so
 * packets are spread over the buffer.
 */
class Genode::Packet_allocator : public Range_allocator, Noncopyable
{
	private:

		Allocator   *_md_alloc;
		size_t const _block_size;

		addr_t  _base       = 0;
		size_t  _num_blocks = 0;
		addr_t  _next       = 0;         /* where the next search starts */
		addr_t *_bits       = nullptr;

		/* state of blocks, exists along with the range */
		Constructible<Bit_array_base> _array { };

		enum { BITS_PER_WORD = 8*sizeof(addr_t) };

		size_t _blocks(size_t size) const { return (size + _block_size - 1)/_block_size; }

		/* number of bits, whole words */
		size_t _num_bits() const {
			return (_num_blocks + BITS_PER_WORD - 1)/BITS_PER_WORD*BITS_PER_WORD; }

		/**
		 * Occupy the first free run that starts within the given blocks
		 */
		bool _alloc(size_t count, addr_t from, addr_t limit, void **out_addr)
		{
			for (addr_t i = from; i < limit && i + count <= _num_blocks; i++) {
				if (_array->get(i, count))
					continue;

				_array->set(i, count);
				_next     = i + count;
				*out_addr = (void *)(_base + i*_block_size);
				return true;
			}
			return false;
		}

	public:

		/**
		 * Constructor
		 *
		 * \param md_alloc    allocator of the state of blocks
		 * \param block_size  size of a block in bytes
		 */
		Packet_allocator(Allocator *md_alloc, size_t block_size)
		: _md_alloc(md_alloc), _block_size(block_size) { }

		~Packet_allocator()
		{
			if (_bits)
				remove_range(_base, _num_blocks*_block_size);
		}

		int add_range(addr_t base, size_t size) override
		{
			if (_bits || size < _block_size)
				return -1;

			_num_blocks = size/_block_size;
			if (!_md_alloc->alloc(_num_bits()/8, &_bits)) {
				_num_blocks = 0;
				return -1;
			}

			_base = base;
			_next = 0;
			memset(_bits, 0, _num_bits()/8);
			_array.construct((unsigned)_num_bits(), _bits, false);
			return 0;
		}

		int remove_range(addr_t base, size_t) override
		{
			if (!_bits || base != _base)
				return -1;

			_array.destruct();
			_md_alloc->free(_bits, _num_bits()/8);
			_bits       = nullptr;
			_num_blocks = 0;
			_base       = 0;
			return 0;
		}

		/*
		 * Packets are as aligned as the blocks are
		 */
		Alloc_return alloc_aligned(size_t size, void **out_addr, int, addr_t = 0,
		                           addr_t = ~0UL) override
		{
			return alloc(size, out_addr) ? Alloc_return::OK : Alloc_return::RANGE_CONFLICT;
		}

		bool alloc(size_t size, void **out_addr) override
		{
			size_t const count = _blocks(size);

			return _bits && count
			    && (_alloc(count, _next, _num_blocks, out_addr)
			     || _alloc(count, 0, _next, out_addr));
		}

		void free(void *addr, size_t size) override
		{
			addr_t const i     = ((addr_t)addr - _base)/_block_size;
			size_t const count = _blocks(size);

			/* the source of the arguments may be a peer */
			if (!_bits || (addr_t)addr < _base || i >= _num_blocks || count > _num_blocks - i)
				return;

			try { _array->clear(i, count); }
			catch (Bit_array_base::Invalid_clear) { }
		}

		bool need_size_for_free() const override { return true; }

		/* the size must be known */
		void free(void *) override { }

		size_t overhead(size_t) const override { return 0; }
		size_t avail() const override { return 0; }
		bool   valid_addr(addr_t) const override { return false; }

		Alloc_return alloc_addr(size_t, addr_t) override {
			return Alloc_return(Alloc_return::RANGE_CONFLICT); }
};

#endif /* _INCLUDE__OS__PACKET_ALLOCATOR_H_ */
