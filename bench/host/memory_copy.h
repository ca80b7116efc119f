/*
 * \brief  Copying of memory that is in place
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__MEMORY_COPY_H_
#define _BENCH__HOST__MEMORY_COPY_H_

#include <cstddef>
#include <vector>

namespace Bench { class Memory_copy; }


/**
 * Two buffers, one to be copied into the other
 *
 * This is the physical limit for whatever has to duplicate as much memory.
 */
class Bench::Memory_copy
{
	private:

		std::vector<std::byte> _from;
		std::vector<std::byte> _to;

	public:

		/**
		 * Constructor, brings the memory into place
		 */
		explicit Memory_copy(size_t size);

		/** Return the source, which is filled with varying content */
		std::vector<std::byte> const &content() const { return _from; }

		/**
		 * Return microseconds of a copy
		 */
		double us();
};

#endif /* _BENCH__HOST__MEMORY_COPY_H_ */
