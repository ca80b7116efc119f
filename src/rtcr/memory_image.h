/*
 * \brief  Content of a dataspace at the times of its checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__MEMORY_IMAGE_H_
#define _RTCR__MEMORY_IMAGE_H_

#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <span>
#include <vector>

#include <host/function_ref.h>
#include <host/page_pool.h>

namespace Host { class Page_stream; }

namespace Rtcr {

	class Memory_image;
	class Page_set;
}


/**
 * Set of pages of a dataspace
 */
class Rtcr::Page_set
{
	private:

		static constexpr unsigned WORD_BITS = 64;

		uint64_t const        _size;     /* in pages */
		std::vector<uint64_t> _words;
		uint64_t              _count = 0;

	public:

		explicit Page_set(uint64_t size) : _size(size), _words((size + WORD_BITS - 1)/WORD_BITS) { }

		/** Add pages, those behind the end of the dataspace are ignored */
		void add(uint64_t first, uint64_t count);

		void remove(uint64_t page);

		void clear();

		uint64_t count() const { return _count; }

		bool contains(uint64_t page) const
		{
			return _words[page/WORD_BITS] >> page%WORD_BITS & 1;
		}

		/**
		 * Call 'fn' with number and count of pages for each run of pages, in
		 * ascending order
		 */
		void for_each_run(Host::Function_ref<void (uint64_t, uint64_t)> fn) const;
};


/**
 * Copy of a dataspace that follows it by the pages that were written, with a
 * history
 *
 * The newest copy, called the *head*, is a table of frames. A *version* is
 * what 'commit' saved. It consists of the frames that the head has replaced
 * since, so saving a version costs nothing and keeping it costs as much as has
 * changed. Versions share all other frames.
 *
 * Images of one pool must not be used by two threads at a time.
 */
class Rtcr::Memory_image
{
	public:

		using Frame   = Host::Page_pool::Frame;
		using Version = uint64_t;

		static constexpr size_t PAGE_SIZE = Host::Page_pool::PAGE_SIZE;

		/** Function that gets a page number and its content, null for zeros */
		using Page_fn = std::function<void (uint64_t page, char const *content)>;

	private:

		/*
		 * Frame of the head, and the version under construction when it got
		 * there. Both together fit into a word.
		 */
		struct Entry
		{
			static constexpr unsigned VERSION_BITS = 64 - Host::Page_pool::FRAME_BITS;

			uint64_t frame   : Host::Page_pool::FRAME_BITS = Host::Page_pool::ZERO;
			uint64_t changed : VERSION_BITS                = 0;

			Entry() { }

			/* a thousand versions a second do for two years */
			Entry(Frame frame, Version version)
			:
				frame(frame & ((1u << Host::Page_pool::FRAME_BITS) - 1)),
				changed(version & ((1ull << VERSION_BITS) - 1))
			{ }
		};

		/* former frame of a page, with the reference to it */
		struct Replaced
		{
			uint32_t page;
			Frame    frame;
		};

		/* update of a page in progress */
		struct Update
		{
			enum class Result { SAME, ZERO, COPIED };

			uint32_t    page;
			Frame       fresh;    /* with a reference, zero if the head's own is used */
			char const *from;
			char       *to;
			Result      result;
		};

		struct Saved
		{
			Version               number;
			std::vector<Replaced> replaced;   /* between this version and the next one */
		};

		Host::Page_pool   &_pool;
		uint64_t    const  _offset;
		std::vector<Entry> _head;

		/* by 'copy', not completed yet */
		std::vector<Update> _copies { };

		uint64_t           _num_pages = 0;
		uint64_t           _updates  = 0, _last_updates  = 0;
		uint64_t           _repeated = 0, _last_repeated = 0;   /* of them */
		std::list<Saved>   _versions { };     /* oldest first */
		Version            _current = 1;      /* number of the next version */
		Page_set           _written;
		Page_set           _existing;         /* as far as known from the start */

		/* the newest version needs a frame that was not replaced since */
		bool _needed_by_version(Entry const &entry) const
		{
			return !_versions.empty() && entry.changed <= _versions.back().number;
		}

		bool _hot(Entry const &) const;
		bool _just_changed(Entry const &) const;
		Update _prepared(uint32_t page, char const *data);
		void   _update(Update &, Host::Page_stream *) const;
		void   _update(std::span<Update>) const;
		bool   _complete(Update const &);
		std::optional<bool> _updated_without_frame(uint32_t page, char const *content);
		void   _examine(Update &) const;

