/*
 * \brief  Content of captured dataspaces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__MEMORY_CONTENT_H_
#define _RTCR__MEMORY_CONTENT_H_

#include <span>
#include <vector>

#include <core/content_source.h>
#include <host/page_file.h>
#include <rtcr/memory_images.h>
#include <rtcr/snapshot.h>
#include <rtcr/progress.h>

namespace Rtcr {

	class Memory_content;

	/**
	 * Write content of dataspaces to a file
	 *
	 * \param dataspaces  get the places of their pages within the file
	 * \param meter       counts the pages
	 *
	 * \throw Host::System_error
	 */
	Host::Page_file write_pages(std::vector<Memory_version> const &,
	                            std::vector<Ram_dataspace> &dataspaces, Progress_meter &meter);
}


/**
 * Content of the dataspaces of a snapshot, wherever it is
 */
class Rtcr::Memory_content
{
	private:

		std::vector<Ram_dataspace>  const *_dataspaces = nullptr;
		Host::Page_file             const *_file       = nullptr;
		std::vector<Memory_version> const *_versions   = nullptr;

	public:

		/** Content in a file */
		Memory_content(Snapshot const &snapshot, Host::Page_file const &pages)
		: _dataspaces(&snapshot.ram_dataspaces), _file(&pages) { }

		/** Content kept in memory, in the order of the dataspaces of the snapshot */
		explicit Memory_content(std::vector<Memory_version> const &versions)
		: _versions(&versions) { }

		/**
		 * Call 'fn' for each page of a dataspace that is not zero, in ascending
		 * order
		 */
		void for_each_page(Index dataspace, Memory_image::Page_fn const &fn) const;

		/**
		 * Return source of the content of a dataspace, null if there is no file
		 *
		 * \param memory  to be filled
		 *
		 * \throw Host::System_error
		 */
		std::unique_ptr<Core::Content_source> source(Index dataspace, Host::Memory const &memory) const;

		/** Return version with the content of a dataspace, null for a file */
		Memory_version const *version(Index dataspace) const
		{
			return _versions ? &(*_versions)[dataspace] : nullptr;
		}
};

#endif /* _RTCR__MEMORY_CONTENT_H_ */
