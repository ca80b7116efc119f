/*
 * \brief  Page index of an existing snapshot file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/page_index.h>

#include <algorithm>
#include <memory>

#include <fmt/format.h>

using namespace Store;

using Entry = Layout::Index_entry;


Page_index::Page_index(Source const &source, Header const &header)
{
	auto const size   = header.index.count();
	auto const buffer = std::make_unique_for_overwrite<std::byte[]>(size);

	std::span<std::byte> const bytes(buffer.get(), size);
	source.read(header.index, bytes);

	auto index_error = [&] (std::uint64_t offset, std::string_view problem) {
		return source.error(Error::Kind::CORRUPT, "page index", offset, problem); };

	if (checksum(bytes) != header.index_sum)
		throw index_error(header.index.first(), "the checksum does not match");

	Extent::Context context { .first_page    = 0,
	                          .file_position = Layout::Header::SIZE,
	                          .parent        = header.info.parent.valid() };

	_extents.reserve(header.extent_count);

	for (std::uint64_t i = 0; i < header.extent_count; i++) {
		try {
			auto const record = bytes.subspan(i*Entry::SIZE).first<Entry::SIZE>();
			auto const extent = Extent::decode(record, context);

			context.first_page = extent.pages().end();

			if (!extent.stored().empty())
				context.file_position = extent.stored().end();

			_extents.push_back(extent);

		} catch (Extent::Malformed const &malformed) {
			throw index_error(header.index.first() + i*Entry::SIZE,
			                  fmt::format("extent {}: {}", i, malformed.problem));
		}
	}

	if (context.first_page != header.info.page_count)
		throw index_error(header.index.first(), fmt::format(
			"it covers {} of {} pages", context.first_page, header.info.page_count));

	auto const metadata = Layout::aligned(context.file_position, Layout::SECTION_ALIGNMENT);

	if (metadata != header.metadata.first())
		throw index_error(header.index.first(), "its data does not end at the metadata");

	source.require_zero(File_range::checked(context.file_position,
	                                        metadata - context.file_position).value());
}


std::size_t Page_index::extent_of(std::uint64_t page) const
{
	auto const next = std::ranges::upper_bound(_extents, page, { },
		[] (Extent const &extent) { return extent.pages().first(); });

	return static_cast<std::size_t>(next - _extents.begin()) - 1;
}
