/*
 * \brief  Sequence of pages in an anonymous file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PAGE_FILE_H_
#define _HOST__PAGE_FILE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <memory>
#include <mutex>
#include <optional>

#include <host/file.h>

namespace Host {

	class Page_file;
	class Page_file_writer;
}


/**
 * Pages that do not change anymore, whoever holds a descriptor of the file
 */
class Host::Page_file
{
	private:

		friend class Page_file_writer;

		/* made when it is needed, because not everybody needs it, and it costs time */
		struct Mapping
		{
			std::once_flag              once   { };
			std::optional<File_mapping> access { };
		};

		File                     _file;
		uint64_t                 _size;      /* in pages */
		std::unique_ptr<Mapping> _mapping = std::make_unique<Mapping>();

		explicit Page_file(File &&file);

	public:

		static constexpr size_t PAGE_SIZE = 4096;

		/**
		 * Take over a file that somebody else produced
		 *
		 * If the file could still be changed, its content is copied.
		 *
		 * \param num_pages  number of pages that the file must have
		 *
		 * \throw System_error
		 * \throw std::invalid_argument  the file is shorter or not a regular one
		 */
		static Page_file received(File &&file, uint64_t num_pages);

		Page_file(Page_file &&) = default;

		/**
		 * Return content, a multiple of 'PAGE_SIZE' bytes
		 *
		 * \throw System_error  it cannot be mapped
		 */
		std::span<std::byte const> bytes() const;

		/** Return number of pages */
		uint64_t size() const { return _size; }

		File const &file() const { return _file; }
};


/**
 * Producer of a page file
 */
class Host::Page_file_writer
{
	private:

		static constexpr size_t BATCH = 256;   /* pages written at a time */

		File     _file;
		uint64_t _size    = 0;   /* bytes */
		uint64_t _written = 0;   /* bytes */

		std::vector<std::byte const *> _batch { };

		void _flush();

	public:

		/**
		 * \throw System_error
		 */
		Page_file_writer() : _file(File::anonymous("page file")) { }

		/**
		 * Append page
		 *
		 * \param page  content, which must not change until 'finish'
		 *
		 * \throw System_error
		 */
		void append(void const *page);

		/** Return number of pages */
		uint64_t size() const { return _size/Page_file::PAGE_SIZE; }

		/**
		 * Return finished file, the writer must not be used anymore
		 *
		 * \throw System_error
		 */
		Page_file finish();
};

#endif /* _HOST__PAGE_FILE_H_ */
