/*
 * \brief  Client of a terminal session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TERMINAL_SESSION__CLIENT_H_
#define _INCLUDE__TERMINAL_SESSION__CLIENT_H_

#include <base/attached_dataspace.h>
#include <base/env.h>
#include <base/lock.h>
#include <base/lock_guard.h>
#include <base/rpc_client.h>
#include <terminal_session/terminal_session.h>
#include <util/misc_math.h>
#include <util/string.h>

namespace Terminal { class Session_client; }


class Terminal::Session_client : public Genode::Rpc_client<Session>
{
	private:

		/* protects the buffer */
		Genode::Lock               _lock { };
		Genode::Attached_dataspace _io_buffer;

	public:

		/**
		 * Constructor
		 *
		 * \param local_rm  where to attach the buffer
		 */
		Session_client(Genode::Region_map &local_rm, Genode::Capability<Session> cap)
		: Genode::Rpc_client<Session>(cap), _io_buffer(local_rm, call<Rpc_dataspace>()) { }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		explicit Session_client(Genode::Capability<Session> cap)
		: Session_client(*Genode::env()->rm_session(), cap) { }

		Size size() override { return call<Rpc_size>(); }

		bool avail() override { return call<Rpc_avail>(); }

		Genode::size_t read(void *buf, Genode::size_t buf_size) override
		{
			Genode::Lock::Guard guard(_lock);

			Genode::size_t const limit = Genode::min(buf_size, _io_buffer.size());
			Genode::size_t const num   = Genode::min(call<Rpc_read>(limit), limit);

			Genode::memcpy(buf, _io_buffer.local_addr<char>(), num);
			return num;
		}

		Genode::size_t write(void const *buf, Genode::size_t num_bytes) override
		{
			Genode::Lock::Guard guard(_lock);

			Genode::size_t written = 0;

			while (written < num_bytes) {

				Genode::size_t const part = Genode::min(num_bytes - written, _io_buffer.size());
				Genode::memcpy(_io_buffer.local_addr<char>(), (char const *)buf + written, part);

				/* the server may take less than it was given */
				Genode::size_t const taken = Genode::min(call<Rpc_write>(part), part);
				written += taken;

				if (taken < part)
					break;
			}
			return written;
		}

		void connected_sigh(Genode::Signal_context_capability cap) override {
			call<Rpc_connected_sigh>(cap); }

		void read_avail_sigh(Genode::Signal_context_capability cap) override {
			call<Rpc_read_avail_sigh>(cap); }

		/** Return size of the buffer in bytes */
		Genode::size_t io_buffer_size() const { return _io_buffer.size(); }
};

#endif /* _INCLUDE__TERMINAL_SESSION__CLIENT_H_ */