		void _replace(uint64_t page, Frame);
		std::vector<Replaced> _changes_since(Version) const;

		char const *_content(Frame frame) const
		{
			return frame == Host::Page_pool::ZERO ? nullptr : _pool.data(frame);
		}

		Memory_image(Memory_image const &) = delete;
		Memory_image &operator = (Memory_image const &) = delete;

	public:

		/**
		 * Constructor, the head consists of zeros
		 *
		 * \param offset  location of the memory within the arena
		 * \param size    in pages
		 */
		Memory_image(Host::Page_pool &pool, uint64_t offset, uint64_t size)
		: _pool(pool), _offset(offset), _head(size), _written(size), _existing(size) { }

		~Memory_image();

		uint64_t offset() const { return _offset; }

		/** Return size in pages */
		uint64_t size() const { return _head.size(); }

		/** Pages of which the head may lack the current content */
		Page_set       &written()       { return _written; }
		Page_set const &written() const { return _written; }

		/** Return number of pages that were updated between the last two versions */
		uint64_t last_updates() const { return _last_updates; }

		/** Return number of these updates of pages that had been updated right before */
		uint64_t last_repeated() const { return _last_repeated; }

		/** Return number of pages of the head with content */
		uint64_t num_pages() const { return _num_pages; }

		/**
		 * Tell that pages exist, so they count as written
		 */
		void exist(uint64_t first, uint64_t count)
		{
			_existing.add(first, count);
			_written.add(first, count);
		}

		/** Return true if the page is known to exist, whatever its content */
		bool exists(uint64_t page) const { return has_content(page) || _existing.contains(page); }

		/** Return true if the page is known to be there, as opposed to zeros */
		bool has_content(uint64_t page) const { return _head[page].frame != Host::Page_pool::ZERO; }

		/** Return true if the page is there, and the latest versions did not copy it */
		bool long_unchanged(uint64_t page) const
		{
			constexpr Version RECENT = 2;

			return has_content(page) && _current - _head[page].changed > RECENT;
		}

		/** Return content of a page of the head, null for zeros */
		char const *content(uint64_t page) const { return _content(Frame(_head[page].frame)); }

		/** Number of pages that are best updated at a time */
		static constexpr size_t BATCH = 4096;

		/**
		 * Update pages of the head
		 *
		 * \param pages  numbers of different pages
		 * \param data   content of the whole dataspace
		 *
		 * \return  number of pages of which the content differs from the previous
		 *          one, or may do so
		 *
		 * \throw Host::System_error  no memory, a part of the pages is up to date
		 */
		uint64_t update(std::span<uint32_t const> pages, char const *data);

		/**
		 * Obtain memory for copying a number of pages by 'copy'
		 */
		void reserve_copies(size_t pages) { _copies.reserve(pages); }

		/**
		 * Do the part of an update that needs the pages as they are
		 *
		 * This is faster than 'update', because nothing is compared. No other
		 * operation is permitted until 'complete_copies'.
		 *
		 * \param pages  numbers of different pages
		 *
		 * \throw Host::Page_pool::Exhausted  a part of the pages was copied
		 * \throw Host::System_error          no memory, likewise
		 */
		void copy(std::span<uint32_t const> pages, char const *data);

		/**
		 * Complete the updates that 'copy' has begun
		 *
		 * \return  number of pages that differ, as 'update' does
		 */
		uint64_t complete_copies();

		/**
		 * Save the head as a version
		 */
		Version commit();

		/**
		 * Make the head equal to a version
		 */
		void revert(Version);

		/**
		 * Return pages in which a version may differ from an earlier one, in
		 * ascending order
		 *
		 * \param from  the earlier one, or the same
		 */
		std::vector<uint32_t> changes(Version from, Version to) const;

		/**
		 * Call 'fn' for each page in which the version may differ from the head
		 */
		void for_each_change(Version, Page_fn const &fn) const;

		/**
		 * Call 'fn' for each page of a version that is not known to be zero, in
		 * ascending order
		 */
		void for_each_page(Version, Page_fn const &fn) const;

		/**
		 * Give up a version
		 */
		void release(Version);

		/** Return number of former pages that are kept because versions need them */
		uint64_t history_pages() const
		{
			uint64_t sum = 0;
			for (Saved const &version : _versions)
				sum += version.replaced.size();
			return sum;
		}

		/** Return number of versions that are kept */
		size_t num_versions() const { return _versions.size(); }
};

#endif /* _RTCR__MEMORY_IMAGE_H_ */
