/*
 * \brief  Limits of the control protocol
 *
 * They are far beyond what occurs. Whoever exceeds them is refused.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__LIMITS_H_
#define _CONTROL__LIMITS_H_

#include <cstddef>
#include <cstdint>

#include <host/socket.h>

namespace Control {

	constexpr size_t   PAGE_SIZE = 4096;
	constexpr uint64_t MAX_PAGES = 1ull << 28;   /* 1 TiB */

	/** Bytes of the metadata of an image */
	constexpr size_t MAX_METADATA = 256u << 20;

	/** Bytes of a whole message, apart from the pages of an image */
	constexpr size_t MAX_MESSAGE = MAX_METADATA + (1u << 20);

	/** Open files that accompany a message, as many as the host hands over at once */
	constexpr size_t MAX_FILES = Host::Socket::MAX_FILES;

	/** Bytes of a text */
	constexpr size_t MAX_TEXT = 16u << 10;

	/** Elements of a list */
	constexpr size_t MAX_LIST = 1u << 20;

	/** Components of a request */
	constexpr size_t MAX_COMPONENTS = 1024;

	/** Longest time to wait for a line of the log, in milliseconds */
	constexpr unsigned MAX_LOG_WAIT_MS = 1000;

	/** Connections that are served at a time, others wait */
	constexpr unsigned MAX_CONNECTIONS = 32;
}

#endif /* _CONTROL__LIMITS_H_ */
