/*
 * \brief  Saving and restoring the state of sessions
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__ROOT__SESSION_KEEPER_H_
#define _INCLUDE__ROOT__SESSION_KEEPER_H_

#include <base/ipc.h>

namespace Genode {

	class  Rpc_object_base;
	struct Session_keeper;
}


/**
 * Interface by which core obtains the state of a session and hands it back
 *
 * This is an extension of Genode's API. When a client is checkpointed, core
 * asks the servers of its sessions for the sessions' states. When the client
 * is restored, core hands the states back. A state consists of data and
 * capabilities. The calls go to the session objects and are accepted from core
 * only, see 'Rpc_entrypoint'.
 */
struct Genode::Session_keeper
{
	/** Opcodes of the requests, out of the range of RPC functions */
	enum { OPCODE_SAVE = -100, OPCODE_RESTORE = -101, OPCODE_QUIESCE = -102 };

	/**
	 * Exception code of the reply if the session does not support the request
	 *
	 * The next time it may. Without a keeper, the reply is 'INVALID_OPCODE' and
	 * stays so.
	 */
	enum { CODE_UNSUPPORTED = -3 };

	virtual ~Session_keeper() { }

	/**
	 * Write state of the session
	 *
	 * Until 'session_saved', the session must not submit signals, because
	 * the state could not tell if they were submitted.
	 *
	 * \return  false if the session has no state that could be saved
	 */
	virtual bool save_session(Rpc_object_base &session, Ipc_marshaller &state) = 0;

	/**
	 * Take note that the state was handed out
	 */
	virtual void session_saved(Rpc_object_base &session) = 0;

	/**
	 * Stop submitting signals to the client until a state is restored
	 *
	 * Signals that the session submits before this function returns are not
	 * delivered, because they belong to a time that was undone.
	 */
	virtual void quiesce_session(Rpc_object_base &session) = 0;

	/**
	 * Make the session continue with a saved state
	 *
	 * \return  false if the session cannot take back a state
	 *
	 * \throw Ipc_error  the state is malformed
	 */
	virtual bool restore_session(Rpc_object_base &session, Ipc_unmarshaller &state) = 0;

	/**
	 * Make the session continue although its state could not be saved
	 *
	 * Requested by an empty state.
	 */
	virtual void session_state_lost(Rpc_object_base &session) = 0;

	/**
	 * Take note that core knows of the end of 'restore_session', or
	 * 'session_state_lost', so that the client goes on
	 */
	virtual void session_restored(Rpc_object_base &session) = 0;
};

#endif /* _INCLUDE__ROOT__SESSION_KEEPER_H_ */
