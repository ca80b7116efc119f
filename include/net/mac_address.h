/*
 * \brief  Hardware address of a network interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NET__MAC_ADDRESS_H_
#define _INCLUDE__NET__MAC_ADDRESS_H_

#include <base/output.h>
#include <base/stdint.h>
#include <util/string.h>

namespace Net { struct Mac_address; }


struct Net::Mac_address
{
	enum { NUM_ELEM = 6 };

	/** octets in the order in which they are sent */
	Genode::uint8_t addr[NUM_ELEM] { };

	Mac_address() { }

	/**
	 * Constructor
	 *
	 * Components initialize the address like a structure, with the octets in
	 * two pairs of braces.
	 *
	 * \param octets  those that are missing are zero
	 */
	Mac_address(Genode::uint8_t const (&octets)[NUM_ELEM]) {
		Genode::memcpy(addr, octets, sizeof(addr)); }

	/**
	 * Constructor
	 *
	 * \param value  value of all octets
	 */
	template <typename T>
	explicit Mac_address(T value) { Genode::memset(addr, (Genode::uint8_t)value, sizeof(addr)); }

	/**
	 * Constructor
	 *
	 * \param src  octets
	 */
	template <typename T>
	explicit Mac_address(T *src) { Genode::memcpy(addr, src, sizeof(addr)); }

	/**
	 * Copy octets to the memory at 'dst'
	 */
	void copy(void *dst) const { Genode::memcpy(dst, addr, sizeof(addr)); }

	bool operator == (Mac_address const &other) const {
		return !Genode::memcmp(addr, other.addr, sizeof(addr)); }

	bool operator != (Mac_address const &other) const { return !(*this == other); }

	void print(Genode::Output &out) const
	{
		for (unsigned i = 0; i < sizeof(addr); i++)
			Genode::print(out, i ? ":" : "", Genode::Hex(addr[i], Genode::Hex::OMIT_PREFIX,
			                                             Genode::Hex::PAD));
	}
} __attribute__((packed));

#endif /* _INCLUDE__NET__MAC_ADDRESS_H_ */
