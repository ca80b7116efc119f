/*
 * \brief  Preparation of memory for a restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__MEMORY_RESTORE_H_
#define _RTCR__MEMORY_RESTORE_H_

#include <vector>

#include <host/arena.h>
#include <rtcr/memory_content.h>

namespace Rtcr {

	class  Prepared_memory;
	struct Live_dataspace;
}


/**
 * Dataspace that exists and belongs to components that stand still
 */
struct Rtcr::Live_dataspace
{
	Object_id    id = 0;         /* 0 if the dataspace does not exist */
	Host::Memory memory { };
};


/**
 * How a dataspace gets its content
 *
 * A dataspace that exists keeps its memory, and only the pages that differ
 * are copied. To find them, pages that were not written since the capture are
 * not looked at, if this is known. For other dataspaces, there is new memory.
 */
class Rtcr::Prepared_memory
{
	private:

		struct Change
		{
			uint64_t    page;
			char const *content;   /* null for zeros */
		};

		Object_id                     _id = 0;
		Host::Memory                  _memory;
		std::vector<Change>           _changes { };
		std::shared_ptr<Memory_image> _image   { };   /* image of the live dataspace */

		/* set if the image tells which pages differ */
		Memory_version const *_version = nullptr;

		void _add_change_if_different(uint64_t page, char const *content, bool exists);
		void _find_changes_by_image();
		void _find_changes_by_comparison(Memory_content const &, Index);

	public:

		/**
		 * Constructor, used without the kernel lock
		 *
		 * \param live    dataspace to be changed, of which 'images' knows what
		 *                was written
		 * \param index   position of the dataspace in the snapshot
		 * \param size    its size in bytes
		 *
		 * \throw Host::Arena::Out_of_memory
		 */
		Prepared_memory(Host::Arena &, Memory_images const &images, Memory_content const &,
		                Live_dataspace &&live, Index index, uint64_t size);

		/**
		 * Return true if this is made for the given dataspace
		 */
		bool made_for(Object_id id) const { return _id == id; }

		/**
		 * Change the content of the live dataspace
		 */
		void apply();

		/**
		 * Return new memory, for a dataspace that did not exist
		 */
		Host::Memory take() { return std::move(_memory); }

		/** Return number of pages to be copied in place */
		uint64_t num_changes() const { return _changes.size(); }
};

#endif /* _RTCR__MEMORY_RESTORE_H_ */
