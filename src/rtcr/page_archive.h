/*
 * \brief  Pages of a snapshot, by their numbers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PAGE_ARCHIVE_H_
#define _RTCR__PAGE_ARCHIVE_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include <core/content_source.h>
#include <host/page_file.h>
#include <rtcr/progress.h>

namespace Rtcr {

	class Page_archive;
	class Plain_archive;
}


/**
 * Pages that somebody else keeps
 *
 * All methods can be called by any thread, with and without the kernel lock.
 */
class Rtcr::Page_archive
{
	public:

		virtual ~Page_archive() { }

		/** Return number of pages */
		virtual uint64_t size() const = 0;

		/**
		 * Return pages from 'first' on in memory, valid as long as the object, null
		 * if they must be read
		 */
		virtual char const *mapped(uint64_t /* first */, uint64_t /* count */) const { return nullptr; }

		/** Return true if reading pages is a matter of copying */
		virtual bool ready(uint64_t /* first */, uint64_t /* count */) { return true; }

		/**
		 * Obtain pages, so that reading them soon is a matter of copying
		 *
		 * \throw Core::Content_lost
		 */
		virtual void prepare(uint64_t /* first */, uint64_t /* count */) { }

		/**
		 * Read pages from 'first' on
		 *
		 * \param destination  a multiple of the page size
		 *
		 * \throw Core::Content_lost  also if a page does not exist
		 */
		virtual void read(uint64_t first, std::span<char> destination) = 0;

		/**
		 * Check all pages for damage
		 *
		 * \throw Core::Content_lost
		 * \throw ...                 what 'progress' throws
		 */
		virtual void check(Progress const & /* progress */) { }
};


/**
 * Pages in a file that does not change anymore
 */
class Rtcr::Plain_archive : public Page_archive
{
	private:

		Host::Page_file const _file;

	public:

		explicit Plain_archive(Host::Page_file &&file) : _file(std::move(file)) { }

		/** Page_archive interface */
		uint64_t size() const override { return _file.size(); }

		char const *mapped(uint64_t first, uint64_t count) const override;
		void read(uint64_t first, std::span<char> destination) override;
};

#endif /* _RTCR__PAGE_ARCHIVE_H_ */
