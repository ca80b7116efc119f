/*
 * \brief  Byte layout of snapshot files, see doc/snapshot-format.md
 *
 * All numbers are little-endian, whatever the host. A field knows its offset
 * and size, and an access outside of its record does not compile.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__LAYOUT_H_
#define _STORE__LAYOUT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include <store/checksum.h>
#include <store/limits.h>
#include <store/snapshot_id.h>

namespace Store::Layout {

	template <std::size_t OFFSET, typename T> struct Number_field;
	template <std::size_t OFFSET> struct Checksum_field;
	template <std::size_t OFFSET> struct Id_field;
	template <std::size_t OFFSET, std::size_t SIZE> struct Bytes_field;

	using Magic = std::array<unsigned char, 8>;

	/**
	 * The bytes around the letters reveal a transfer in text mode
	 */
	constexpr Magic HEADER_MAGIC  { 0x89, 'R', 'C', 'S', '\r', '\n', 0x1a, '\n' };
	constexpr Magic TRAILER_MAGIC { 'R', 'C', 'S', '-', 'e', 'n', 'd', '\n' };

	constexpr std::uint16_t MAJOR_VERSION = 1;
	constexpr std::uint16_t MINOR_VERSION = 0;

	struct Header;
	struct Index_entry;
	struct Trailer;

	/**
	 * Alignment of all that is not mapped page by page
	 */
	constexpr std::uint64_t SECTION_ALIGNMENT = 8;

	constexpr std::uint64_t RAW_ALIGNMENT = PAGE_SIZE;

	constexpr std::uint64_t aligned(std::uint64_t position, std::uint64_t alignment)
	{
		return (position + alignment - 1) / alignment * alignment;
	}
}


template <std::size_t OFFSET, typename T>
struct Store::Layout::Number_field
{
	static constexpr std::size_t END = OFFSET + sizeof(T);

	using Unsigned = std::make_unsigned_t<T>;

	template <std::size_t SIZE> requires (END <= SIZE && SIZE != std::dynamic_extent)
	static T load(std::span<std::byte const, SIZE> record)
	{
		Unsigned value = 0;

		for (std::size_t i = 0; i < sizeof(T); i++)
			value |= static_cast<Unsigned>(std::to_integer<Unsigned>(record[OFFSET + i]) << 8*i);

		return static_cast<T>(value);
	}

	template <std::size_t SIZE> requires (END <= SIZE && SIZE != std::dynamic_extent)
	static void store(std::span<std::byte, SIZE> record, T value)
	{
		for (std::size_t i = 0; i < sizeof(T); i++)
			record[OFFSET + i] = static_cast<std::byte>(static_cast<Unsigned>(value) >> 8*i);
	}
};


template <std::size_t OFFSET, std::size_t BYTES>
struct Store::Layout::Bytes_field
{
	static constexpr std::size_t BEGIN = OFFSET;
	static constexpr std::size_t SIZE  = BYTES;
	static constexpr std::size_t END   = OFFSET + BYTES;

	template <typename BYTE, std::size_t RECORD>
	static std::span<BYTE, BYTES> of(std::span<BYTE, RECORD> record)
	{
		return record.template subspan<OFFSET, BYTES>();
	}
};


template <std::size_t OFFSET>
struct Store::Layout::Id_field : Bytes_field<OFFSET, Snapshot_id::SIZE>
{
	using Bytes = Bytes_field<OFFSET, Snapshot_id::SIZE>;

	template <std::size_t RECORD>
	static Snapshot_id load(std::span<std::byte const, RECORD> record)
	{
		return Snapshot_id(Bytes::of(record));
	}

	template <std::size_t RECORD>
	static void store(std::span<std::byte, RECORD> record, Snapshot_id const &id)
	{
		auto const field = Bytes::of(record);
		for (std::size_t i = 0; i < Snapshot_id::SIZE; i++)
			field[i] = id.bytes()[i];
	}
};


