/*
 * \brief  Client of an IRQ session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IRQ_SESSION__CLIENT_H_
#define _INCLUDE__IRQ_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <irq_session/irq_session.h>

namespace Genode { struct Irq_session_client; }


struct Genode::Irq_session_client : Rpc_client<Irq_session>
{
	explicit Irq_session_client(Irq_session_capability session)
	: Rpc_client<Irq_session>(session) { }

	void ack_irq() override { call<Rpc_ack_irq>(); }

	void sigh(Signal_context_capability sigh) override { call<Rpc_sigh>(sigh); }

	Info info() override { return call<Rpc_info>(); }
};

#endif /* _INCLUDE__IRQ_SESSION__CLIENT_H_ */
