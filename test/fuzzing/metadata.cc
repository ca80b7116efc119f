/*
 * \brief  Fuzz target of the reader of snapshot metadata, and of layouts of registers, a text therein
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

#include <host/extended_state_layout.h>
#include <rtcr/format.h>


namespace {

	/* whatever is known is so after a round trip */
	void check_layout(std::string const &text)
	{
		Host::Extended_state_layout const layout(text), again(layout.description());

		if (layout.includes(layout) && (layout.description() != text || !again.includes(layout)))
			std::abort();
	}
}


/*
 * What is accepted once, is accepted again after a round trip
 */
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
	check_layout(std::string(reinterpret_cast<char const *>(data), size));

	try {
		auto const snapshot = Rtcr::read_metadata(std::as_bytes(std::span(data, size/8*8)));

		check_layout(snapshot.cpu_features);

		try { (void)Rtcr::read_metadata(Rtcr::write_metadata(snapshot)); }
		catch (Rtcr::Invalid_snapshot const &) { std::abort(); }
	}
	catch (Rtcr::Invalid_snapshot const &) { }
	return 0;
}
