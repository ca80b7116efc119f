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
	/** octets in the order in which they are sent */
	Genode::uint8_t addr[6] { };

	Mac_address() { }

	/**
	 * Constructor
	 *
	 * \param value  value of all octets
	 */
	explicit Mac_address(Genode::uint8_t value) { Genode::memset(addr, value, sizeof(addr)); }

	/**
	 * Constructor
	 *
	 * \param src  octets
	 */
	explicit Mac_address(void *src) { Genode::memcpy(addr, src, sizeof(addr)); }

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
