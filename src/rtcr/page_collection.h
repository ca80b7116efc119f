/*
 * \brief  Pages of a checkpoint on their way to a file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PAGE_COLLECTION_H_
#define _RTCR__PAGE_COLLECTION_H_

#include <cstdint>
#include <vector>

#include <host/page_file.h>
#include <rtcr/memory_images.h>
#include <rtcr/progress.h>
#include <rtcr/rom_pages.h>
#include <rtcr/snapshot.h>

namespace Rtcr {

	struct Inherited_pages;
	struct Page_base;
	class  Page_collection;
}


/**
 * Pages of a checkpoint that are those of an earlier one
 */
struct Rtcr::Inherited_pages
{
	uint64_t page;        /* number of the first one */
	uint64_t base_page;   /* its number in the earlier checkpoint */
	uint64_t count;
};


/**
 * Checkpoint of which somebody has the pages
 */
struct Rtcr::Page_base
{
	std::vector<Memory_version> const &memory;
	std::vector<Ram_dataspace>  const &dataspaces;   /* with the places of the pages */
};


/**
 * Pages of dataspaces, numbered one after the other
 *
 * Those that the owner of a base has are not copied, nor those of ROM modules.
 */
class Rtcr::Page_collection
{
	private:

		class Unchanged;

		Page_base const       *_base;
		Rom_pages             &_rom_pages;
		Host::Page_file_writer _copied { };
		uint64_t               _count = 0;

		std::vector<Inherited_pages> _inherited { };

		Unchanged _unchanged(Memory_version const &) const;

		bool _inherit(uint64_t base_page);

		Page_number _place(char const *page, std::optional<Page_number> base, bool rom);

	public:

		/** Elements of the list of inherited pages, further ones are copied */
		static constexpr size_t MAX_INHERITED = 1u << 20;

		/** Runs of a dataspace that pages of ROM modules may lead to */
		static constexpr size_t MAX_ROM_RUNS = 1u << 16;

		/**
		 * Constructor
		 *
		 * \param base       null if all pages are needed
		 * \param rom_pages  must exist as long as the object
		 *
		 * \throw Host::System_error
		 */
		Page_collection(Page_base const *base, Rom_pages &rom_pages)
		: _base(base), _rom_pages(rom_pages) { }

		/**
		 * Add pages of a dataspace
		 *
		 * \param version    must exist until 'finish'
		 * \param dataspace  gets the places of its pages
		 * \param meter      counts the pages
		 *
		 * \throw Host::System_error
		 */
		void add(Memory_version const &version, Ram_dataspace &dataspace, Progress_meter &meter);

		/** Return number of pages, the inherited ones included, those of ROM modules not */
		uint64_t count() const { return _count; }

		/** Return what the base has, in ascending order */
		std::vector<Inherited_pages> const &inherited() const { return _inherited; }

		/**
		 * Return file with all other pages, the object must not be used anymore
		 *
		 * \throw Host::System_error
		 */
		Host::Page_file finish() { return _copied.finish(); }
};

#endif /* _RTCR__PAGE_COLLECTION_H_ */
