/*
 * \brief  Pages of one snapshot file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/snapshot_pages.h>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

using namespace Store;


Snapshot_pages::Snapshot_pages(std::filesystem::path const &path) : _source(path) { }


Snapshot_pages::Snapshot_pages(Host::File &&file) : _source(std::move(file)) { }


Page_range Snapshot_pages::existing(std::uint64_t first, std::uint64_t count) const
{
	auto const range = Page_range::checked(first, count, page_count());
	if (!range)
		throw Error(Error::Kind::INVALID_REQUEST, _source.path(), fmt::format(
			"{} pages from page {} on were asked for, the snapshot has {} pages",
			count, first, page_count()));

	return *range;
}


Extent const &Snapshot_pages::extent_of(std::uint64_t page) const
{
	return _index.extents()[_index.extent_of(existing(page, 1).first())];
}


void Snapshot_pages::read_pages(std::uint64_t first, std::uint64_t count,
                                std::span<std::byte> destination)
{
	Page_range rest = existing(first, count);

	if (destination.size() != rest.count()*PAGE_SIZE)
		throw Error(Error::Kind::INVALID_REQUEST, _source.path(),
		            "the buffer does not have the size of the pages");

	if (rest.empty())
		return;

	for (auto number = _index.extent_of(first); !rest.empty(); number++) {

		Page_range const extent = _index.extents()[number].pages();
		Page_range const pages  = rest.part(0, extent.end() - rest.first());

		auto const size = pages.count()*PAGE_SIZE;

		_reader.read(number, pages, destination.first(size));

		destination = destination.subspan(size);
		rest        = rest.part(pages.count(), rest.count());
	}
}


std::span<std::byte const> Snapshot_pages::raw_pages(std::uint64_t first)
{
	auto const number = _index.extent_of(existing(first, 1).first());
	auto const extent = _index.extents()[number].pages();

	return _reader.mapped(number, extent.part(first - extent.first(), extent.count()));
}


/*
 * Call 'fn' with the number of each extent
 */
void Snapshot_pages::_for_each_extent(Progress const &progress, auto const &fn)
{
	auto const total   = page_count()*PAGE_SIZE;
	auto const extents = _index.extents();

	for (std::size_t i = 0; i < extents.size(); i++) {

		fn(i);

		if (progress && i + 1 < extents.size())
			progress(extents[i].pages().end()*PAGE_SIZE, total);
	}

	if (progress)
		progress(total, total);
}


void Snapshot_pages::check(Progress const &progress)
{
	_for_each_extent(progress, [&] (std::size_t number) { _reader.check(number); });
}


void Snapshot_pages::verify(Progress const &progress)
{
	_for_each_extent(progress, [&] (std::size_t number) { _reader.verify(number); });
}
