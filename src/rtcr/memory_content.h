/*
 * \brief  Content of captured dataspaces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__MEMORY_CONTENT_H_
#define _RTCR__MEMORY_CONTENT_H_

#include <map>
#include <memory>
#include <vector>

#include <core/content_source.h>
#include <rtcr/memory_images.h>
#include <rtcr/page_archive.h>
#include <rtcr/snapshot.h>

namespace Rtcr { class Memory_content; }


/**
 * Content of the dataspaces of a snapshot, wherever it is
 */
class Rtcr::Memory_content
{
	private:

		std::vector<Ram_dataspace>  const *_dataspaces = nullptr;
		std::shared_ptr<Page_archive>      _archive { };
		std::vector<Memory_version> const *_versions   = nullptr;

		/* content of dataspaces that had to be read */
		std::map<Index, std::unique_ptr<char[]>> mutable _read { };

		char const *_pages(Index dataspace) const;

	public:

		/** Content in an archive */
		Memory_content(Snapshot const &snapshot, std::shared_ptr<Page_archive> const &archive)
		: _dataspaces(&snapshot.ram_dataspaces), _archive(archive) { }

		/** Content kept in memory, in the order of the dataspaces of the snapshot */
		explicit Memory_content(std::vector<Memory_version> const &versions)
		: _versions(&versions) { }

		/**
		 * Call 'fn' for each page of a dataspace that is not zero, in ascending
		 * order
		 *
		 * The pages stay where they are as long as the object exists.
		 *
		 * \throw Core::Content_lost
		 */
		void for_each_page(Index dataspace, Memory_image::Page_fn const &fn) const;

		/**
		 * Return source of the content of a dataspace, null if there is no
		 * archive
		 *
		 * \param memory  to be filled
		 */
		std::unique_ptr<Core::Content_source> source(Index dataspace, Host::Memory const &memory) const;

		/** Return true if the content is that of a checkpoint kept in memory */
		bool kept() const { return _versions; }

		/** Return version with the content of a dataspace, null for an archive */
		Memory_version const *version(Index dataspace) const
		{
			return _versions ? &(*_versions)[dataspace] : nullptr;
		}
};

#endif /* _RTCR__MEMORY_CONTENT_H_ */
