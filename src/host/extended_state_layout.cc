/*
 * \brief  Layout in which a CPU saves its extended state
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/extended_state_layout.h>

#include <algorithm>
#include <bit>
#include <sstream>

#include <cpuid.h>

using namespace Host;


namespace {

	constexpr char const *FXSAVE = "fxsave", *XSAVE = "xsave";

	/* x87 and SSE lie within the legacy state */
	constexpr unsigned NUM_LEGACY_PARTS = 2, MAX_PARTS = 64;

	constexpr uint64_t LEGACY_FEATURES = (1u << NUM_LEGACY_PARTS) - 1;
}


/*
 * The host enables parts of the state in XCR0, leaf 13 of 'cpuid' tells their
 * places
 */
Extended_state_layout Extended_state_layout::of_cpu()
{
	enum { LEAF_FEATURES = 1, FEATURE_OSXSAVE = 1 << 27, LEAF_STATE = 13 };

	Extended_state_layout result { };

	uint32_t eax = 0, ebx = 0, ecx = 0, edx = 0;

	if (!__get_cpuid(LEAF_FEATURES, &eax, &ebx, &ecx, &edx) || !(ecx & FEATURE_OSXSAVE)) {
		result._kind = Kind::FXSAVE;
		return result;
	}

	uint32_t low, high;
	asm volatile ("xgetbv" : "=a" (low), "=d" (high) : "c" (0));

	result._kind     = Kind::XSAVE;
	result._features = (uint64_t(high) << 32) | low;

	for (unsigned part = NUM_LEGACY_PARTS; part < MAX_PARTS; part++)
		if (result._features >> part & 1) {
			__cpuid_count(LEAF_STATE, part, eax, ebx, ecx, edx);
			result._places[part] = { .offset = ebx, .size = eax };
		}

	return result;
}


/*
 * There is a place for each part beyond the legacy state, and for nothing else
 */
bool Extended_state_layout::_consistent() const
{
	auto const enabled = [&] (auto const &place) {
		return place.first < MAX_PARTS && (_features >> place.first & 1); };

	return (_features & LEGACY_FEATURES) == LEGACY_FEATURES
	    && _places.size() == size_t(std::popcount(_features & ~LEGACY_FEATURES))
	    && std::ranges::all_of(_places, enabled);
}


Extended_state_layout::Extended_state_layout(std::string const &description)
{
	std::istringstream in(description);

	std::string kind;
	in >> kind;

	if (kind == FXSAVE)
		_kind = Kind::FXSAVE;

	if (kind == XSAVE) {
		in >> std::hex >> _features >> std::dec;

		unsigned number = 0;
		Place    place { };

		for (char colon = 0, plus = 0; in >> number >> colon >> place.offset >> plus >> place.size; )
			_places[number] = place;

		if (_consistent())
			_kind = Kind::XSAVE;
	}

	/* what was not understood is missing */
	if (this->description() != description)
		*this = { };
}


std::string Extended_state_layout::description() const
{
	if (_kind == Kind::UNKNOWN)
		return "unknown";

	if (_kind == Kind::FXSAVE)
		return FXSAVE;

	std::ostringstream out;
	out << XSAVE << " " << std::hex << _features << std::dec;

	for (auto const &[number, place] : _places)
		out << " " << number << ":" << place.offset << "+" << place.size;

	return out.str();
}


bool Extended_state_layout::includes(Extended_state_layout const &other) const
{
	if (_kind == Kind::UNKNOWN || _kind != other._kind)
		return false;

	return std::ranges::all_of(other._places, [&] (auto const &wanted) {
		auto const it = _places.find(wanted.first);
		return it != _places.end() && it->second == wanted.second; });
}
