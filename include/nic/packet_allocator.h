/*
 * \brief  Allocator of network packets
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NIC__PACKET_ALLOCATOR_H_
#define _INCLUDE__NIC__PACKET_ALLOCATOR_H_

#include <nic_session/nic_session.h>
#include <os/packet_allocator.h>

namespace Nic { struct Packet_allocator; }


struct Nic::Packet_allocator : Genode::Packet_allocator
{
	/** Room for the largest frame, in bytes */
	enum { DEFAULT_PACKET_SIZE = 1600 };

	/**
	 * Constructor
	 *
	 * \param md_alloc  allocator of the state of packets
	 */
	Packet_allocator(Genode::Allocator *md_alloc)
	: Genode::Packet_allocator(md_alloc, DEFAULT_PACKET_SIZE) { }
};

#endif /* _INCLUDE__NIC__PACKET_ALLOCATOR_H_ */