template <std::size_t OFFSET>
struct Store::Layout::Checksum_field
{
	using Low  = Number_field<OFFSET,     std::uint64_t>;
	using High = Number_field<OFFSET + 8, std::uint64_t>;

	static constexpr std::size_t END = High::END;

	template <std::size_t SIZE>
	static Checksum load(std::span<std::byte const, SIZE> record)
	{
		return { .low = Low::load(record), .high = High::load(record) };
	}

	template <std::size_t SIZE>
	static void store(std::span<std::byte, SIZE> record, Checksum const &checksum)
	{
		Low ::store(record, checksum.low);
		High::store(record, checksum.high);
	}
};


/**
 * First bytes of the file
 */
struct Store::Layout::Header
{
	static constexpr std::size_t SIZE = 512;

	using Record       = std::span<std::byte,       SIZE>;
	using Const_record = std::span<std::byte const, SIZE>;

	/*
	 * Magic and version keep their places in all versions
	 */
	using Magic_bytes  = Bytes_field   <0, 8>;
	using Major        = Number_field  <8,   std::uint16_t>;
	using Minor        = Number_field  <10,  std::uint16_t>;
	using Header_size  = Number_field  <12,  std::uint32_t>;
	using Id           = Id_field      <16>;
	using Parent       = Id_field      <32>;
	using Created      = Number_field  <48,  std::int64_t>;
	using File_size    = Number_field  <56,  std::uint64_t>;
	using Page_count   = Number_field  <64,  std::uint64_t>;
	using Extent_count = Number_field  <72,  std::uint64_t>;
	using Metadata_at  = Number_field  <80,  std::uint64_t>;
	using Metadata     = Number_field  <88,  std::uint64_t>;
	using Metadata_sum = Checksum_field<96>;
	using Index_at     = Number_field  <112, std::uint64_t>;
	using Page_bytes   = Number_field  <120, std::uint32_t>;
	using Reserved_1   = Bytes_field   <124, 4>;
	using Index_sum    = Checksum_field<128>;
	using Reserved_2   = Bytes_field   <144, 48>;
	using Component    = Bytes_field   <192, 256>;
	using Reserved_3   = Bytes_field   <448, 48>;
	using Header_sum   = Checksum_field<496>;

	/**
	 * Part of the header that its checksum covers
	 */
	using Summed = Bytes_field<0, 496>;

	static_assert(Component::SIZE == MAX_COMPONENT_NAME + 1);
	static_assert(Header_sum::END == SIZE);
};


/**
 * One extent, entries are sorted by page
 */
struct Store::Layout::Index_entry
{
	static constexpr std::size_t SIZE = 48;

	using Record       = std::span<std::byte,       SIZE>;
	using Const_record = std::span<std::byte const, SIZE>;

	using First_page  = Number_field  <0,  std::uint64_t>;
	using Page_count  = Number_field  <8,  std::uint32_t>;
	using Encoding    = Number_field  <12, std::uint32_t>;
	using Position    = Number_field  <16, std::uint64_t>;
	using Stored_size = Number_field  <24, std::uint64_t>;
	using Stored_sum  = Checksum_field<32>;

	static_assert(Stored_sum::END == SIZE);
};


/**
 * Last bytes of the file
 */
struct Store::Layout::Trailer
{
	static constexpr std::size_t SIZE = 48;

	using Record       = std::span<std::byte,       SIZE>;
	using Const_record = std::span<std::byte const, SIZE>;

	using Magic_bytes = Bytes_field   <0, 8>;
	using File_size   = Number_field  <8, std::uint64_t>;
	using Id          = Id_field      <16>;
	using Closing_sum = Checksum_field<32>;

	/**
	 * Part of the trailer that the closing checksum covers, after the header
	 */
	using Summed = Bytes_field<0, 32>;

	static_assert(Closing_sum::END == SIZE);
};

#endif /* _STORE__LAYOUT_H_ */
