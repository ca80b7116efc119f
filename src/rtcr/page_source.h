/*
 * \brief  Content of a dataspace that comes from an archive of pages on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PAGE_SOURCE_H_
#define _RTCR__PAGE_SOURCE_H_

#include <memory>
#include <vector>

#include <core/content_source.h>
#include <host/arena.h>
#include <rtcr/page_archive.h>
#include <rtcr/snapshot.h>

namespace Rtcr { class Page_source; }


class Rtcr::Page_source : public Core::Content_source
{
	private:

		using Runs = std::vector<Ram_dataspace::Run>;

		Host::Memory const                  _memory;
		std::shared_ptr<Page_archive> const _archive;
		Runs const                          _runs;   /* ascending */

		void _for_each_run(uint64_t offset, uint64_t size, auto const &fn) const;
		void _clear(uint64_t first_page, uint64_t end_page);

	public:

		/**
		 * Constructor
		 *
		 * \param memory  to be filled, with arbitrary content
		 * \param runs    pages with content and their places in the archive
		 */
		Page_source(Host::Memory const &memory, std::shared_ptr<Page_archive> const &archive,
		            Runs const &runs)
		: _memory(memory.shared()), _archive(archive), _runs(runs) { }

		/** Content_source interface */
		bool ready(uint64_t offset, uint64_t size) override;
		void prepare(uint64_t offset, uint64_t size) override;
		void fill(uint64_t offset, uint64_t size) override;
};

#endif /* _RTCR__PAGE_SOURCE_H_ */
