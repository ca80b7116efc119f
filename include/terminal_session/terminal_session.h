/*
 * \brief  Terminal session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TERMINAL_SESSION__TERMINAL_SESSION_H_
#define _INCLUDE__TERMINAL_SESSION__TERMINAL_SESSION_H_

#include <base/rpc.h>
#include <base/signal.h>
#include <dataspace/capability.h>
#include <session/session.h>

namespace Terminal { struct Session; }


/**
 * Exchange of characters, via a buffer that both sides share
 */
struct Terminal::Session : Genode::Session
{
	static const char *service_name() { return "Terminal"; }

	/**
	 * Size in characters
	 */
	class Size
	{
		private:

			unsigned _columns = 0, _lines = 0;

		public:

			Size() { }

			Size(unsigned columns, unsigned lines) : _columns(columns), _lines(lines) { }

			unsigned columns() const { return _columns; }
			unsigned lines()   const { return _lines; }
	};

	/** Return size of the terminal, zero if there is none */
	virtual Size size() = 0;

	/** Return true if characters can be read */
	virtual bool avail() = 0;

	/**
	 * Read characters, does not wait
	 *
	 * \return  number of bytes read
	 */
	virtual Genode::size_t read(void *buf, Genode::size_t buf_size) = 0;

	/**
	 * Write characters
	 *
	 * \return  number of bytes written
	 */
	virtual Genode::size_t write(void const *buf, Genode::size_t num_bytes) = 0;

	/**
	 * Register handler to be notified when the terminal is ready
	 */
	virtual void connected_sigh(Genode::Signal_context_capability cap) = 0;

	/**
	 * Register handler to be notified when characters can be read
	 */
	virtual void read_avail_sigh(Genode::Signal_context_capability cap) = 0;

	GENODE_RPC(Rpc_write_counted, Genode::size_t, _write, Genode::size_t);

	/*
	 * Some servers return how much they took, for others '_write' is a function
	 * without result that takes everything.
	 */
	struct Rpc_write : Rpc_write_counted
	{
		template <typename SERVER>
		static Genode::size_t call(SERVER &server, Genode::size_t num_bytes)
		{
			if constexpr (__is_same(decltype(server._write(num_bytes)), void))
				return server._write(num_bytes), num_bytes;
			else
				return server._write(num_bytes);
		}

		template <typename SERVER, typename RET>
		static void serve(SERVER &server, Server_args &args, RET &ret) {
			Genode::Rpc_invocation<Rpc_write>::apply(ret, server, args); }
	};

	GENODE_RPC(Rpc_size, Size, size);
	GENODE_RPC(Rpc_avail, bool, avail);
	GENODE_RPC(Rpc_read, Genode::size_t, _read, Genode::size_t);
	GENODE_RPC(Rpc_connected_sigh, void, connected_sigh, Genode::Signal_context_capability);
	GENODE_RPC(Rpc_read_avail_sigh, void, read_avail_sigh, Genode::Signal_context_capability);
	GENODE_RPC(Rpc_dataspace, Genode::Dataspace_capability, _dataspace);

	GENODE_RPC_INTERFACE(Rpc_size, Rpc_avail, Rpc_read, Rpc_write, Rpc_connected_sigh,
	                     Rpc_read_avail_sigh, Rpc_dataspace);
};

#endif /* _INCLUDE__TERMINAL_SESSION__TERMINAL_SESSION_H_ */
