/*
 * \brief  Memory of nucleus for copies of pages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PAGE_POOL_H_
#define _HOST__PAGE_POOL_H_

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <host/assistant.h>
#include <host/page_extents.h>
#include <host/workers.h>

namespace Host { class Page_pool; }


/**
 * Pages with reference counts
 *
 * Pages are kept for reuse when they are given back, because the first access
 * to fresh memory is far more expensive than a copy.
 */
class Host::Page_pool
{
	public:

		/** Number of a page in the pool */
		using Frame = uint32_t;

		/** Stands for a page of zeros, takes no memory and no references */
		static constexpr Frame ZERO = 0;

		static constexpr size_t   PAGE_SIZE  = 4096;
		static constexpr unsigned FRAME_BITS = 28;      /* pages of 1 TiB */

	private:

		/* taken from the host at a time */
		static constexpr size_t EXTENT_PAGES = Page_extents::SIZE/PAGE_SIZE;

		Assistant    _assistant { };
		Workers      _workers   { };
		Page_extents _supply;

		std::vector<char *>   _extents    { };
		std::vector<uint32_t> _references { 1 };        /* by frame */
		std::vector<Frame>    _free       { };

		void _add_extent();

		Page_pool(Page_pool const &) = delete;
		Page_pool &operator = (Page_pool const &) = delete;

	public:

		/** Thrown when the pool has reached its limit */
		struct Exhausted : std::runtime_error { using std::runtime_error::runtime_error; };

		/**
		 * Constructor
		 *
		 * \param limit  number of bytes to take from the host at most
		 */
		explicit Page_pool(size_t limit = SIZE_MAX)
		: _supply(_workers, limit/Page_extents::SIZE) { }

		~Page_pool();

		/**
		 * Return page of arbitrary content with one reference
		 *
		 * \throw System_error  the host has no memory, nothing has changed
		 * \throw Exhausted     likewise
		 */
		Frame allocate();

		/**
		 * Make sure that the next 'count' allocations are satisfied at once, as
		 * far as the limit of the pool permits
		 *
		 * \throw System_error
		 */
		void reserve(size_t count);

		void add_reference(Frame frame)  { if (frame != ZERO) _references[frame]++; }

		/** Drop reference, the last one gives the page back */
		void drop_reference(Frame frame)
		{
			if (frame != ZERO && --_references[frame] == 0)
				_free.push_back(frame);
		}

		/** Return true if there is one reference to the page only */
		bool exclusive(Frame frame) const { return frame != ZERO && _references[frame] == 1; }

		/**
		 * Return content, which must not be accessed for 'ZERO'
		 */
		char *data(Frame frame) const
		{
			return _extents[(frame - 1)/EXTENT_PAGES] + ((frame - 1)%EXTENT_PAGES)*PAGE_SIZE;
		}

		/** Return threads for work upon many pages */
		Workers &workers() { return _workers; }

		/** Return thread for work upon few pages while nobody must wait long */
		Assistant &assistant() { return _assistant; }

		/** Return where the memory comes from */
		Page_extents &supply() { return _supply; }

		/** Return number of pages that may be taken from the host */
		size_t limit() const { return _supply.max()*EXTENT_PAGES; }

		/** Return number of pages taken from the host */
		size_t total() const { return _supply.count()*EXTENT_PAGES; }

		/** Return number of pages in use */
		size_t used() const { return _extents.size()*EXTENT_PAGES - _free.size(); }
};

#endif /* _HOST__PAGE_POOL_H_ */
