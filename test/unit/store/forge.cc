/*
 * \brief  Forged snapshot files
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <forge.h>

#include <algorithm>
#include <cstring>

#include <store/checksum.h>
#include <store/extent.h>

using namespace Store_test;

using Fields = Store::Layout::Header;
using Entry  = Store::Layout::Index_entry;
using Ending = Store::Layout::Trailer;


/**
 * Return the part of 'file' that exists of the given range
 */
static std::span<std::byte> existing(Bytes &file, std::uint64_t offset, std::uint64_t size)
{
	auto const start = std::min<std::uint64_t>(offset, file.size());
	return std::span(file).subspan(start, std::min<std::uint64_t>(size, file.size() - start));
}


static void reseal_extent(Bytes &file, Entry::Record entry)
{
	auto const record   = Entry::Const_record(entry);
	auto const encoding = static_cast<Store::Encoding>(Entry::Encoding::load(record));

	if (encoding != Store::Encoding::RAW && encoding != Store::Encoding::ZSTD)
		return;

	Entry::Stored_sum::store(entry, Store::checksum(
		existing(file, Entry::Position::load(record), Entry::Stored_size::load(record))));
}


Fields::Record Store_test::header_of(Bytes &file)
{
	return std::span(file).first<Fields::SIZE>();
}


Entry::Record Store_test::index_entry_of(Bytes &file, std::size_t number)
{
	auto const index = Fields::Index_at::load(Fields::Const_record(header_of(file)));

	return std::span(file).subspan(index + number*Entry::SIZE).first<Entry::SIZE>();
}


void Store_test::reseal(Bytes &file)
{
	if (file.size() < Fields::SIZE + Ending::SIZE)
		return;

	auto const header = header_of(file);
	auto const record = Fields::Const_record(header);

	std::memcpy(header.data(), Store::Layout::HEADER_MAGIC.data(), Fields::Magic_bytes::SIZE);
	Fields::File_size::store(header, file.size());

	auto const extents = std::min<std::uint64_t>(Fields::Extent_count::load(record),
	                                             file.size()/Entry::SIZE);
	auto const index   = existing(file, Fields::Index_at::load(record), extents*Entry::SIZE);

	for (std::size_t i = 0; i + Entry::SIZE <= index.size(); i += Entry::SIZE)
		reseal_extent(file, index.subspan(i).first<Entry::SIZE>());

	Fields::Index_sum   ::store(header, Store::checksum(index));
	Fields::Metadata_sum::store(header, Store::checksum(
		existing(file, Fields::Metadata_at::load(record), Fields::Metadata::load(record))));

	Fields::Header_sum::store(header, Store::checksum(Fields::Summed::of(record)));

	auto const trailer = std::span(file).last<Ending::SIZE>();

	std::memcpy(trailer.data(), Store::Layout::TRAILER_MAGIC.data(), Ending::Magic_bytes::SIZE);
	Ending::File_size  ::store(trailer, file.size());
	Ending::Id         ::store(trailer, Fields::Id::load(record));
	Ending::Closing_sum::store(trailer, Store::checksum(
		record, Ending::Summed::of(Ending::Const_record(trailer))));
}
