/*
 * \brief  128-bit checksum of XXH3
 *
 * It detects damage, it does not prove who wrote the data.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__CHECKSUM_H_
#define _STORE__CHECKSUM_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace Store {

	struct Checksum;

	/**
	 * Return checksum of 'bytes'
	 */
	Checksum checksum(std::span<std::byte const> bytes);

	/**
	 * Return checksum of 'first' followed by 'second'
	 */
	Checksum checksum(std::span<std::byte const> first, std::span<std::byte const> second);
}


struct Store::Checksum
{
	std::uint64_t low  = 0;
	std::uint64_t high = 0;

	bool operator == (Checksum const &) const = default;
};

#endif /* _STORE__CHECKSUM_H_ */
