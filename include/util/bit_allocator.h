/*
 * \brief  Allocator of numbers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__BIT_ALLOCATOR_H_
#define _INCLUDE__UTIL__BIT_ALLOCATOR_H_

#include <base/allocator.h>
#include <base/exception.h>
#include <util/bit_array.h>

namespace Genode { template <unsigned> class Bit_allocator; }


/**
 * Allocator of the numbers from 0 to 'BITS' - 1
 *
 * Ranges of consecutive numbers are allocated in sizes of powers of two.
 * Unless a certain range is requested, they are aligned to their size.
 */
template <unsigned BITS>
class Genode::Bit_allocator
{
	protected:

		enum {
			BITS_PER_BYTE = 8UL,
			BITS_PER_WORD = sizeof(addr_t)*BITS_PER_BYTE,
			BITS_ALIGNED  = (BITS + BITS_PER_WORD - 1) / BITS_PER_WORD * BITS_PER_WORD,
		};

		typedef Bit_array<BITS_ALIGNED> Array;

		Array _array { };

		/**
		 * Exclude numbers from being allocated
		 */
		void _reserve(addr_t bit_start, size_t const num)
		{
			if (num)
				_array.set(bit_start, num);
		}

	private:

		/* where to start searching, behind the most recent allocation */
		addr_t _next = 0;

		static size_t _count(size_t num_log2) {
			return num_log2 < BITS_PER_WORD ? 1UL << num_log2 : 0; }

		bool _alloc_at(addr_t start, size_t count)
		{
			if (_array.get(start, count))
				return false;

			_array.set(start, count);
			_next = start + count;
			return true;
		}

	public:

		/**
		 * No range of the requested size is available
		 */
		class Out_of_indices : public Exception { };

		/**
		 * The requested range is occupied
		 */
		class Range_conflict : public Exception { };

		Bit_allocator() { _reserve(BITS, BITS_ALIGNED - BITS); }

		/**
		 * Allocate 2^num_log2 consecutive numbers
		 *
		 * \return first number of the range
		 * \throw  Out_of_indices
		 */
		addr_t alloc(size_t const num_log2 = 0)
		{
			size_t const count = _count(num_log2);

			if (count == 0 || count > BITS)
				throw Out_of_indices();

			addr_t const first_try = (_next + count - 1) & ~(count - 1);

			for (addr_t i = first_try; i <= BITS - count; i += count)
				if (_alloc_at(i, count))
					return i;

			/* nothing behind, continue with the numbers in front */
			for (addr_t i = 0; i < first_try && i <= BITS - count; i += count)
				if (_alloc_at(i, count))
					return i;

			throw Out_of_indices();
		}

		/**
		 * Allocate 2^num_log2 consecutive numbers, starting at 'bit_start',
		 * which need not be aligned
		 *
		 * \throw Bit_array_base::Invalid_index_access
		 * \throw Range_conflict
		 */
		void alloc_addr(addr_t const bit_start, size_t const num_log2 = 0)
		{
			size_t const count = _count(num_log2);

			if (count == 0)
				throw typename Array::Invalid_index_access();

			if (!_alloc_at(bit_start, count))
				throw Range_conflict();
		}

		/**
		 * Free 2^num_log2 consecutive numbers, starting at 'bit_start'
		 *
		 * \throw Bit_array_base::Invalid_index_access
		 * \throw Bit_array_base::Invalid_clear  not allocated
		 */
		void free(addr_t const bit_start, size_t const num_log2 = 0)
		{
			size_t const count = _count(num_log2);

			if (count == 0 || count > BITS || bit_start > BITS - count)
				throw typename Array::Invalid_index_access();

			_array.clear(bit_start, count);

			/* stay close to the numbers in use */
			if (bit_start < _next)
				_next = bit_start;
		}
};

#endif /* _INCLUDE__UTIL__BIT_ALLOCATOR_H_ */
