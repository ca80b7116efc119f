/*
 * \brief  Checks of values that come from outside
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__FORMAT_CHECKS_H_
#define _RTCR__FORMAT_CHECKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include <capnp/blob.h>

#include <kernel/abi/layout.h>
#include <rtcr/format.h>


namespace Rtcr::Format_checks {

	/*
	 * Limits that are far beyond what occurs
	 */
	constexpr size_t   MAX_TEXT       = 4096;
	constexpr size_t   MAX_LIST       = 1u << 20;
	constexpr size_t   MAX_STATE      = 4096;
	constexpr size_t   MAX_GROWTH     = 16;           /* of list elements by being read */
	constexpr uint64_t MAX_DATASPACE  = 1ull << 46;
	constexpr uint64_t MAX_ACCOUNT    = 1ull << 50;
	constexpr uint64_t MAX_CLOCK      = 1ull << 60;   /* microseconds */

	inline void require(bool condition, char const *what)
	{
		if (!condition)
			throw Invalid_snapshot(what);
	}

	inline uint64_t limited(uint64_t value, uint64_t max, char const *what)
	{
		require(value <= max, what);
		return value;
	}

	template <typename ENUM>
	ENUM enumerator(unsigned value, unsigned count, char const *what)
	{
		require(value < count, what);
		return ENUM(value);
	}

	inline std::string text(capnp::Text::Reader in)
	{
		require(in.size() <= MAX_TEXT, "text too long");
		return std::string(in.begin(), in.size());
	}

	inline std::vector<uint8_t> bytes(capnp::Data::Reader in, size_t max, char const *what)
	{
		require(in.size() <= max, what);
		return std::vector<uint8_t>(in.begin(), in.end());
	}

	inline bool page_aligned(uint64_t value) { return value % Kernel::Abi::PAGE_SIZE == 0; }
}

#endif /* _RTCR__FORMAT_CHECKS_H_ */
