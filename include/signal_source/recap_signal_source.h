/*
 * \brief  Signal source with the semaphore that tells of pending signals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__SIGNAL_SOURCE__RECAP_SIGNAL_SOURCE_H_
#define _INCLUDE__SIGNAL_SOURCE__RECAP_SIGNAL_SOURCE_H_

#include <base/rpc.h>
#include <signal_source/signal_source.h>
#include <thread/capability.h>

namespace Genode { struct Recap_signal_source; }


/**
 * Kernel-specific part of the signal-source interface
 *
 * In contrast to Genode on Fiasco.OC, the request for the semaphore carries
 * the thread that is going to wait for it. Core attaches the semaphore to this
 * thread and keeps record of it, so that the attachment can be restored.
 */
struct Genode::Recap_signal_source : Signal_source
{
	/**
	 * Return semaphore (IRQ) that counts the submissions of signals
	 *
	 * \param thread  thread that the semaphore is to be attached to
	 */
	virtual Native_capability _request_semaphore(Thread_capability thread) = 0;

	GENODE_RPC(Rpc_request_semaphore, Native_capability, _request_semaphore,
	           Thread_capability);

	GENODE_RPC_INTERFACE_INHERIT(Signal_source, Rpc_request_semaphore);
};

#endif /* _INCLUDE__SIGNAL_SOURCE__RECAP_SIGNAL_SOURCE_H_ */
