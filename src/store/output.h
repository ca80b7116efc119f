/*
 * \brief  Sequential writer of a file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__OUTPUT_H_
#define _STORE__OUTPUT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <host/file.h>
#include <store/range.h>
#include <store/temporary_file.h>

namespace Store { class Output; }


/**
 * Small pieces are gathered, large ones go to the file from where they are
 */
class Store::Output
{
	private:

		static constexpr std::size_t BUFFER_SIZE = 256*1024;

		/* what the storage device gets at a time, while the rest is prepared */
		static constexpr std::size_t WRITEBACK_SIZE = 2*1024*1024;

		/* pieces of this size are not worth a copy */
		static constexpr std::size_t DIRECT_SIZE = 64*1024;

		Host::File            &_file;
		Durability       const _durability;
		std::uint64_t          _written;   /* position behind what the file has */
		std::uint64_t          _submitted; /* ... what the storage device is getting */
		std::vector<std::byte> _buffer { };

		void _write(std::span<std::byte const>);

	public:

		/**
		 * Constructor
		 *
		 * \param position    offset in the file of the first piece
		 * \param durability  what is going to be asked of the file when it is
		 *                    complete
		 */
		Output(Host::File &file, std::uint64_t position, Durability durability);

		/**
		 * Return offset in the file of the next piece
		 */
		std::uint64_t position() const { return _written + _buffer.size(); }

		/**
		 * Append zeros up to the next multiple of 'alignment', at most PAGE_SIZE
		 *
		 * \return  number of zeros
		 * \throw Host::System_error
		 */
		std::uint32_t align(std::uint64_t alignment);

		/**
		 * Append 'bytes'
		 *
		 * \return  place of the bytes in the file
		 * \throw Host::System_error
		 */
		File_range write(std::span<std::byte const> bytes);

		/**
		 * Hand all to the file
		 *
		 * \throw Host::System_error
		 */
		void flush();
};

#endif /* _STORE__OUTPUT_H_ */
