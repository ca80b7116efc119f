/*
 * \brief  IRQ session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IRQ_SESSION__IRQ_SESSION_H_
#define _INCLUDE__IRQ_SESSION__IRQ_SESSION_H_

#include <base/output.h>
#include <base/signal.h>
#include <irq_session/capability.h>
#include <session/session.h>

namespace Genode { struct Irq_session; }


/**
 * Interrupt of a device, masked until it is acknowledged for the first time
 */
struct Genode::Irq_session : Session
{
	static const char *service_name() { return "IRQ"; }

	/**
	 * What a device has to be programmed with to raise the interrupt
	 */
	struct Info
	{
		enum Type { INVALID, MSI } type;

		unsigned long address;
		unsigned long value;
	};

	enum Trigger  { TRIGGER_UNCHANGED  = 0, TRIGGER_LEVEL, TRIGGER_EDGE };
	enum Polarity { POLARITY_UNCHANGED = 0, POLARITY_HIGH, POLARITY_LOW };

	virtual ~Irq_session() { }

	/**
	 * Acknowledge the interrupt, enables the next one
	 */
	virtual void ack_irq() = 0;

	/**
	 * Register handler for the interrupt
	 */
	virtual void sigh(Signal_context_capability sigh) = 0;

	/** Return information about message-signalled interrupts */
	virtual Info info() = 0;

	GENODE_RPC(Rpc_ack_irq, void, ack_irq);
	GENODE_RPC(Rpc_sigh, void, sigh, Signal_context_capability);
	GENODE_RPC(Rpc_info, Info, info);

	GENODE_RPC_INTERFACE(Rpc_ack_irq, Rpc_sigh, Rpc_info);
};


namespace Genode {

	inline void print(Output &out, Irq_session::Trigger value)
	{
		static char const * const names[] = { "UNCHANGED", "LEVEL", "EDGE" };
		print(out, names[value]);
	}

	inline void print(Output &out, Irq_session::Polarity value)
	{
		static char const * const names[] = { "UNCHANGED", "HIGH", "LOW" };
		print(out, names[value]);
	}
}

#endif /* _INCLUDE__IRQ_SESSION__IRQ_SESSION_H_ */
