/*
 * \brief  Fuzz target of the reader of snapshot metadata
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstdint>
#include <cstdlib>
#include <span>

#include <rtcr/format.h>


/*
 * What is accepted once, is accepted again after a round trip
 */
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
	try {
		auto const snapshot = Rtcr::read_metadata(std::as_bytes(std::span(data, size/8*8)));

		try { (void)Rtcr::read_metadata(Rtcr::write_metadata(snapshot)); }
		catch (Rtcr::Invalid_snapshot const &) { std::abort(); }
	}
	catch (Rtcr::Invalid_snapshot const &) { }
	return 0;
}
