/*
 * \brief  Identity of a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/snapshot_id.h>

#include <algorithm>

#include <host/file.h>

using namespace Store;

static constexpr std::string_view HEX = "0123456789abcdef";


Snapshot_id::Snapshot_id(std::span<std::byte const, SIZE> bytes)
{
	std::ranges::copy(bytes, _bytes.begin());
}


Snapshot_id Snapshot_id::random()
{
	/*
	 * Not 'std::random_device': it may hand out hardware seeds, which are scarce
	 * enough to limit the rate of snapshots.
	 */
	Snapshot_id result { };

	do { Host::random_bytes(result._bytes); } while (!result.valid());

	return result;
}


std::optional<Snapshot_id> Snapshot_id::from_hex(std::string_view text)
{
	if (text.size() != HEX_DIGITS)
		return std::nullopt;

	Snapshot_id result { };

	for (std::size_t i = 0; i < HEX_DIGITS; i++) {

		auto const digit = HEX.find(text[i]);
		if (digit == std::string_view::npos)
			return std::nullopt;

		std::byte &byte = result._bytes[i/2];
		byte = (byte << 4) | static_cast<std::byte>(digit);
	}
	return result;
}


std::string Snapshot_id::hex() const
{
	std::string result { };

	for (std::byte const byte : _bytes) {
		auto const value = std::to_integer<unsigned>(byte);
		result += HEX[value >> 4];
		result += HEX[value & 15];
	}
	return result;
}
