/*
 * \brief  Content of memory that comes in when it is needed
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__CONTENT_SOURCE_H_
#define _CORE__CONTENT_SOURCE_H_

#include <cstdint>
#include <stdexcept>

namespace Core {

	class Content_source;
	class Content_fetcher;
	class Ram_dataspace;

	/** Content is damaged or cannot be obtained, the message tells which and why */
	struct Content_lost : std::runtime_error { using std::runtime_error::runtime_error; };
}


class Core::Content_source
{
	public:

		virtual ~Content_source() { }

		/**
		 * Return true if 'fill' is a matter of copying
		 *
		 * \param offset  within the memory, a multiple of the page size
		 * \param size    multiple of the page size
		 */
		virtual bool ready(uint64_t offset, uint64_t size) = 0;

		/**
		 * Obtain content, so that 'fill' has it at hand
		 *
		 * This may take long. Called without the kernel lock, by any thread.
		 *
		 * \throw Content_lost
		 */
		virtual void prepare(uint64_t offset, uint64_t size) = 0;

		/**
		 * Put content into a part of the memory
		 *
		 * Called with the kernel lock held.
		 *
		 * \throw Content_lost
		 */
		virtual void fill(uint64_t offset, uint64_t size) = 0;
};


/**
 * Thread that obtains content while others run on
 */
class Core::Content_fetcher
{
	public:

		virtual ~Content_fetcher() { }

		/**
		 * Call 'Ram_dataspace::provide_fetched' soon
		 *
		 * Called with the kernel lock held.
		 */
		virtual void fetch(Ram_dataspace &, uint64_t offset) = 0;
};

#endif /* _CORE__CONTENT_SOURCE_H_ */
