/*
 * \brief  Earlier name of a connection for creating capabilities
 *
 * \deprecated  capabilities are created by PD sessions
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CAP_SESSION__CONNECTION_H_
#define _INCLUDE__CAP_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <base/env.h>
#include <cap_session/client.h>

namespace Genode { struct Cap_connection; }


/**
 * Access to the PD session of the component, no session is opened
 */
struct Genode::Cap_connection : Pd_session_client
{
	explicit Cap_connection(Env &env) : Pd_session_client(env.pd_session_cap()) { }

	Cap_connection() : Pd_session_client(env()->pd_session_cap()) { }

	/** Return capability of the session */
	Pd_session_capability cap() const { return env()->pd_session_cap(); }

	/* the session of the environment extends its quota if needed */
	Native_capability alloc_rpc_cap(Native_capability ep) override {
		return env()->pd_session()->alloc_rpc_cap(ep); }
};

#endif /* _INCLUDE__CAP_SESSION__CONNECTION_H_ */
