/*
 * \brief  Client of a framebuffer session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FRAMEBUFFER_SESSION__CLIENT_H_
#define _INCLUDE__FRAMEBUFFER_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <framebuffer_session/framebuffer_session.h>

namespace Framebuffer { struct Session_client; }


struct Framebuffer::Session_client : Genode::Rpc_client<Session>
{
	explicit Session_client(Session_capability session)
	: Genode::Rpc_client<Session>(session) { }

	Dataspace_capability dataspace() override { return call<Rpc_dataspace>(); }

	Mode mode() const override { return call<Rpc_mode>(); }

	void mode_sigh(Signal_context_capability sigh) override { call<Rpc_mode_sigh>(sigh); }

	void sync_sigh(Signal_context_capability sigh) override { call<Rpc_sync_sigh>(sigh); }

	void refresh(int x, int y, int w, int h) override { call<Rpc_refresh>(x, y, w, h); }
};

#endif /* _INCLUDE__FRAMEBUFFER_SESSION__CLIENT_H_ */
