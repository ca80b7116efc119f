/*
 * \brief  Array of bits
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__BIT_ARRAY_H_
#define _INCLUDE__UTIL__BIT_ARRAY_H_

#include <base/exception.h>
#include <base/stdint.h>

namespace Genode {

	class Bit_array_base;

	template <unsigned> class Bit_array;
}


/**
 * Array of bits within memory supplied by the user
 */
class Genode::Bit_array_base
{
	public:

		/**
		 * Number of bits is no multiple of the bits of a machine word
		 */
		class Invalid_bit_count : public Exception { };

		/**
		 * Access exceeds the array
		 */
		class Invalid_index_access : public Exception { };

		/**
		 * Attempt to clear a bit that is not set
		 */
		class Invalid_clear : public Exception { };

		/**
		 * Attempt to set a bit that is set already
		 */
		class Invalid_set : public Exception { };

	protected:

		enum { BITS_PER_BYTE = 8, BITS_PER_WORD = sizeof(addr_t)*BITS_PER_BYTE };

	private:

		unsigned const _bit_cnt;
		addr_t * const _words;

		void _check_range(addr_t index, addr_t width) const
		{
			if (index >= _bit_cnt || width > _bit_cnt - index)
				throw Invalid_index_access();
		}

		/*
		 * Call 'fn' with each word touched by a range and the mask of the
		 * range's bits in this word, until 'fn' returns false
		 */
		template <typename FN>
		void _for_each_word(addr_t index, addr_t width, FN const &fn) const
		{
			_check_range(index, width);

			while (width) {

				addr_t const shift = index % BITS_PER_WORD;
				addr_t const avail = BITS_PER_WORD - shift;
				addr_t const count = width < avail ? width : avail;
				addr_t const mask  = (~0UL >> (BITS_PER_WORD - count)) << shift;

				if (!fn(_words[index / BITS_PER_WORD], mask))
					return;

				index += count;
				width -= count;
			}
		}

	public:

		/**
		 * Constructor
		 *
		 * \param bits   number of bits
		 * \param addr   memory for the bits
		 * \param clear  initialize all bits with zero
		 *
		 * \throw Invalid_bit_count
		 */
		Bit_array_base(unsigned bits, addr_t *addr, bool clear)
		: _bit_cnt(bits), _words(addr)
		{
			if (!bits || bits % BITS_PER_WORD)
				throw Invalid_bit_count();

			if (clear)
				for (unsigned i = 0; i < bits / BITS_PER_WORD; i++)
					_words[i] = 0;
		}

		Bit_array_base(Bit_array_base const &) = delete;
		Bit_array_base &operator = (Bit_array_base const &) = delete;

		/**
		 * Return true if at least one of 'width' bits from 'index' on is set
		 *
		 * \throw Invalid_index_access
		 */
		bool get(addr_t const index, addr_t const width) const
		{
			bool result = false;

			_for_each_word(index, width, [&] (addr_t word, addr_t mask) {
				result = (word & mask) != 0;
				return !result; });

			return result;
		}

		/**
		 * Set 'width' bits from 'index' on
		 *
		 * \throw Invalid_index_access
		 * \throw Invalid_set  one of the bits is set, the array is unchanged
		 */
		void set(addr_t const index, addr_t const width)
		{
			if (get(index, width))
				throw Invalid_set();

			_for_each_word(index, width, [] (addr_t &word, addr_t mask) {
				word |= mask;
				return true; });
		}

		/**
		 * Clear 'width' bits from 'index' on
		 *
		 * \throw Invalid_index_access
		 * \throw Invalid_clear  one of the bits is not set, the array is
		 *                       unchanged
		 */
		void clear(addr_t const index, addr_t const width)
		{
			_for_each_word(index, width, [] (addr_t word, addr_t mask) {
				if ((word & mask) != mask)
					throw Invalid_clear();
				return true; });

			_for_each_word(index, width, [] (addr_t &word, addr_t mask) {
				word &= ~mask;
				return true; });
		}
};


/**
 * Array of 'BITS' bits, which are initially zero
 *
 * \param BITS  number of bits, must be a multiple of the bits of a machine word
 */
template <unsigned BITS>
class Genode::Bit_array : public Bit_array_base
{
	private:

		static_assert(BITS && BITS % BITS_PER_WORD == 0,
		              "count of bits must be a multiple of the machine-word size");

		addr_t _array[BITS / BITS_PER_WORD];

	public:

		Bit_array() : Bit_array_base(BITS, _array, true) { }

		/**
		 * Constructor, copies the bits of another array
		 */
		Bit_array(Bit_array const &other) : Bit_array_base(BITS, _array, false)
		{
			for (unsigned i = 0; i < BITS / BITS_PER_WORD; i++)
				_array[i] = other._array[i];
		}
};

#endif /* _INCLUDE__UTIL__BIT_ARRAY_H_ */
