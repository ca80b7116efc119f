/*
 * \brief  Pages whose content tells when they were written
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _PAGES_H_
#define _PAGES_H_

#include <base/attached_ram_dataspace.h>
#include <base/env.h>
#include <util/noncopyable.h>
#include <util/reconstructible.h>

namespace Memory {

	using namespace Genode;

	class Pages;
}


/**
 * Pages that are spread over several dataspaces
 *
 * The generation in which a page was written last is kept aside, so a page of
 * an earlier generation is recognized as such.
 */
class Memory::Pages : Noncopyable
{
	private:

		enum {
			PAGE_SIZE      = 4096,
			WORDS          = PAGE_SIZE/sizeof(uint64_t),
			MAX_DATASPACES = 64,
		};

		Env                                  &_env;
		size_t                          const _num_pages;
		size_t                          const _pages_per_ds;
		Attached_ram_dataspace                _generations;
		Constructible<Attached_ram_dataspace> _dataspaces[MAX_DATASPACES] { };

		static size_t _checked_pages_per_ds(size_t num_pages, size_t ds_size);

		uint64_t volatile *_page(size_t page);

		unsigned &_generation(size_t page) { return _generations.local_addr<unsigned>()[page]; }

	public:

		/**
		 * Constructor
		 *
		 * \param size     bytes in total, rounded up to pages
		 * \param ds_size  bytes per dataspace
		 */
		Pages(Env &env, size_t size, size_t ds_size);

		size_t num_pages() const { return _num_pages; }

		void write(size_t page, unsigned generation);

		/**
		 * Check content of a page
		 *
		 * \return  false if it is wrong, which is reported
		 */
		bool verify(size_t page);
};

#endif /* _PAGES_H_ */
