/*
 * \brief  Preparation of memory for a restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__MEMORY_RESTORE_H_
#define _RTCR__MEMORY_RESTORE_H_

#include <vector>

#include <core/dataspace.h>
#include <host/arena.h>
#include <host/page_copy.h>
#include <rtcr/memory_content.h>
#include <rtcr/progress.h>

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
	bool         shared = false; /* others can access it */

	/* content may come in meanwhile, what is there now tells nothing */
	bool         incomplete = false;
};


/**
 * How a dataspace gets its content
 *
 * A dataspace that exists keeps its memory, others get a new one. If it is
 * known which pages were written since the capture, those that differ are
 * copied. Otherwise, the content comes in when it is accessed, if that is
 * wanted, and nobody else can access it. If this is
 * not so, all pages are compared, or replaced if there is nothing to compare
 * with.
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
		bool                    const _incomplete;
		std::vector<Change>           _changes { };
		std::shared_ptr<Memory_image> _image   { };   /* image of the live dataspace */

		/* set if the content comes in on demand */
		std::shared_ptr<Core::Content_source> _source { };

		/* set if the image tells which pages differ */
		Memory_version const *_version = nullptr;

		void _add_change_if_different(uint64_t page, char const *content);
		Page_set _existing(uint64_t first, uint64_t count) const;

		void _find_changes_by_image();
		void _find_changes_by_comparison(Memory_content const &, Index, Progress_meter &);

	public:

		/**
		 * Constructor, used without the kernel lock
		 *
		 * \param on_demand  whether the content may come in when it is accessed
		 * \param live    dataspace to be changed, of which 'images' knows what
		 *                was written
		 * \param index   position of the dataspace in the snapshot
		 * \param size    its size in bytes
		 *
		 * \throw Host::Arena::Out_of_memory
		 */
		Prepared_memory(Host::Arena &, Memory_images const &images, Memory_content const &,
		                bool on_demand, Live_dataspace &&live, Index index, uint64_t size,
		                Progress_meter &);

		/**
		 * Return true if this is made for the given dataspace
		 */
		bool made_for(Object_id id) const { return _id == id; }

		/**
		 * Return true if what is mapped of an existing dataspace stays mapped,
		 * and is all of it
		 */
		bool stays_mapped() const { return !_id || (!_source && !_incomplete); }

		/**
		 * Return new memory, for a dataspace that did not exist
		 */
		Host::Memory take() { return std::move(_memory); }

		/**
		 * Add the copies that put back what is to be changed of an existing dataspace
		 */
		void put_back(std::vector<Host::Page_copy> &copies);

		/**
		 * Give the dataspace its content, after 'take' if it is new, or after
		 * the copies of 'put_back'
		 */
		void apply(Core::Ram_dataspace &, Core::Content_fetcher &);
};

#endif /* _RTCR__MEMORY_RESTORE_H_ */
