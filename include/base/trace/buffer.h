/*
 * \brief  Ring buffer of trace events
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__TRACE__BUFFER_H_
#define _INCLUDE__BASE__TRACE__BUFFER_H_

#include <base/stdint.h>
#include <cpu_session/cpu_session.h>

namespace Genode { namespace Trace { class Buffer; } }


/**
 * Buffer shared by a traced thread, which writes, and a monitor, which reads
 *
 * The object is placed at the start of the shared memory. Entries follow each
 * other, an entry of size 0 marks the end.
 */
class Genode::Trace::Buffer
{
	private:

		size_t   volatile _head;      /* offset of the next entry */
		size_t   volatile _size;      /* bytes for entries */
		unsigned volatile _wrapped;   /* how often the buffer was started anew */

		struct Header
		{
			size_t len;

			char       *data()       { return (char       *)(this + 1); }
			char const *data() const { return (char const *)(this + 1); }
		};

		/* entries begin right behind the object */
		Header       *_header(size_t offset)       { return (Header       *)((addr_t)(this + 1) + offset); }
		Header const *_header(size_t offset) const { return (Header const *)((addr_t)(this + 1) + offset); }

		bool _fits(size_t offset, size_t len) const { return offset + sizeof(Header) + len <= _size; }

		/* mark end of the entries, if there is space for a mark */
		void _terminate()
		{
			if (_fits(_head, 0))
				_header(_head)->len = 0;
		}

		void _wrap()
		{
			_terminate();
			_head    = 0;
			_wrapped = _wrapped + 1;
			_terminate();
		}

	public:

		/**
		 * Entry as seen by the reader
		 */
		class Entry
		{
			private:

				friend class Buffer;

				Header const *_header;

				Entry(Header const *header) : _header(header) { }

			public:

				size_t      length() const { return _header->len; }
				char const *data()   const { return _header->data(); }

				/** Return true if there is no entry */
				bool last() const { return _header == nullptr; }
		};


		/*
		 * Interface for the traced thread
		 */

		/**
		 * \param size  size of the memory in bytes
		 */
		void init(size_t size)
		{
			_size    = size - sizeof(*this);
			_head    = 0;
			_wrapped = 0;
			_terminate();
		}

		/** Return memory for the next entry, which must not be larger than the buffer */
		char *reserve(size_t len)
		{
			if (!_fits(_head, len))
				_wrap();

			return _header(_head)->data();
		}

		/** Finish the entry, 0 for leaving it out */
		void commit(size_t len)
		{
			if (len == 0)
				return;

			Header * const header = _header(_head);

			_head = _head + sizeof(Header) + len;
			_terminate();

			header->len = len;
		}

		size_t wrapped() const { return _wrapped; }


		/*
		 * Interface for the reader
		 */

		Entry first() const { return Entry(_header(0)->len ? _header(0) : nullptr); }

		Entry next(Entry entry) const
		{
			if (entry.last() || entry.length() == 0)
				return Entry(nullptr);

			size_t const offset = (size_t)(entry.data() + entry.length() - (char const *)(this + 1));

			return Entry(_fits(offset, 0) && _header(offset)->len ? _header(offset) : nullptr);
		}
};

#endif /* _INCLUDE__BASE__TRACE__BUFFER_H_ */
