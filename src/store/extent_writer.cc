/*
 * \brief  Writer of extents
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/extent_writer.h>

#include <cstring>

#include <store/layout.h>

using namespace Store;

static constexpr std::size_t MIN_COMPRESSED_ZERO_RUN = 16;


static bool zero_page(std::byte const *page)
{
	/* the page is zero if its first byte is and each byte equals the one before */
	return *page == std::byte(0) && std::memcmp(page, page + 1, PAGE_SIZE - 1) == 0;
}


/**
 * Return number of zero pages at the start of 'pages'
 */
static std::size_t leading_zero_pages(std::span<std::byte const> pages)
{
	std::size_t count = 0;

	while (count*PAGE_SIZE < pages.size() && zero_page(pages.data() + count*PAGE_SIZE))
		count++;

	return count;
}


Extent_writer::Extent_writer(Output &output, Index_builder &index, Write_options const &options)
:
	_output(output), _index(index)
{
	if (options.compression == Compression::ZSTD) {
		_compressor.emplace(options.level);
		_min_zero_run = MIN_COMPRESSED_ZERO_RUN;
	}
}


void Extent_writer::_write(Encoding encoding, Page_range pages, std::span<std::byte const> stored)
{
	auto const padding = _output.align(encoding == Encoding::RAW ? Layout::RAW_ALIGNMENT
	                                                             : Layout::SECTION_ALIGNMENT);
	/* in this order, the checksum brings into the cache what is written next */
	auto const sum   = checksum(stored);
	auto const range = _output.write(stored);

	_index.add_stored(encoding, pages, range, padding, sum);
}


void Extent_writer::_write_data(std::span<std::byte const> pages)
{
	if (pages.empty())
		return;

	auto const range = _index.next_pages(pages.size()/PAGE_SIZE);

	if (_compressor) {

		/* an eighth must be saved, otherwise mapping the pages is worth more */
		_compressed.resize(MAX_EXTENT_SIZE);
		auto const limit      = pages.size() - pages.size()/8;
		auto const compressed = _compressor->compress(pages, std::span(_compressed).first(limit));

		if (!compressed.empty()) {
			_write(Encoding::ZSTD, range, compressed);
			return;
		}
	}
	_write(Encoding::RAW, range, pages);
}


void Extent_writer::write(std::span<std::byte const> pages)
{
	auto const count = pages.size()/PAGE_SIZE;

	auto part = [&] (std::size_t from, std::size_t to) {
		return pages.subspan(from*PAGE_SIZE, (to - from)*PAGE_SIZE); };

	std::size_t data = 0;   /* first page that is not written */

	for (std::size_t i = 0; i < count; ) {

		auto const zeros = leading_zero_pages(part(i, count));

		if (zeros >= _min_zero_run || zeros == count) {
			_write_data(part(data, i));
			_index.add_zero(_index.next_pages(zeros));
			data = i + zeros;
		}
		i += zeros ? zeros : 1;
	}
	_write_data(part(data, count));
}
