/*
 * \brief  Identity of a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__SNAPSHOT_ID_H_
#define _STORE__SNAPSHOT_ID_H_

#include <array>
#include <compare>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace Store { class Snapshot_id; }


/**
 * 128 random bits, written as 32 lower-case hexadecimal digits
 */
class Store::Snapshot_id
{
	public:

		static constexpr std::size_t SIZE       = 16;
		static constexpr std::size_t HEX_DIGITS = 2*SIZE;

	private:

		std::array<std::byte, SIZE> _bytes { };

	public:

		/**
		 * Invalid identity, all bits zero, means "none"
		 */
		Snapshot_id() = default;

		explicit Snapshot_id(std::span<std::byte const, SIZE> bytes);

		/**
		 * Return a fresh identity from the random source of the host
		 *
		 * \throw Host::System_error
		 */
		static Snapshot_id random();

		/**
		 * Return identity for 32 hexadecimal digits, nothing for other text
		 */
		static std::optional<Snapshot_id> from_hex(std::string_view text);

		bool valid() const { return *this != Snapshot_id(); }

		std::string hex() const;

		std::span<std::byte const, SIZE> bytes() const { return _bytes; }

		auto operator <=> (Snapshot_id const &) const = default;
};

#endif /* _STORE__SNAPSHOT_ID_H_ */
