/*
 * \brief  Pages of extents, checked when they are read
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/extent_reader.h>

#include <algorithm>

#include <fmt/format.h>

using namespace Store;


std::span<std::byte> Extent_reader::Buffer::first(std::size_t size)
{
	if (!_memory)
		_memory = std::make_unique_for_overwrite<std::byte[]>(MAX_EXTENT_SIZE);

	return { _memory.get(), std::min(size, MAX_EXTENT_SIZE) };
}


Extent_reader::Extent_reader(Source const &source, Page_index const &index)
:
	_source(source), _index(index), _checked(index.extents().size())
{ }


Error Extent_reader::_error(std::size_t number, std::string_view problem) const
{
	Extent const &extent = _index.extents()[number];

	return _source.error(Error::Kind::CORRUPT,
	                     fmt::format("extent {} (pages {} to {})", number,
	                                 extent.pages().first(), extent.pages().end() - 1),
	                     extent.stored().first(), problem);
}


void Extent_reader::_check(std::size_t number, std::span<std::byte const> stored) const
{
	Extent const &extent = _index.extents()[number];

	if (checksum(stored) != extent.checksum())
		throw _error(number, "the checksum does not match");

	_source.require_zero(extent.padding());
}


void Extent_reader::_read_stored(std::size_t number, std::span<std::byte> destination)
{
	_source.read(_index.extents()[number].stored(), destination);
	_check(number, destination);
	_checked[number] = true;
}


void Extent_reader::_read_extent(std::size_t number, std::span<std::byte> destination)
{
	Extent const &extent = _index.extents()[number];

	if (extent.encoding() == Encoding::RAW) {
		_read_stored(number, destination);
		return;
	}

	auto const stored = _stored.first(extent.stored().count());
	_read_stored(number, stored);

	if (!_decompressor.decompress(stored, destination))
		throw _error(number, "the compressed data is malformed");
}


void Extent_reader::_read_part(std::size_t number, Page_range pages,
                               std::span<std::byte> destination)
{
	Extent const &extent = _index.extents()[number];

	auto const offset = (pages.first() - extent.pages().first())*PAGE_SIZE;
	bool const raw    = extent.encoding() == Encoding::RAW;

	if (raw && _checked[number]) {
		_source.read(extent.stored().part(offset, destination.size()), destination);
		return;
	}

	auto const decoded = _decoded.first(extent.pages().count()*PAGE_SIZE);

	if (_decoded_extent != number) {
		_decoded_extent.reset();
		_read_extent(number, decoded);
		_decoded_extent = number;
	}

	std::ranges::copy(decoded.subspan(offset, destination.size()), destination.begin());
}


void Extent_reader::read(std::size_t number, Page_range pages, std::span<std::byte> destination)
{
	Extent const &extent = _index.extents()[number];

	switch (extent.encoding()) {

	case Encoding::ZERO:

		std::ranges::fill(destination, std::byte(0));
		return;

	case Encoding::INHERITED:

		throw Error(Error::Kind::MISSING_PARENT, _source.path(), fmt::format(
			"page {} is inherited from the parent snapshot", pages.first()),
			"open the snapshot together with its parents");

	case Encoding::RAW:
	case Encoding::ZSTD:

		if (pages == extent.pages())
			_read_extent(number, destination);
		else
			_read_part(number, pages, destination);
	}
}


std::span<std::byte const> Extent_reader::mapped(std::size_t number, Page_range pages)
{
	Extent const &extent = _index.extents()[number];

	if (extent.encoding() != Encoding::RAW)
		return { };

	if (!_mapping)
		with_host_errors([&] { _mapping.emplace(_source.file(), _source.size()); });

	auto const stored = _mapping->bytes().subspan(extent.stored().first(),
	                                              extent.stored().count());
	if (!_checked[number]) {
		_check(number, stored);
		_checked[number] = true;
	}

	return stored.subspan((pages.first() - extent.pages().first())*PAGE_SIZE,
	                      pages.count()*PAGE_SIZE);
}


void Extent_reader::check(std::size_t number)
{
	Extent const &extent = _index.extents()[number];

	if (!extent.stored().empty())
		_read_stored(number, _stored.first(extent.stored().count()));
}


void Extent_reader::verify(std::size_t number)
{
	Extent const &extent = _index.extents()[number];

	if (extent.stored().empty())
		return;

	_decoded_extent.reset();
	_read_extent(number, _decoded.first(extent.pages().count()*PAGE_SIZE));
}
