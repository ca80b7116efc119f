/*
 * \brief  What client and server know about each other
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _PACKET_STREAM__GEOMETRY_H_
#define _PACKET_STREAM__GEOMETRY_H_

namespace Test_packet_stream {

	enum { BLOCK_SIZE = 512, BLOCK_COUNT = 256, MAC_BYTE = 0x02 };
}

#endif /* _PACKET_STREAM__GEOMETRY_H_ */
