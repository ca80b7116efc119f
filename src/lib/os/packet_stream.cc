/*
 * \brief  Layout of packet streams as text
 *
 * This file is linked only if a component does not provide the function.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <os/packet_stream.h>

using namespace Genode;


void Packet_stream_base::_debug_print_buffers()
{
	log("submit queue at ", Hex(_submit_queue_offset), ", ack queue at ", Hex(_ack_queue_offset),
	    ", bulk buffer at ", Hex(_bulk_buffer_offset), " with ", _bulk_buffer_size, " bytes");
}
