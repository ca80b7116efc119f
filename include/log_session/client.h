/*
 * \brief  Client of a LOG session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__LOG_SESSION__CLIENT_H_
#define _INCLUDE__LOG_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <log_session/log_session.h>

namespace Genode { struct Log_session_client; }


struct Genode::Log_session_client : Rpc_client<Log_session>
{
	explicit Log_session_client(Log_session_capability session)
	: Rpc_client<Log_session>(session) { }

	size_t write(String const &string) override { return call<Rpc_write>(string); }
};

#endif /* _INCLUDE__LOG_SESSION__CLIENT_H_ */
