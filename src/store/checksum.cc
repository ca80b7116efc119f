/*
 * \brief  128-bit checksum of XXH3
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/checksum.h>

#include <memory>
#include <new>

#include <xxhash.h>

using namespace Store;


Checksum Store::checksum(std::span<std::byte const> bytes)
{
	XXH128_hash_t const hash = XXH3_128bits(bytes.data(), bytes.size());

	return { .low = hash.low64, .high = hash.high64 };
}


Checksum Store::checksum(std::span<std::byte const> first, std::span<std::byte const> second)
{
	struct Release { void operator () (XXH3_state_t *state) const { XXH3_freeState(state); } };

	std::unique_ptr<XXH3_state_t, Release> const state(XXH3_createState());
	if (!state)
		throw std::bad_alloc();

	XXH3_128bits_reset(state.get());
	XXH3_128bits_update(state.get(), first.data(),  first.size());
	XXH3_128bits_update(state.get(), second.data(), second.size());

	XXH128_hash_t const hash = XXH3_128bits_digest(state.get());

	return { .low = hash.low64, .high = hash.high64 };
}
