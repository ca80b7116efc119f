/*
 * \brief  Writer of extents
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__EXTENT_WRITER_H_
#define _STORE__EXTENT_WRITER_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <store/compressor.h>
#include <store/index_builder.h>
#include <store/output.h>
#include <store/write_options.h>

namespace Store { class Extent_writer; }


class Store::Extent_writer
{
	private:

		Output        &_output;
		Index_builder &_index;

		std::optional<Compressor> _compressor { };
		std::vector<std::byte>    _compressed { };

		/*
		 * A zero page between others saves its space if nothing is compressed.
		 * If compressed, it costs next to nothing, unlike one more frame.
		 */
		std::size_t _min_zero_run = 1;

		void _write(Encoding encoding, Page_range pages, std::span<std::byte const> stored);

		void _write_data(std::span<std::byte const> pages);

	public:

		Extent_writer(Output &output, Index_builder &index, Write_options const &options);

		/**
		 * Append extents for the given pages, leave out runs of zero pages
		 *
		 * \param pages  at least one and at most MAX_EXTENT_PAGES pages
		 *
		 * \throw Host::System_error
		 * \throw Error  LIMIT
		 */
		void write(std::span<std::byte const> pages);
};

#endif /* _STORE__EXTENT_WRITER_H_ */
