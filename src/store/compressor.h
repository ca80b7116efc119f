/*
 * \brief  Compression of extents with Zstandard
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__COMPRESSOR_H_
#define _STORE__COMPRESSOR_H_

#include <cstddef>
#include <memory>
#include <span>

struct ZSTD_CCtx_s;

namespace Store { class Compressor; }


class Store::Compressor
{
	private:

		struct Release { void operator () (ZSTD_CCtx_s *) const; };

		std::unique_ptr<ZSTD_CCtx_s, Release> _context;

	public:

		/**
		 * Constructor
		 *
		 * \param level  level of Zstandard, values out of its range are
		 *               replaced by the nearest
		 */
		explicit Compressor(int level);

		/**
		 * Compress 'source' into one frame
		 *
		 * \return  part of 'destination' that was used, empty if the frame does
		 *          not fit
		 */
		std::span<std::byte const> compress(std::span<std::byte const> source,
		                                    std::span<std::byte> destination);
};

#endif /* _STORE__COMPRESSOR_H_ */
