/*
 * \brief  Stock of buffers for decoded extents
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _NUCLEUS__EXTENT_BUFFERS_H_
#define _NUCLEUS__EXTENT_BUFFERS_H_

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <host/large_pages.h>
#include <store/limits.h>

namespace Nucleus { class Extent_buffers; }


/**
 * Buffers that are kept for whoever needs some next
 *
 * The first access to each page of fresh memory is a fault, which takes longer
 * than to read the page. So the buffers lie in large pages as well.
 */
class Nucleus::Extent_buffers
{
	public:

		/** Memory of 'Store::MAX_EXTENT_SIZE' bytes, gives its page back with the last one of it */
		using Buffer = std::shared_ptr<std::byte>;

	private:

		/* enough for two restores at a time whose pages lie side by side */
		static constexpr std::size_t MAX_KEPT = 8;

		static constexpr std::size_t PER_PAGE = Host::LARGE_PAGE_SIZE/Store::MAX_EXTENT_SIZE;

		std::mutex          _mutex { };
		std::vector<Buffer> _kept  { };

		void _add_page()
		{
			auto const page = std::make_shared<Host::Large_page>();

			for (std::size_t i = PER_PAGE; i > 0; i--)
				_kept.emplace_back(page, page->memory() + (i - 1)*Store::MAX_EXTENT_SIZE);
		}

	public:

		Extent_buffers() { _kept.reserve(MAX_KEPT + PER_PAGE); }

		/**
		 * Return buffer of undefined content
		 *
		 * \throw std::bad_alloc
		 * \throw Host::System_error
		 */
		Buffer take()
		{
			std::lock_guard const guard(_mutex);

			if (_kept.empty())
				_add_page();

			Buffer buffer = std::move(_kept.back());
			_kept.pop_back();
			return buffer;
		}

		/** Give back a buffer, or null */
		void give_back(Buffer &&buffer)
		{
			std::lock_guard const guard(_mutex);
			if (buffer && _kept.size() < MAX_KEPT)
				_kept.push_back(std::move(buffer));
		}

		/** Return number of buffers that are kept */
		std::size_t kept()
		{
			std::lock_guard const guard(_mutex);
			return _kept.size();
		}
};

#endif /* _NUCLEUS__EXTENT_BUFFERS_H_ */
