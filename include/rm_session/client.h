/*
 * \brief  Client of an RM session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RM_SESSION__CLIENT_H_
#define _INCLUDE__RM_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <rm_session/rm_session.h>

namespace Genode { struct Rm_session_client; }


struct Genode::Rm_session_client : Rpc_client<Rm_session>
{
	explicit Rm_session_client(Rm_session_capability session)
	: Rpc_client<Rm_session>(session) { }

	Capability<Region_map> create(size_t size) override { return call<Rpc_create>(size); }

	void destroy(Capability<Region_map> cap) override { call<Rpc_destroy>(cap); }
};

#endif /* _INCLUDE__RM_SESSION__CLIENT_H_ */
