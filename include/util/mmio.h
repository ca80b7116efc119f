/*
 * \brief  Typed access to memory-mapped registers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__MMIO_H_
#define _INCLUDE__UTIL__MMIO_H_

#include <base/stdint.h>
#include <util/meta.h>
#include <util/register.h>

namespace Genode { class Mmio; }


/**
 * Area of memory-mapped registers
 *
 * A device driver inherits from this class and describes the registers as
 * nested types that inherit from 'Register' and 'Register_array'. The methods
 * 'read' and 'write' take the type of a register, bitfield, register array,
 * array bitfield, or bitset as template argument.
 */
class Genode::Mmio
{
	private:

		/*
		 * Kind of 'T', told by the type that each class of its kind has
		 *
		 * The properties of registers are taken from this type, too, because
		 * a register may well have constants of the same names.
		 */
		struct False { enum { VALUE = false }; };
		struct True { enum { VALUE = true }; };

		template <typename T, typename = void> struct Is_reg             : False { };
		template <typename T, typename = void> struct Is_array           : False { };
		template <typename T, typename = void> struct Is_array_bitfield  : False { };
		template <typename T, typename = void> struct Is_bitfield        : False { };
		template <typename T, typename = void> struct Is_bitset_2        : False { };
		template <typename T, typename = void> struct Is_bitset_3        : False { };

		template <typename T>
		struct Is_reg<T, typename Meta::Enable_if_valid<typename T::Register_base>::Type> : True { };

		template <typename T>
		struct Is_array<T, typename Meta::Enable_if_valid<typename T::Register_array_base>::Type> : True { };

		template <typename T>
		struct Is_array_bitfield<T, typename Meta::Enable_if_valid<typename T::Array_bitfield_base>::Type> : True { };

		template <typename T>
		struct Is_bitfield<T, typename Meta::Enable_if_valid<typename T::Bitfield_base>::Type> : True { };

		template <typename T>
		struct Is_bitset_2<T, typename Meta::Enable_if_valid<typename T::Bitset_2_base>::Type> : True { };

		template <typename T>
		struct Is_bitset_3<T, typename Meta::Enable_if_valid<typename T::Bitset_3_base>::Type> : True { };

		/*
		 * Integer type 'Type' of the value that is read or written via 'T'
		 */
		template <typename T, bool = Is_bitfield<T>::VALUE, bool = Is_array_bitfield<T>::VALUE>
		struct Value { typedef typename T::access_t Type; };

		template <typename T>
		struct Value<T, true, false> { typedef typename T::Compound_reg::access_t Type; };

		/* a bitfield of an array is not necessarily one of a register */
		template <typename T, bool BITFIELD>
		struct Value<T, BITFIELD, true> { typedef typename T::Compound_array::access_t Type; };

		template <typename ACCESS_T>
		ACCESS_T volatile &_at(addr_t offset) const {
			return *(ACCESS_T volatile *)(base + offset); }

		/*
		 * Position of an array item
		 */
		template <typename ARRAY>
		struct Item
		{
			addr_t   offset;  /* of the accessed word, in bytes  */
			unsigned shift;   /* of the item within the word     */

			explicit Item(unsigned long index)
			:
				offset(ARRAY::OFFSET + index*ARRAY::ITEM_WIDTH
				     / ARRAY::ACCESS_WIDTH*(ARRAY::ACCESS_WIDTH/8)),
				shift((unsigned)(index*ARRAY::ITEM_WIDTH % ARRAY::ACCESS_WIDTH))
			{ }
		};

		/*
		 * Replace the bits of 'mask' in the word at 'offset'
		 */
		template <typename ACCESS_T>
		void _update(addr_t offset, ACCESS_T mask, ACCESS_T bits, bool strict)
		{
			ACCESS_T volatile &word = _at<ACCESS_T>(offset);

			ACCESS_T const kept = strict ? (ACCESS_T)0 : (ACCESS_T)(word & (ACCESS_T)~mask);

			word = (ACCESS_T)(kept | (bits & mask));
		}

	public:

		/**
		 * Means to wait, to be implemented by the user of 'wait_for'
		 */
		struct Delayer
		{
			virtual ~Delayer() { }

