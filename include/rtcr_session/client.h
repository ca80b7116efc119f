/*
 * \brief  Client of an Rtcr session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RTCR_SESSION__CLIENT_H_
#define _INCLUDE__RTCR_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <rtcr_session/rtcr_session.h>

namespace Genode { struct Rtcr_session_client; }


struct Genode::Rtcr_session_client : Rpc_client<Rtcr_session>
{
	explicit Rtcr_session_client(Rtcr_session_capability session)
	: Rpc_client<Rtcr_session>(session) { }

	bool add(Component_name const &name) override { return call<Rpc_add>(name); }

	void crashed(Component_name const &name) override { call<Rpc_crashed>(name); }

	void policy(Policy const &policy) override { call<Rpc_policy>(policy); }

	void checkpoint() override { call<Rpc_checkpoint>(); }

	bool rollback(unsigned long number) override { return call<Rpc_rollback>(number); }

	Status status() override { return call<Rpc_status>(); }

	void sigh(Signal_context_capability sigh) override { call<Rpc_sigh>(sigh); }
};

#endif /* _INCLUDE__RTCR_SESSION__CLIENT_H_ */
