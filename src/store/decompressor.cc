/*
 * \brief  Decompression of extents with Zstandard
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/decompressor.h>

#include <algorithm>
#include <array>
#include <new>

#include <zstd.h>

using namespace Store;


void Decompressor::Release::operator () (ZSTD_DCtx_s *context) const { ZSTD_freeDCtx(context); }


bool Decompressor::decompress(std::span<std::byte const> source,
                              std::span<std::byte> destination)
{
	/*
	 * The library would also accept several frames, frames to be skipped, and
	 * those of historic formats, whose decoders nobody looks at any more.
	 */
	std::array<std::byte, 4> const magic { std::byte(0x28), std::byte(0xb5),
	                                       std::byte(0x2f), std::byte(0xfd) };

	if (source.size() < magic.size()
	 || !std::ranges::equal(source.first(magic.size()), magic)
	 || ZSTD_findFrameCompressedSize(source.data(), source.size()) != source.size())
		return false;

	if (!_context)
		_context.reset(ZSTD_createDCtx());

	if (!_context)
		throw std::bad_alloc();

	return ZSTD_decompressDCtx(_context.get(), destination.data(), destination.size(),
	                           source.data(), source.size()) == destination.size();
}