			/**
			 * Delay execution by the given number of microseconds
			 */
			virtual void usleep(unsigned us) = 0;
		};

		/**
		 * Register at a fixed offset
		 *
		 * \param _OFFSET        offset from the base of the area, in bytes
		 * \param _ACCESS_WIDTH  width of the register in bits
		 * \param _STRICT_WRITE  writing a bitfield sets all other bits to zero
		 *                       instead of reading the register beforehand
		 */
		template <addr_t _OFFSET, unsigned long _ACCESS_WIDTH, bool _STRICT_WRITE = false>
		struct Register : Genode::Register<_ACCESS_WIDTH>
		{
			enum {
				OFFSET       = _OFFSET,
				ACCESS_WIDTH = _ACCESS_WIDTH,
				STRICT_WRITE = _STRICT_WRITE
			};

			typedef Register<_OFFSET, _ACCESS_WIDTH, _STRICT_WRITE> Register_base;

			template <unsigned long _SHIFT, unsigned long _WIDTH>
			struct Bitfield : Genode::Register<_ACCESS_WIDTH>::template Bitfield<_SHIFT, _WIDTH>
			{
				typedef Bitfield<_SHIFT, _WIDTH> Bitfield_base;
				typedef Register_base            Compound_reg;
			};
		};

		/**
		 * Sequence of equal items
		 *
		 * \param _OFFSET        offset of the first item, in bytes
		 * \param _ACCESS_WIDTH  width of one access in bits
		 * \param _ITEMS         number of items
		 * \param _ITEM_WIDTH    width of one item in bits, a power of two that
		 *                       does not exceed the access width
		 * \param _STRICT_WRITE  writing an item or a part of it sets all other
		 *                       bits of the accessed word to zero instead of
		 *                       reading it beforehand
		 */
		template <addr_t _OFFSET, unsigned long _ACCESS_WIDTH, unsigned long _ITEMS,
		          unsigned long _ITEM_WIDTH, bool _STRICT_WRITE = false>
		struct Register_array
		{
			static_assert(_ITEM_WIDTH && _ACCESS_WIDTH % _ITEM_WIDTH == 0,
			              "item does not fit the access width");

			enum {
				OFFSET       = _OFFSET,
				ACCESS_WIDTH = _ACCESS_WIDTH,
				ITEMS        = _ITEMS,
				ITEM_WIDTH   = _ITEM_WIDTH,
				STRICT_WRITE = _STRICT_WRITE,
				MAX_INDEX    = _ITEMS - 1
			};

			typedef typename Genode::Register<_ACCESS_WIDTH>::access_t access_t;

			typedef Register_array<_OFFSET, _ACCESS_WIDTH, _ITEMS,
			                       _ITEM_WIDTH, _STRICT_WRITE> Register_array_base;

			/**
			 * Return mask of an item's value
			 */
			static constexpr access_t item_mask() {
				return (access_t)(~0ULL >> (64 - _ITEM_WIDTH)); }

			/**
			 * Bits of an item that belong together, limited to the item
			 */
			template <unsigned long _SHIFT, unsigned long _WIDTH>
			struct Bitfield
			:
				Genode::Register<_ACCESS_WIDTH>::template Bitfield<_SHIFT, _WIDTH>
			{
				typedef Bitfield<_SHIFT, _WIDTH> Array_bitfield_base;
				typedef Register_array_base      Compound_array;
			};
		};

		/**
		 * Base address of the area in the local address space
		 */
		addr_t const base;

		/**
		 * Constructor
		 *
		 * \param mmio_base  address of the mapped registers
		 */
		Mmio(addr_t mmio_base) : base(mmio_base) { }

		/**
		 * Return value of register, bitfield, or bitset
		 */
		template <typename T>
		typename Value<T>::Type read() const
		{
			typedef typename Value<T>::Type Result;

			if constexpr (Is_bitset_3<T>::VALUE)
				return (Result)(read<typename T::Bits_0_1>()
				              | ((Result)read<typename T::Bits_2>() << T::Bits_0_1::WIDTH));

			else if constexpr (Is_bitset_2<T>::VALUE)
				return (Result)(read<typename T::Bits_0>()
				              | ((Result)read<typename T::Bits_1>() << T::Bits_0::WIDTH));

			else if constexpr (Is_bitfield<T>::VALUE && !Is_array_bitfield<T>::VALUE)
				return T::get(read<typename T::Compound_reg>());

			else {
				static_assert(Is_reg<T>::VALUE, "array items are read by their index");
				return _at<Result>(T::Register_base::OFFSET);
			}
		}

