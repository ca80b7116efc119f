/*
 * \brief  Client of a report session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__REPORT_SESSION__CLIENT_H_
#define _INCLUDE__REPORT_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <report_session/report_session.h>

namespace Report { struct Session_client; }


struct Report::Session_client : Genode::Rpc_client<Session>
{
	explicit Session_client(Genode::Capability<Session> session)
	: Genode::Rpc_client<Session>(session) { }

	Dataspace_capability dataspace() override { return call<Rpc_dataspace>(); }

	void submit(size_t length) override { call<Rpc_submit>(length); }

	void response_sigh(Signal_context_capability cap) override { call<Rpc_response_sigh>(cap); }

	size_t obtain_response() override { return call<Rpc_obtain_response>(); }
};

#endif /* _INCLUDE__REPORT_SESSION__CLIENT_H_ */
