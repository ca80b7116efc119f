/*
 * \brief  Extended state of a CPU as debuggers expect it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/debug/debugger_state.h>

#include <algorithm>
#include <cstring>

using namespace Cli;


namespace {

	/* x87 and SSE, within the legacy state */
	constexpr uint64_t LEGACY_FEATURES = 3;

	/* bit map of the parts that differ from their initial state, at the start of the header */
	constexpr size_t PRESENT_OFFSET = 512;

	void store(std::vector<uint8_t> &state, size_t offset, uint64_t value)
	{
		memcpy(state.data() + offset, &value, sizeof(value));
	}

	uint64_t load(std::vector<uint8_t> const &state, size_t offset)
	{
		uint64_t value = 0;
		memcpy(&value, state.data() + offset, sizeof(value));
		return value;
	}
}


/*
 * Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1,
 * chapter 13; the offsets are those that CPUID tells on all CPUs of Intel
 */
Debugger_state::Places const &Debugger_state::_expected()
{
	static Places const places { { 2, {  576,  256 } },     /* upper halves of YMM */
	                             { 3, {  960,   64 } },     /* bounds */
	                             { 4, { 1024,   64 } },
	                             { 5, { 1088,   64 } },     /* opmasks */
	                             { 6, { 1152,  512 } },     /* upper halves of ZMM */
	                             { 7, { 1664, 1024 } },     /* ZMM16 and up */
	                             { 9, { 2688,    8 } } };   /* protection keys */
	return places;
}


std::vector<uint8_t> Debugger_state::for_debugger(std::vector<uint8_t> const &state,
                                                  uint64_t features) const
{
	std::vector<uint8_t> result = state;

	Places const &places = _layout.places();

	if (!places.empty()) {

		uint64_t known = features & LEGACY_FEATURES;
		result.resize(MIN_SIZE);

		for (auto const &[number, expected] : _expected()) {

			auto const it = places.find(number);

			if (!(features >> number & 1) || it == places.end() || it->second.size != expected.size
			 || it->second.offset > state.size() || state.size() - it->second.offset < expected.size)
				continue;

			known |= 1ull << number;
			result.resize(expected.offset + expected.size);
			std::copy_n(state.data() + it->second.offset, expected.size,
			            result.data() + expected.offset);
		}
		features = known;
		store(result, PRESENT_OFFSET, load(state, PRESENT_OFFSET) & known);
	}

	store(result, FEATURES_OFFSET, features);
	return result;
}
