/*
 * \brief  Typed access to the bits of a register value
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__REGISTER_H_
#define _INCLUDE__UTIL__REGISTER_H_

#include <base/stdint.h>
#include <util/misc_math.h>

namespace Genode {

	template <unsigned long>                struct Register;
	template <typename, typename>           struct Bitset_2;
	template <typename, typename, typename> struct Bitset_3;
}


namespace Genode { namespace Trait {

	/**
	 * Smallest width of an unsigned integer that has at least '_WIDTH' bits,
	 * or 0 if there is none
	 */
	template <unsigned _WIDTH>
	struct Raise_to_uint_width
	{
		enum { WIDTH = _WIDTH <=  8 ?  8 :
		               _WIDTH <= 16 ? 16 :
		               _WIDTH <= 32 ? 32 :
		               _WIDTH <= 64 ? 64 : 0 };
	};

	/**
	 * Unsigned integer type of '_WIDTH' bits
	 */
	template <unsigned long _WIDTH> struct Uint_width;

	template <> struct Uint_width<8>  { typedef uint8_t  Type; };
	template <> struct Uint_width<16> { typedef uint16_t Type; };
	template <> struct Uint_width<32> { typedef uint32_t Type; };
	template <> struct Uint_width<64> { typedef uint64_t Type; };
} }


/**
 * Layout of a register
 *
 * \param _ACCESS_WIDTH  width of the register in bits: 8, 16, 32, or 64
 *
 * A concrete register inherits from this type and defines its bitfields as
 * nested types that inherit from 'Bitfield'.
 */
template <unsigned long _ACCESS_WIDTH>
struct Genode::Register
{
	enum { ACCESS_WIDTH = _ACCESS_WIDTH };

	typedef typename Trait::Uint_width<_ACCESS_WIDTH>::Type access_t;

	typedef Register<_ACCESS_WIDTH> Register_base;

	/**
	 * Bits of the register that belong together
	 *
	 * \param _SHIFT  position of the least significant bit
	 * \param _WIDTH  number of bits, at most 64
	 *
	 * Bits behind the end of the register read as zero and ignore what is
	 * written.
	 */
	template <unsigned long _SHIFT, unsigned long _WIDTH>
	struct Bitfield
	{
		static_assert(_WIDTH > 0 && _WIDTH <= 64, "invalid width of bitfield");

		enum { SHIFT = _SHIFT, WIDTH = _WIDTH, BITFIELD_WIDTH = _WIDTH };

		typedef Bitfield<_SHIFT, _WIDTH> Bitfield_base;
		typedef Register<_ACCESS_WIDTH>  Compound_reg;

		/**
		 * Return mask of the bitfield's value
		 */
		static constexpr access_t mask() {
			return (access_t)(~0ULL >> (64 - _WIDTH)); }

		/**
		 * Return mask of the bitfield within the register
		 */
		static constexpr access_t reg_mask() { return bits(mask()); }

		/**
		 * Return mask of all other bits of the register
		 */
		static constexpr access_t clear_mask() { return (access_t)~reg_mask(); }

		/**
		 * Return register value with the bitfield set to 'value', truncated to
		 * the bitfield's width, and all other bits zero
		 */
		static constexpr access_t bits(access_t const value) {
			return _SHIFT < _ACCESS_WIDTH
			     ? (access_t)((unsigned long long)(value & mask()) << (_SHIFT & 63)) : (access_t)0; }

		/**
		 * Return register value with all bits but those of the bitfield zero
		 */
		static constexpr access_t masked(access_t const reg) {
			return (access_t)(reg & reg_mask()); }

		/**
		 * Return value of the bitfield
		 */
		static constexpr access_t get(access_t const reg) {
			return _SHIFT < _ACCESS_WIDTH
			     ? (access_t)(((unsigned long long)reg >> (_SHIFT & 63)) & mask()) : (access_t)0; }

		/**
		 * Set all bits of the bitfield to zero
		 */
		static constexpr void clear(access_t &reg) {
			reg = (access_t)(reg & clear_mask()); }

		/**
		 * Set the bitfield to 'value', by default all bits to one
		 */
		static constexpr void set(access_t &reg, access_t const value = (access_t)~0ULL) {
			reg = (access_t)((reg & clear_mask()) | bits(value)); }
	};
};


/**
 * Value composed of two bitfields or bitsets
 *
 * \param _BITS_0  part that holds the least significant bits
 * \param _BITS_1  part that holds the bits above
 */
template <typename _BITS_0, typename _BITS_1>
struct Genode::Bitset_2
{
	typedef _BITS_0 Bits_0;
	typedef _BITS_1 Bits_1;
	typedef Bitset_2<Bits_0, Bits_1> Bitset_2_base;

	enum {
		WIDTH          = (unsigned)Bits_0::BITFIELD_WIDTH
		               + (unsigned)Bits_1::BITFIELD_WIDTH,
		BITFIELD_WIDTH = WIDTH,
		ACCESS_WIDTH   = Trait::Raise_to_uint_width<WIDTH>::WIDTH
	};

	typedef typename Trait::Uint_width<ACCESS_WIDTH>::Type access_t;

	/**
	 * Return register value with the bitset set to 'value' and all other bits
	 * zero
	 */
	template <typename T>
	static constexpr T bits(T const value) {
		return (T)(Bits_0::bits(value) | Bits_1::bits(value >> Bits_0::WIDTH)); }

	/**
	 * Return value of the bitset
	 */
	template <typename T>
	static constexpr T get(T const reg) {
		return (T)(Bits_0::get(reg) | ((T)Bits_1::get(reg) << Bits_0::WIDTH)); }

	/**
	 * Set the bitset to 'value'
	 */
	template <typename T>
	static constexpr void set(T &reg, T const value = (T)~0ULL)
	{
		Bits_0::set(reg, value);
		Bits_1::set(reg, (T)(value >> Bits_0::WIDTH));
	}
};


/**
 * Value composed of three bitfields or bitsets
 *
 * The parts are given in the order of their significance, the least
 * significant one first.
 */
template <typename _BITS_0, typename _BITS_1, typename _BITS_2>
struct Genode::Bitset_3
{
	typedef _BITS_0 Bits_0;
	typedef _BITS_1 Bits_1;
	typedef _BITS_2 Bits_2;
	typedef Bitset_3<Bits_0, Bits_1, Bits_2> Bitset_3_base;

	/* the lower two parts seen as one */
	typedef Bitset_2<Bits_0, Bits_1> Bits_0_1;

	enum {
		WIDTH          = (unsigned)Bits_0_1::WIDTH + (unsigned)Bits_2::BITFIELD_WIDTH,
		BITFIELD_WIDTH = WIDTH,
		ACCESS_WIDTH   = Trait::Raise_to_uint_width<WIDTH>::WIDTH
	};

	typedef typename Trait::Uint_width<ACCESS_WIDTH>::Type access_t;

	/**
	 * Return register value with the bitset set to 'value' and all other bits
	 * zero
	 */
	template <typename T>
	static constexpr T bits(T const value) {
		return Bitset_2<Bits_0_1, Bits_2>::bits(value); }

	/**
	 * Return value of the bitset
	 */
	template <typename T>
	static constexpr T get(T const reg) {
		return Bitset_2<Bits_0_1, Bits_2>::get(reg); }

	/**
	 * Set the bitset to 'value'
	 */
	template <typename T>
	static constexpr void set(T &reg, T const value = (T)~0ULL) {
		Bitset_2<Bits_0_1, Bits_2>::set(reg, value); }
};

#endif /* _INCLUDE__UTIL__REGISTER_H_ */
