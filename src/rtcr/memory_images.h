/*
 * \brief  Copies of the dataspaces that were captured so far
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__MEMORY_IMAGES_H_
#define _RTCR__MEMORY_IMAGES_H_

#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <host/arena.h>
#include <host/process.h>
#include <host/write_search.h>
#include <kernel/system.h>
#include <rtcr/component_set.h>
#include <rtcr/memory_image.h>

namespace Rtcr {

	class Memory_images;
	class Memory_version;
}


/**
 * Version of the copy of a dataspace, given up on destruction
 *
 * The object can be destructed by any thread at any time, because the version
 * ends up in a bin that 'Memory_images' empties.
 */
class Rtcr::Memory_version
{
	public:

		using Image = std::shared_ptr<Memory_image>;

		struct Bin
		{
			Host::Page_pool pool;

			std::mutex                                            mutex { };
			std::vector<std::pair<Image, Memory_image::Version>> versions { };

			explicit Bin(size_t limit) : pool(limit) { }

			/** Release the versions of the bin */
			void empty();
		};

	private:

		std::shared_ptr<Bin>  _bin;
		Image                 _image;
		Memory_image::Version _version;
		uint64_t              _num_pages;

	public:

		/**
		 * Constructor, saves the head of the image
		 */
		Memory_version(std::shared_ptr<Bin> const &bin, Image const &image)
				: _bin(bin), _image(image), _version(image->commit()), _num_pages(image->num_pages()) { }

		~Memory_version();

		Memory_version(Memory_version &&) = default;

		Image const &image() const { return _image; }

		Memory_image::Version number() const { return _version; }

		/** Return number of pages with content */
		uint64_t num_pages() const { return _num_pages; }

		/** Return true if 'other' is a version of the same image, and not a later one */
		bool follows(Memory_version const &other) const
		{
			return _image == other._image && _version >= other._version;
		}

		/**
		 * Return pages that may differ from those of an earlier version, in
		 * ascending order
		 *
		 * \param earlier  version that this one follows
		 */
		std::vector<uint32_t> changes_since(Memory_version const &earlier) const
		{
			return _image->changes(earlier._version, _version);
		}

		/** See 'Memory_image::for_each_page' */
		void for_each_page(Memory_image::Page_fn const &fn) const
		{
			_image->for_each_page(_version, fn);
		}
};


/**
 * All images, and the knowledge which of their pages were written
 */
class Rtcr::Memory_images
{
	private:

		using Image = Memory_version::Image;

		Host::Write_tracking &_tracking;

		std::shared_ptr<Memory_version::Bin> const _bin;

		std::map<Kernel::Object::Id, Image> _images    { };
		std::map<uint64_t, Image>           _by_offset { };   /* of the memory in the arena */

		void _written(uint64_t offset, uint64_t size);
		void _written(Host::Write_search::Parts const &);
		void _forget(std::map<Kernel::Object::Id, Image>::iterator);
		void _forget_range(uint64_t offset, uint64_t size);

	public:

		/** Processes that can write certain dataspaces */
		using Processes = std::vector<Host::Process::Use>;

		using Renewal = Host::Write_tracker::Renewal;

		/**
		 * Constructor
		 *
		 * \param limit  bytes that all copies together may take
		 */
		Memory_images(Host::Write_tracking &tracking, size_t limit)
		: _tracking(tracking), _bin(std::make_shared<Memory_version::Bin>(limit)) { }

		Host::Page_pool &pool() { return _bin->pool; }

		/** Return thread for what can be done beside the capture of objects */
		Host::Assistant &assistant() { return pool().assistant(); }

		/**
		 * Return processes that can write dataspaces, called with the kernel lock
		 * held
		 */
		static Processes processes(Component_set::Ram_dataspaces const &);

		/**
		 * Ask the host which pages the processes have written
		 */
		void find_written(Processes const &, Renewal);

		/**
		 * Count memory as written that was found, and what is no longer known
		 */
		void written(Host::Write_search::Parts const &);

		/**
		 * Return image of the dataspace, null if there is none of this memory
		 */
		Image existing(Kernel::Object::Id, Host::Memory const &) const;

		/**
		 * Return image of the dataspace
		 *
		 * If there is none, one is created in which all pages that exist count
		 * as written.
		 */
		Image image(Kernel::Object::Id, Host::Memory const &);

		/**
		 * Save the head of an image as a version
		 */
		Memory_version commit(Image const &image) const { return Memory_version(_bin, image); }

		/**
		 * Forget what is not needed anymore, called with the kernel lock held
		 */
		void clean_up(Kernel::System const &);
};

#endif /* _RTCR__MEMORY_IMAGES_H_ */
