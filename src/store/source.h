/*
 * \brief  Checked access to the bytes of a snapshot file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__SOURCE_H_
#define _STORE__SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include <host/file.h>
#include <store/error.h>
#include <store/range.h>

namespace Store { class Source; }


class Store::Source
{
	private:

		Host::File    _file;
		std::uint64_t _size;

	public:

		/**
		 * Constructor, opens the file
		 *
		 * \throw Error  IO, or NOT_A_SNAPSHOT if it is not a regular file
		 */
		explicit Source(std::filesystem::path const &path);

		/**
		 * Constructor, for a file that is open already
		 *
		 * \throw Error  IO, or NOT_A_SNAPSHOT if it is not a regular file
		 */
		explicit Source(Host::File &&file);

		Source(Source const &) = delete;
		Source &operator = (Source const &) = delete;

		std::filesystem::path const &path() const { return _file.path(); }

		Host::File const &file() const { return _file; }

		/**
		 * Return size in bytes as of the opening
		 */
		std::uint64_t size() const { return _size; }

		/**
		 * Read the bytes of 'range' into 'destination', which has their size
		 *
		 * \throw Error  IO, or TRUNCATED if the file ends before 'range' does
		 */
		void read(File_range range, std::span<std::byte> destination) const;

		/**
		 * Check that padding is zero, of less than a page
		 *
		 * \throw Error  IO, TRUNCATED, CORRUPT
		 */
		void require_zero(File_range range) const;

		/**
		 * Return error about the section called 'section' at 'offset'
		 */
		Error error(Error::Kind kind, std::string_view section,
		            std::uint64_t offset, std::string_view problem) const;
};

#endif /* _STORE__SOURCE_H_ */
