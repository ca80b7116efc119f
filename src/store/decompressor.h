/*
 * \brief  Decompression of extents with Zstandard
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__DECOMPRESSOR_H_
#define _STORE__DECOMPRESSOR_H_

#include <cstddef>
#include <memory>
#include <span>

struct ZSTD_DCtx_s;

namespace Store { class Decompressor; }


class Store::Decompressor
{
	private:

		struct Release { void operator () (ZSTD_DCtx_s *) const; };

		/* created by the first use, many files need none */
		std::unique_ptr<ZSTD_DCtx_s, Release> _context { };

	public:

		/**
		 * Decompress 'source', which may be hostile
		 *
		 * \return  true if 'source' is exactly one frame that fills exactly
		 *          'destination'
		 */
		[[nodiscard]] bool decompress(std::span<std::byte const> source,
		                              std::span<std::byte> destination);
};

#endif /* _STORE__DECOMPRESSOR_H_ */
