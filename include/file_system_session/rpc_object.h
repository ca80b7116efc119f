/*
 * \brief  Server of a file-system session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FILE_SYSTEM_SESSION__RPC_OBJECT_H_
#define _INCLUDE__FILE_SYSTEM_SESSION__RPC_OBJECT_H_

#include <base/rpc_server.h>
#include <file_system_session/file_system_session.h>
#include <packet_stream_tx/rpc_object.h>

namespace File_system { class Session_rpc_object; }


/**
 * Base of session objects, provides the channel
 */
class File_system::Session_rpc_object : public Genode::Rpc_object<Session, Session_rpc_object>
{
	protected:

		Packet_stream_tx::Rpc_object<Tx> _tx;

	public:

		/**
		 * Constructor
		 *
		 * \param tx_ds  buffer for requests
		 * \param rm     where to attach the buffer
		 * \param ep     entrypoint that serves the channel
		 */
		Session_rpc_object(Genode::Dataspace_capability tx_ds, Genode::Region_map &rm,
		                   Genode::Rpc_entrypoint &ep)
		: _tx(tx_ds, rm, ep) { }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Session_rpc_object(Genode::Dataspace_capability tx_ds, Genode::Rpc_entrypoint &ep)
		: Session_rpc_object(tx_ds, *Genode::env()->rm_session(), ep) { }

		Genode::Capability<Tx> _tx_cap() { return _tx.cap(); }

		Tx::Sink *tx_sink() { return _tx.sink(); }
};

#endif /* _INCLUDE__FILE_SYSTEM_SESSION__RPC_OBJECT_H_ */
