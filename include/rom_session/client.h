/*
 * \brief  Client of a ROM session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__ROM_SESSION__CLIENT_H_
#define _INCLUDE__ROM_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <rom_session/rom_session.h>

namespace Genode { struct Rom_session_client; }


struct Genode::Rom_session_client : Rpc_client<Rom_session>
{
	explicit Rom_session_client(Rom_session_capability session)
	: Rpc_client<Rom_session>(session) { }

	Rom_dataspace_capability dataspace() override { return call<Rpc_dataspace>(); }

	bool update() override { return call<Rpc_update>(); }

	void sigh(Signal_context_capability sigh) override { call<Rpc_sigh>(sigh); }
};

#endif /* _INCLUDE__ROM_SESSION__CLIENT_H_ */
