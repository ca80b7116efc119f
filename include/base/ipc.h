/*
 * \brief  Inter-process communication
 *
 * The marshalling of RPC arguments, and the operations that transfer
 * messages. Components use both via the RPC framework.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__IPC_H_
#define _INCLUDE__BASE__IPC_H_

#include <base/ipc_msgbuf.h>
#include <base/rpc.h>
#include <util/string.h>

namespace Genode {

	class Ipc_marshaller;
	class Ipc_unmarshaller;

	struct Rpc_request;

	/** Number by which a server refers to a call it has to answer, 0 for none */
	struct Reply_token { unsigned long value = 0; };

	/**
	 * Call an RPC object
	 *
	 * \param dst  destination
	 * \param snd  request
	 * \param rcv  buffer for the reply
	 *
	 * \throw Blocking_canceled
	 * \throw Ipc_error  there is no server
	 */
	Rpc_exception_code ipc_call(Native_capability dst, Rpc_opcode opcode,
	                            Msgbuf_base &snd, Msgbuf_base &rcv);

	/**
	 * Answer a call
	 */
	void ipc_reply(Reply_token, Rpc_exception_code, Msgbuf_base &reply);

	/**
	 * Answer a call, if there is one to be answered, and wait for the next
	 *
	 * \param request  buffer for the request
	 */
	Rpc_request ipc_reply_wait(Reply_token, Rpc_exception_code,
	                           Msgbuf_base &reply, Msgbuf_base &request);
}


/**
 * Received call
 */
struct Genode::Rpc_request
{
	Reply_token   caller { };
	unsigned long label = 0;       /* of the called gate, chosen by this component */
	Rpc_opcode    opcode { 0 };
	bool          from_core = false;
};


/**
 * Append arguments to a message
 */
class Genode::Ipc_marshaller : Noncopyable
{
	private:

		Msgbuf_base &_msg;

		/* reserve space for 'size' bytes, rounded up to a machine word */
		char *_append(size_t size)
		{
			size_t const start   = _msg.data_size();
			size_t const rounded = (size + sizeof(long) - 1) & ~(sizeof(long) - 1);

			if (rounded < size || rounded > _msg.capacity() - start)
				throw Ipc_error();

			/* the padding must not carry remains of other messages */
			if (rounded)
				memset(_msg.data() + start + rounded - sizeof(long), 0, sizeof(long));

			_msg.data_size(start + rounded);
			return _msg.data() + start;
		}

	public:

		/**
		 * Constructor, starts with an empty message
		 */
		explicit Ipc_marshaller(Msgbuf_base &msg) : _msg(msg) { _msg.reset(); }

		void insert(Native_capability const &cap) { _msg.insert(cap); }

		void insert(Rpc_in_buffer_base const &buffer)
		{
			insert_value(buffer.size());
			memcpy(_append(buffer.size()), buffer.base(), buffer.size());
		}

		template <typename T>
		void insert_value(T const &value) { memcpy(_append(sizeof(T)), &value, sizeof(T)); }

		/**
		 * Append argument according to its type
		 */
		template <typename T>
		void insert_arg(T const &value)
		{
			if constexpr (__is_base_of(Native_capability, T))
				insert(static_cast<Native_capability const &>(value));
			else if constexpr (__is_base_of(Rpc_in_buffer_base, T))
				insert(static_cast<Rpc_in_buffer_base const &>(value));
			else if constexpr (!__is_same(T, Meta::Empty))
				insert_value(value);
		}
};


/**
 * Obtain arguments from a message
 */
class Genode::Ipc_unmarshaller : Noncopyable
{
	private:

		Msgbuf_base const &_msg;

		size_t   _offset = 0;
		unsigned _cap    = 0;

		char const *_take(size_t size)
		{
			size_t const rounded = (size + sizeof(long) - 1) & ~(sizeof(long) - 1);

			if (rounded < size || rounded > _msg.data_size() - _offset)
				throw Ipc_error();

			char const * const result = _msg.data() + _offset;
			_offset += rounded;
			return result;
		}

	public:

		explicit Ipc_unmarshaller(Msgbuf_base const &msg) : _msg(msg) { }

		Native_capability extract() { return _msg.cap(_cap++); }

		template <size_t MAX>
		void extract(Rpc_in_buffer<MAX> &buffer)
		{
			size_t size = 0;
			extract_value(size);
			if (size > MAX)
				throw Ipc_error();

			buffer.receive(_take(size), size);
		}

		template <typename T>
		void extract_value(T &value)
		{
			char const * const bytes = _take(sizeof(T));

			/* the sender is free to put in any byte, of which most are no truth values */
			if constexpr (__is_same(T, bool))
				value = *bytes != 0;
			else
				memcpy((void *)&value, bytes, sizeof(T));
		}

		/**
		 * Obtain argument according to its type
		 *
		 * \throw Ipc_error  the message is too short
		 */
		template <typename T>
		void extract_arg(T &value)
		{
			if constexpr (__is_base_of(Native_capability, T))
				static_cast<Native_capability &>(value) = extract();
			else if constexpr (__is_base_of(Rpc_in_buffer_base, T))
				extract(value);
			else if constexpr (!__is_same(T, Meta::Empty))
				extract_value(value);
		}
};

#endif /* _INCLUDE__BASE__IPC_H_ */
