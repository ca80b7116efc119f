/*
 * \brief  Header and trailer of a snapshot file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/header.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include <fmt/format.h>

using namespace Store;


namespace {

	using Kind   = Error::Kind;
	using Fields = Layout::Header;
	using Ending = Layout::Trailer;

	bool starts_like(std::span<std::byte const> bytes, Layout::Magic const &magic)
	{
		auto const size = std::min(bytes.size(), magic.size());

		return std::memcmp(bytes.data(), magic.data(), size) == 0;
	}

	bool all_zero(std::span<std::byte const> bytes)
	{
		return std::ranges::all_of(bytes, [] (std::byte b) { return b == std::byte(0); });
	}

	Error header_error(Source const &source, Kind kind, std::string_view problem)
	{
		return source.error(kind, "header", 0, problem);
	}

	/**
	 * Check magic and version, which come before everything else
	 */
	Format_version load_version(Source const &source)
	{
		std::array<std::byte, Fields::Header_size::END> buffer;

		auto const present = std::span(buffer).first(
			std::min<std::uint64_t>(buffer.size(), source.size()));

		source.read(File_range::checked(0, present.size()).value(), present);

		if (present.empty())
			throw Error(Kind::TRUNCATED, source.path(), "the file is empty");

		if (!starts_like(present, Layout::HEADER_MAGIC))
			throw Error(Kind::NOT_A_SNAPSHOT, source.path(), "this is not a snapshot file");

		if (present.size() < buffer.size())
			throw header_error(source, Kind::TRUNCATED, "the file ends within it");

		auto const record = std::span<std::byte const, Fields::Header_size::END>(buffer);

		Format_version const version { .major = Fields::Major::load(record),
		                               .minor = Fields::Minor::load(record) };

		if (version.major != Layout::MAJOR_VERSION)
			throw Error(Kind::WRONG_VERSION, source.path(), fmt::format(
				"the file has format version {}, this program reads version {}",
				version.text(), Format_version().text()));

		return version;
	}

	void check_sizes(Source const &source, Fields::Const_record record)
	{
		if (Fields::Header_size::load(record) != Fields::SIZE)
			throw header_error(source, Kind::CORRUPT, "it states a wrong size of itself");

		if (Fields::Page_bytes::load(record) != PAGE_SIZE)
			throw header_error(source, Kind::CORRUPT, "it states an unknown page size");

		auto const expected = Fields::File_size::load(record);

		if (source.size() < expected)
			throw Error(Kind::TRUNCATED, source.path(), fmt::format(
				"the file has {} bytes, {} were written", source.size(), expected));

		if (source.size() > expected)
			throw Error(Kind::CORRUPT, source.path(), fmt::format(
				"{} bytes follow the end of the snapshot at offset {}",
				source.size() - expected, expected));

		if (Fields::Page_count::load(record) > MAX_PAGES)
			throw header_error(source, Kind::LIMIT, fmt::format(
				"it states {} pages, at most {} are supported",
				Fields::Page_count::load(record), MAX_PAGES));

		if (Fields::Extent_count::load(record) > MAX_EXTENTS)
			throw header_error(source, Kind::LIMIT, fmt::format(
				"it states {} extents, at most {} are supported",
				Fields::Extent_count::load(record), MAX_EXTENTS));

		if (Fields::Metadata::load(record) > MAX_METADATA_SIZE)
			throw header_error(source, Kind::LIMIT, fmt::format(
				"it states {} bytes of metadata, at most {} are supported",
				Fields::Metadata::load(record), MAX_METADATA_SIZE));
	}

	/**
	 * Check bytes that this version does not use
	 *
	 * A later minor version may give them a meaning that we can ignore.
	 */
	void check_reserved(Source const &source, Fields::Const_record record, Format_version version)
	{
		if (version.minor > Layout::MINOR_VERSION)
			return;

		if (!all_zero(Fields::Reserved_1::of(record))
		 || !all_zero(Fields::Reserved_2::of(record))
		 || !all_zero(Fields::Reserved_3::of(record)))
			throw header_error(source, Kind::CORRUPT, "reserved bytes are not zero");
	}

	std::string load_component(Source const &source, Fields::Const_record record)
	{
		auto const field = Fields::Component::of(record);
		auto const end   = std::ranges::find(field, std::byte(0));

		std::string name(reinterpret_cast<char const *>(field.data()),
		                 static_cast<std::size_t>(end - field.begin()));

		if (!valid_component_name(name) || !all_zero(std::span(end, field.end())))
			throw header_error(source, Kind::CORRUPT, "the name of the component is malformed");

		return name;
	}

	Snapshot_info load_info(Source const &source, Fields::Const_record record)
	{
		using namespace std::chrono;

		Snapshot_info info {
			.id         = Fields::Id::load(record),
			.parent     = Fields::Parent::load(record),
			.component  = load_component(source, record),
			.created    = Timestamp(nanoseconds(Fields::Created::load(record))),
			.page_count = Fields::Page_count::load(record) };

		if (!info.id.valid())
			throw header_error(source, Kind::CORRUPT, "the identifier is zero");

		if (info.id == info.parent)
			throw header_error(source, Kind::CORRUPT, "the snapshot claims to be its own parent");

		return info;
	}

	File_range section(Source const &source, char const *name,
	                   std::uint64_t offset, std::uint64_t size)
	{
		auto const range = File_range::checked(offset, size, source.size());
		if (!range)
			throw header_error(source, Kind::CORRUPT,
			                   fmt::format("{} is outside of the file", name));
		return *range;
	}

	/**
	 * Check that metadata, index, and trailer follow each other up to the end
	 */
	void check_order(Source const &source, Header const &header)
	{
		using Layout::aligned, Layout::SECTION_ALIGNMENT;

		auto const metadata_end = header.metadata.end();
		auto const index_start  = aligned(metadata_end, SECTION_ALIGNMENT);

		if (header.metadata.first() < Fields::SIZE
		 || header.metadata.first() % SECTION_ALIGNMENT != 0
		 || header.index.first() != index_start
		 || header.index.end() + Ending::SIZE != source.size())
			throw header_error(source, Kind::CORRUPT,
			                   "sections overlap, leave a gap, or are not aligned");

		source.require_zero(section(source, "padding", metadata_end, index_start - metadata_end));
	}

	void check_trailer(Source const &source, Header const &header, Fields::Const_record record)
	{
		std::array<std::byte, Ending::SIZE> buffer;

		auto const range = section(source, "trailer", header.index.end(), Ending::SIZE);
		source.read(range, buffer);

		auto const trailer = Ending::Const_record(buffer);

		if (checksum(record, Ending::Summed::of(trailer)) != Ending::Closing_sum::load(trailer))
			throw source.error(Kind::CORRUPT, "trailer", range.first(),
			                   "the checksum does not match");

		if (!starts_like(Ending::Magic_bytes::of(trailer), Layout::TRAILER_MAGIC)
		 || Ending::File_size::load(trailer) != header.file_size
		 || Ending::Id::load(trailer) != header.info.id)
			throw source.error(Kind::CORRUPT, "trailer", range.first(),
			                   "it does not belong to the header");
	}
}


