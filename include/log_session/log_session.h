/*
 * \brief  LOG session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__LOG_SESSION__LOG_SESSION_H_
#define _INCLUDE__LOG_SESSION__LOG_SESSION_H_

#include <base/rpc_args.h>
#include <base/stdint.h>
#include <log_session/capability.h>
#include <session/session.h>

namespace Genode {

	struct Log_session;
	struct Log_session_client;
}


/**
 * Output of text
 */
struct Genode::Log_session : Session
{
	static const char *service_name() { return "LOG"; }

	typedef Log_session_client Client;

	virtual ~Log_session() { }

	/** Longest string that is written at once, including its end */
	enum { MAX_STRING_LEN = 233 };

	typedef Rpc_in_buffer<MAX_STRING_LEN> String;

	/**
	 * Write string
	 *
	 * \return  number of characters written
	 */
	virtual size_t write(String const &string) = 0;

	GENODE_RPC(Rpc_write, size_t, write, String const &);

	GENODE_RPC_INTERFACE(Rpc_write);
};

#endif /* _INCLUDE__LOG_SESSION__LOG_SESSION_H_ */
