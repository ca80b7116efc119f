/*
 * \brief  Copying of much memory
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PAGE_COPY_H_
#define _HOST__PAGE_COPY_H_

#include <cstddef>

#include <host/assistant.h>
#include <host/function_ref.h>

namespace Host {

	/**
	 * Copy pages in a way that leaves the caches to others
	 *
	 * This is faster than 'memcpy' unless the copies are going to be read soon.
	 * They are seen by other threads when the object is gone.
	 */
	class Page_stream
	{
		public:

			Page_stream() { }
			~Page_stream();

			Page_stream(Page_stream const &) = delete;
			Page_stream &operator = (Page_stream const &) = delete;

			/**
			 * Copy a page
			 *
			 * \param to  multiple of the page size
			 */
			void copy(char *to, char const *from);
	};

	/** Where a page goes to, and where it comes from, null for zeros */
	struct Page_copy
	{
		char       *to;
		char const *from;
	};

	/**
	 * Copy scattered pages, with the help of another thread
	 *
	 * \param count  number of pages
	 * \param copy   returns what to copy, given a number below 'count', called
	 *               by both threads
	 */
	void copy_pages(Assistant &, size_t count, Function_ref<Page_copy (size_t)> const &copy);
}

#endif /* _HOST__PAGE_COPY_H_ */
