/*
 * \brief  Session of a server that takes its time
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _ECHO_SESSION_H_
#define _ECHO_SESSION_H_

#include <base/rpc.h>
#include <session/session.h>

namespace Echo { struct Session; }


struct Echo::Session : Genode::Session
{
	static const char *service_name() { return "Echo"; }

	/** Return what a correct answer looks like */
	static unsigned long answer(unsigned long question) { return question*2654435761UL + 1; }

	/**
	 * Answer after some time
	 */
	virtual unsigned long ask(unsigned long question) = 0;

	GENODE_RPC(Rpc_ask, unsigned long, ask, unsigned long);
	GENODE_RPC_INTERFACE(Rpc_ask);
};

#endif /* _ECHO_SESSION_H_ */
