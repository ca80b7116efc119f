/*
 * \brief  Writer of a snapshot file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/snapshot_writer.h>

#include <algorithm>
#include <array>

#include <fmt/format.h>

using namespace Store;


namespace {

	using Kind = Error::Kind;

	/**
	 * Call 'fn', report failures for 'target' as users know no temporary names
	 */
	template <typename FN>
	auto with_errors_of(std::filesystem::path const &target, FN const &fn)
	{
		try { return fn(); }
		catch (Host::System_error const &error) {
			throw Error(Host::System_error(error.operation(), target, error.number()));
		}
	}

	Snapshot_info const &checked(std::filesystem::path const &target, Snapshot_info const &info)
	{
		if (!info.id.valid())
			throw Error(Kind::INVALID_REQUEST, target, "the snapshot needs an identifier");

		if (info.id == info.parent)
			throw Error(Kind::INVALID_REQUEST, target, "a snapshot cannot be its own parent");

		if (!valid_component_name(info.component))
			throw Error(Kind::INVALID_REQUEST, target, fmt::format(
				"the name of the component is longer than {} bytes or has control characters",
				MAX_COMPONENT_NAME));

		if (info.page_count > MAX_PAGES)
			throw Error(Kind::LIMIT, target, fmt::format(
				"the snapshot has {} pages, at most {} are supported",
				info.page_count, MAX_PAGES));

		return info;
	}
}


Snapshot_writer::Snapshot_writer(std::filesystem::path const &target, Snapshot_info const &info,
                                 Write_options const &options)
:
	_target(target),
	_info(checked(target, info)),
	_options(options),
	_temporary(with_errors_of(target, [&] { return Temporary_file(target); })),
	_output(_temporary.file(), Layout::Header::SIZE, options.durability),
	_index(target),
	_extents(_output, _index, options)
{ }


/**
 * Call 'fn', which must not be followed by anything else if it fails
 */
template <typename FN>
void Snapshot_writer::_perform(State next, FN const &fn)
{
	if (_state != State::OPEN)
		throw Error(Kind::INVALID_REQUEST, _target,
		            "the snapshot was committed already, or has failed");

	_state = State::BUSY;
	with_errors_of(_target, fn);
	_state = next;
}


void Snapshot_writer::_flush_gathered()
{
	if (_gathered.empty())
		return;

	_extents.write(_gathered);
	_gathered.clear();
}


void Snapshot_writer::_report_progress() const
{
	if (_options.progress)
		_options.progress(_index.page_count()*PAGE_SIZE, _info.page_count*PAGE_SIZE);
}


Page_range Snapshot_writer::_announced_pages(std::uint64_t count) const
{
	auto const range = Page_range::checked(_index.page_count() + _gathered.size()/PAGE_SIZE,
	                                       count, _info.page_count);
	if (!range)
		throw Error(Kind::INVALID_REQUEST, _target, fmt::format(
			"more pages were appended than the announced {}", _info.page_count));

	return *range;
}


void Snapshot_writer::_append(std::span<std::byte const> pages)
{
	while (!pages.empty()) {

		auto const size = std::min(pages.size(), MAX_EXTENT_SIZE - _gathered.size());
		auto const part = pages.first(size);

		if (size == MAX_EXTENT_SIZE) {
			_extents.write(part);
			_report_progress();

		} else {

			if (_gathered.capacity() == 0)
				_gathered.reserve(MAX_EXTENT_SIZE);

			_gathered.insert(_gathered.end(), part.begin(), part.end());

			if (_gathered.size() == MAX_EXTENT_SIZE) {
				_flush_gathered();
				_report_progress();
			}
		}
		pages = pages.subspan(size);
	}
}


void Snapshot_writer::append_pages(std::span<std::byte const> pages)
{
	_perform(State::OPEN, [&] {

		if (pages.size() % PAGE_SIZE != 0)
			throw Error(Kind::INVALID_REQUEST, _target, fmt::format(
				"{} bytes are not a number of whole pages", pages.size()));

		_announced_pages(pages.size()/PAGE_SIZE);
		_append(pages);
	});
}


void Snapshot_writer::append_zero(std::uint64_t count)
{
	_perform(State::OPEN, [&] {

		auto const pages = _announced_pages(count);

		_flush_gathered();
		_index.add_zero(pages);
		_report_progress();
	});
}


void Snapshot_writer::append_inherited(std::uint64_t parent_first, std::uint64_t count)
{
	_perform(State::OPEN, [&] {

		if (!_info.parent.valid())
			throw Error(Kind::INVALID_REQUEST, _target,
			            "pages cannot be inherited without a parent");

		auto const pages  = _announced_pages(count);
		auto const parent = Page_range::checked(parent_first, count);

		if (!parent)
			throw Error(Kind::INVALID_REQUEST, _target, fmt::format(
				"no parent can have {} pages from page {} on", count, parent_first));

		_flush_gathered();
		_index.add_inherited(pages, *parent);
		_report_progress();
	});
}


Header Snapshot_writer::_write_sections(std::span<std::byte const> metadata)
{
	auto const index = _index.encoded();

	_output.align(Layout::SECTION_ALIGNMENT);
	auto const metadata_range = _output.write(metadata);

	_output.align(Layout::SECTION_ALIGNMENT);
	auto const index_range = _output.write(index);

	Header header { .info         = _info,
	                .version      = { },
	                .file_size    = _output.position() + Layout::Trailer::SIZE,
	                .extent_count = _index.extent_count(),
	                .metadata     = metadata_range,
	                .metadata_sum = checksum(metadata),
	                .index        = index_range,
	                .index_sum    = checksum(index) };

	std::array<std::byte, Layout::Header::SIZE>  start;
	std::array<std::byte, Layout::Trailer::SIZE> trailer;

	header.encode(start, trailer);

	_output.write(trailer);
	_output.flush();

	/* what is not complete has no header */
	_temporary.file().pwrite_all(start, 0);

	return header;
}


Header Snapshot_writer::commit(std::span<std::byte const> metadata)
{
	Header header { };

	_perform(State::COMMITTED, [&] {

		if (metadata.size() > MAX_METADATA_SIZE)
			throw Error(Kind::LIMIT, _target, fmt::format(
				"there are {} bytes of metadata, at most {} are supported",
				metadata.size(), MAX_METADATA_SIZE));

		_flush_gathered();

		if (_index.page_count() != _info.page_count)
			throw Error(Kind::INVALID_REQUEST, _target, fmt::format(
				"{} pages were appended, {} were announced",
				_index.page_count(), _info.page_count));

		header = _write_sections(metadata);

		_report_progress();
		_temporary.publish(_target, _options.durability);
	});
	return header;
}
