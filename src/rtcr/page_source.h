/*
 * \brief  Content of a dataspace that comes from a file of pages on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PAGE_SOURCE_H_
#define _RTCR__PAGE_SOURCE_H_

#include <core/content_source.h>
#include <host/arena.h>
#include <host/page_file.h>
#include <rtcr/snapshot.h>

namespace Rtcr { class Page_source; }


class Rtcr::Page_source : public Core::Content_source
{
	private:

		using Runs = std::vector<Ram_dataspace::Run>;

		Host::Memory const _memory;
		Host::File   const _file;
		Runs         const _runs;   /* ascending */

		void _clear(uint64_t first_page, uint64_t end_page);

	public:

		/**
		 * Constructor
		 *
		 * \param memory  to be filled, with arbitrary content
		 * \param runs    pages with content and their places in the file
		 *
		 * \throw Host::System_error
		 */
		Page_source(Host::Memory const &memory, Host::Page_file const &file, Runs const &runs)
		: _memory(memory.shared()), _file(file.file().duplicate()), _runs(runs) { }

		/** Content_source interface */
		void fill(uint64_t offset, uint64_t size) override;
};

#endif /* _RTCR__PAGE_SOURCE_H_ */