std::string Format_version::text() const { return fmt::format("{}.{}", major, minor); }


Header Header::load(Source const &source)
{
	auto const version = load_version(source);

	if (source.size() < Fields::SIZE + Ending::SIZE)
		throw Error(Kind::TRUNCATED, source.path(), fmt::format(
			"the file has {} bytes, too few for a header and a trailer", source.size()));

	std::array<std::byte, Fields::SIZE> buffer;
	source.read(File_range::checked(0, buffer.size()).value(), buffer);

	auto const record = Fields::Const_record(buffer);

	if (checksum(Fields::Summed::of(record)) != Fields::Header_sum::load(record))
		throw header_error(source, Kind::CORRUPT, "the checksum does not match");

	check_sizes(source, record);
	check_reserved(source, record, version);

	auto const extents = Fields::Extent_count::load(record);

	Header header {
		.info         = load_info(source, record),
		.version      = version,
		.file_size    = source.size(),
		.extent_count = extents,
		.metadata     = section(source, "metadata", Fields::Metadata_at::load(record),
		                        Fields::Metadata::load(record)),
		.metadata_sum = Fields::Metadata_sum::load(record),
		.index        = section(source, "page index", Fields::Index_at::load(record),
		                        extents*Layout::Index_entry::SIZE),
		.index_sum    = Fields::Index_sum::load(record) };

	check_order(source, header);
	check_trailer(source, header, record);

	return header;
}


void Header::encode(Fields::Record record, Ending::Record trailer) const
{
	std::ranges::fill(record, std::byte(0));

	std::memcpy(record.data(), Layout::HEADER_MAGIC.data(), Layout::HEADER_MAGIC.size());

	Fields::Major       ::store(record, version.major);
	Fields::Minor       ::store(record, version.minor);
	Fields::Header_size ::store(record, Fields::SIZE);
	Fields::Id          ::store(record, info.id);
	Fields::Parent      ::store(record, info.parent);
	Fields::Created     ::store(record, info.created.time_since_epoch().count());
	Fields::File_size   ::store(record, file_size);
	Fields::Page_count  ::store(record, info.page_count);
	Fields::Extent_count::store(record, extent_count);
	Fields::Metadata_at ::store(record, metadata.first());
	Fields::Metadata    ::store(record, metadata.count());
	Fields::Metadata_sum::store(record, metadata_sum);
	Fields::Index_at    ::store(record, index.first());
	Fields::Page_bytes  ::store(record, PAGE_SIZE);
	Fields::Index_sum   ::store(record, index_sum);

	std::memcpy(Fields::Component::of(record).data(), info.component.data(),
	            info.component.size());

	Fields::Header_sum::store(record, checksum(Fields::Summed::of(Fields::Const_record(record))));

	std::memcpy(trailer.data(), Layout::TRAILER_MAGIC.data(), Layout::TRAILER_MAGIC.size());

	Ending::File_size  ::store(trailer, file_size);
	Ending::Id         ::store(trailer, info.id);
	Ending::Closing_sum::store(trailer,
		checksum(record, Ending::Summed::of(Ending::Const_record(trailer))));
}
