/*
 * \brief  Content of memory that comes in when it is needed
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__CONTENT_SOURCE_H_
#define _CORE__CONTENT_SOURCE_H_

#include <cstdint>

namespace Core { class Content_source; }


class Core::Content_source
{
	public:

		virtual ~Content_source() { }

		/**
		 * Put content into a part of the memory
		 *
		 * Called with the kernel lock held.
		 *
		 * \param offset  within the memory, a multiple of the page size
		 * \param size    multiple of the page size
		 *
		 * \throw Host::System_error
		 */
		virtual void fill(uint64_t offset, uint64_t size) = 0;
};

#endif /* _CORE__CONTENT_SOURCE_H_ */
