/*
 * \brief  Client of the word counter
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__KV_SESSION__CLIENT_H_
#define _INCLUDE__KV_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <kv_session/capability.h>

namespace Kv { struct Session_client; }


struct Kv::Session_client : Genode::Rpc_client<Session>
{
	explicit Session_client(Session_capability session)
	: Genode::Rpc_client<Session>(session) { }

	Answer feed(Genode::Dataspace_capability ds, Chunk const &chunk) override {
		return call<Rpc_feed>(ds, chunk); }

	Answer count(Word const &word) override { return call<Rpc_count>(word); }

	Answer totals() override { return call<Rpc_totals>(); }
};

#endif /* _INCLUDE__KV_SESSION__CLIENT_H_ */
