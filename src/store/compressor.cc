/*
 * \brief  Compression of extents with Zstandard
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/compressor.h>

#include <new>

#include <zstd.h>

using namespace Store;


void Compressor::Release::operator () (ZSTD_CCtx_s *context) const { ZSTD_freeCCtx(context); }


Compressor::Compressor(int level) : _context(ZSTD_createCCtx())
{
	if (!_context)
		throw std::bad_alloc();

	ZSTD_CCtx_setParameter(_context.get(), ZSTD_c_compressionLevel, level);
}


std::span<std::byte const> Compressor::compress(std::span<std::byte const> source,
                                                std::span<std::byte> destination)
{
	auto const size = ZSTD_compress2(_context.get(),
	                                 destination.data(), destination.size(),
	                                 source.data(), source.size());

	return destination.first(ZSTD_isError(size) ? 0 : size);
}
