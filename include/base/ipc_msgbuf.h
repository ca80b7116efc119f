/*
 * \brief  Buffer for a message
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__IPC_MSGBUF_H_
#define _INCLUDE__BASE__IPC_MSGBUF_H_

#include <base/native_capability.h>
#include <util/noncopyable.h>

namespace Genode {

	class Msgbuf_base;
	template <size_t> class Msgbuf;
}


/**
 * Message payload, consisting of data and capabilities
 */
class Genode::Msgbuf_base : Noncopyable
{
	public:

		enum { MAX_CAPS_PER_MSG = 8 };

		/** Largest number of bytes that a message can carry */
		enum { MAX_DATA_SIZE = 3072 };

	private:

		char * const _data;
		size_t const _capacity;

		size_t            _data_size = 0;
		size_t            _used_caps = 0;
		Native_capability _caps[MAX_CAPS_PER_MSG];

	protected:

		Msgbuf_base(char *data, size_t capacity) : _data(data), _capacity(capacity) { }

	public:

		/** Return size of the buffer in bytes */
		size_t capacity() const { return _capacity; }

		char       *data()       { return _data; }
		char const *data() const { return _data; }

		/** Return number of bytes of the buffer that are in use */
		size_t data_size() const { return _data_size; }

		/** Define number of bytes in use, limited by the capacity */
		void data_size(size_t size) { _data_size = size < _capacity ? size : _capacity; }

		/** Remove content */
		void reset()
		{
			_data_size = 0;
			reset_caps();
		}

		void reset_caps()
		{
			for (size_t i = 0; i < _used_caps; i++)
				_caps[i] = Native_capability();

			_used_caps = 0;
		}

		size_t used_caps() const { return _used_caps; }

		/** Append capability, no effect if the message is full */
		void insert(Native_capability const &cap)
		{
			if (_used_caps < MAX_CAPS_PER_MSG)
				_caps[_used_caps++] = cap;
		}

		/** Return capability, an invalid one if the index is out of range */
		Native_capability cap(unsigned i) const {
			return i < _used_caps ? _caps[i] : Native_capability(); }
};


/**
 * Message buffer with a payload of up to 'SIZE' bytes
 */
template <Genode::size_t SIZE>
class Genode::Msgbuf : public Msgbuf_base
{
	private:

		alignas(8) char _buffer[SIZE ? SIZE : 8];

	public:

		enum { MAX_SIZE = SIZE };

		Msgbuf() : Msgbuf_base(_buffer, SIZE) { }
};

#endif /* _INCLUDE__BASE__IPC_MSGBUF_H_ */