		/**
		 * Return value of an array item or of its bitfield
		 *
		 * \param index  index of the item, an item behind the end reads as 0
		 */
		template <typename T>
		typename Value<T>::Type read(unsigned long const index) const
		{
			typedef typename Value<T>::Type Result;

			if constexpr (Is_array_bitfield<T>::VALUE) {
				return T::get(read<typename T::Compound_array>(index));
			} else {
				static_assert(Is_array<T>::VALUE, "only arrays have an index");

				typedef typename T::Register_array_base Array;

				if (index >= Array::ITEMS)
					return 0;

				Item<Array> const item(index);
				return (Result)((_at<Result>(item.offset) >> item.shift) & Array::item_mask());
			}
		}

		/**
		 * Write register, bitfield, or bitset
		 *
		 * \param value  value, truncated to the width of the destination
		 */
		template <typename T>
		void write(typename Value<T>::Type const value)
		{
			typedef typename Value<T>::Type Access;

			if constexpr (Is_bitset_3<T>::VALUE) {
				write<typename T::Bits_0_1>((typename Value<typename T::Bits_0_1>::Type)value);
				write<typename T::Bits_2>((typename Value<typename T::Bits_2>::Type)
				                          (value >> T::Bits_0_1::WIDTH));

			} else if constexpr (Is_bitset_2<T>::VALUE) {
				write<typename T::Bits_0>((typename Value<typename T::Bits_0>::Type)value);
				write<typename T::Bits_1>((typename Value<typename T::Bits_1>::Type)
				                          (value >> T::Bits_0::WIDTH));

			} else if constexpr (Is_bitfield<T>::VALUE && !Is_array_bitfield<T>::VALUE) {
				typedef typename T::Compound_reg Reg;
				_update<Access>(Reg::OFFSET, T::reg_mask(), T::bits(value), Reg::STRICT_WRITE);

			} else {
				static_assert(Is_reg<T>::VALUE, "array items are written by their index");
				_at<Access>(T::Register_base::OFFSET) = value;
			}
		}

		/**
		 * Write an array item or its bitfield
		 *
		 * \param index  index of the item, writing behind the end has no effect
		 */
		template <typename T>
		void write(typename Value<T>::Type const value, unsigned long const index)
		{
			typedef typename Value<T>::Type Access;

			if constexpr (Is_array_bitfield<T>::VALUE) {
				typedef typename T::Compound_array Array;

				if (index < Array::ITEMS) {
					Item<Array> const item(index);
					Access const mask = (Access)(T::reg_mask() & Array::item_mask());

					_update<Access>(item.offset, (Access)(mask << item.shift),
					                (Access)(T::bits(value) << item.shift),
					                Array::STRICT_WRITE);
				}
			} else {
				static_assert(Is_array<T>::VALUE, "only arrays have an index");

				typedef typename T::Register_array_base Array;

				if (index < Array::ITEMS) {
					Item<Array> const item(index);
					_update<Access>(item.offset, (Access)(Array::item_mask() << item.shift),
					                (Access)((value & Array::item_mask()) << item.shift),
					                Array::STRICT_WRITE);
				}
			}
		}

		/**
		 * Wait until a register or bitfield has the given value
		 *
		 * \param delayer       used for the delay between two attempts
		 * \param max_attempts  number of times the value is read
		 * \param us            microseconds between two attempts
		 *
		 * \return  false if the value was not observed
		 */
		template <typename T>
		bool wait_for(typename Value<T>::Type const value, Delayer &delayer,
		              unsigned max_attempts = 500, unsigned us = 1000)
		{
			for (unsigned i = 0; i < max_attempts; i++, delayer.usleep(us))
				if (read<T>() == value)
					return true;

			return false;
		}
};

#endif /* _INCLUDE__UTIL__MMIO_H_ */
