/*
 * \brief  Client of a root interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__ROOT__CLIENT_H_
#define _INCLUDE__ROOT__CLIENT_H_

#include <base/rpc_client.h>
#include <root/capability.h>

namespace Genode { struct Root_client; }


struct Genode::Root_client : Rpc_client<Root>
{
	explicit Root_client(Root_capability root) : Rpc_client<Root>(root) { }

	Session_capability session(Session_args const &args, Affinity const &affinity) override {
		return call<Rpc_session>(args, affinity); }

	void upgrade(Session_capability session, Upgrade_args const &args) override {
		call<Rpc_upgrade>(session, args); }

	void close(Session_capability session) override { call<Rpc_close>(session); }
};

#endif /* _INCLUDE__ROOT__CLIENT_H_ */
