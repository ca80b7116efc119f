/*
 * \brief  Types for passing strings and binary data as RPC arguments
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__RPC_ARGS_H_
#define _INCLUDE__BASE__RPC_ARGS_H_

#include <base/stdint.h>
#include <util/string.h>

namespace Genode {

	class Rpc_in_buffer_base;
	template <size_t> class Rpc_in_buffer;
}


/**
 * Buffer whose used part is transferred
 */
class Genode::Rpc_in_buffer_base
{
	protected:

		char const *_base = nullptr;
		size_t      _size = 0;

		Rpc_in_buffer_base() { }

		/* a null-terminated string is transferred along with its end */
		explicit Rpc_in_buffer_base(char const *str) : _base(str), _size(strlen(str) + 1) { }

	public:

		Rpc_in_buffer_base(char const *base, size_t size) : _base(base), _size(size) { }

		char const *base() const { return _base; }

		/** Return number of used bytes */
		size_t size() const { return _size; }
};


/**
 * Input argument of up to 'MAX' bytes
 *
 * At the client, the object refers to the client's data. At the server, it
 * holds a copy.
 */
template <Genode::size_t MAX>
class Genode::Rpc_in_buffer : public Rpc_in_buffer_base
{
	private:

		char _received[MAX];

		void _assign(Rpc_in_buffer const &other)
		{
			_size = other._size;

			/* a copy of a received buffer must not refer to the original */
			if (other._base == other._received) {
				memcpy(_received, other._received, _size);
				_base = _received;
			} else
				_base = other._base;
		}

	public:

		enum { MAX_SIZE = MAX };

		/**
		 * Construct empty buffer
		 */
		Rpc_in_buffer() { }

		/**
		 * Refer to a null-terminated string
		 *
		 * A string that exceeds the buffer is cut.
		 */
		Rpc_in_buffer(char const *str) : Rpc_in_buffer_base(str)
		{
			if (_size > MAX)
				_size = MAX;
		}

		/**
		 * Refer to binary data, cut if it exceeds the buffer
		 */
		Rpc_in_buffer(char const *base, size_t size)
		: Rpc_in_buffer_base(base, size < MAX ? size : MAX) { }

		Rpc_in_buffer(Rpc_in_buffer const &other) : Rpc_in_buffer_base() { _assign(other); }

		Rpc_in_buffer &operator = (Rpc_in_buffer const &other)
		{
			if (this != &other)
				_assign(other);
			return *this;
		}

		/**
		 * Take over received data
		 *
		 * \noapi
		 */
		void receive(char const *data, size_t size)
		{
			_size = size < MAX ? size : MAX;
			memcpy(_received, data, _size);
			_base = _received;
		}

		/** Return true if the buffer holds a null-terminated string */
		bool valid_string() const { return _size && _size <= MAX && !_base[_size - 1]; }

		/** Older name of 'valid_string' */
		bool is_valid_string() const { return valid_string(); }

		/** Return the string, an empty one if there is no valid string */
		char const *string() const { return valid_string() ? _base : ""; }
};

#endif /* _INCLUDE__BASE__RPC_ARGS_H_ */
