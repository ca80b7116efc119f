/*
 * \brief  Interface of a thread towards its creator
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CPU_THREAD__CPU_THREAD_H_
#define _INCLUDE__CPU_THREAD__CPU_THREAD_H_

#include <base/affinity.h>
#include <base/exception.h>
#include <base/signal.h>
#include <base/stdint.h>
#include <base/thread_state.h>
#include <dataspace/capability.h>
#include <signal_source/signal_context.h>
#include <thread/capability.h>

namespace Genode { struct Cpu_thread; }


struct Genode::Cpu_thread
{
	class State_access_failed : public Exception { };

	virtual ~Cpu_thread() { }

	/**
	 * Return dataspace of the thread control block
	 *
	 * The block is managed by the kernel, so the capability is invalid.
	 */
	virtual Dataspace_capability utcb() = 0;

	/**
	 * Start execution
	 *
	 * \param ip  initial instruction pointer
	 * \param sp  initial stack pointer
	 */
	virtual void start(addr_t ip, addr_t sp) = 0;

	/**
	 * Stop execution until 'resume'
	 */
	virtual void pause() = 0;

	/**
	 * Continue execution after 'pause' or after an exception
	 */
	virtual void resume() = 0;

	/**
	 * Cancel the blocking operation that the thread executes
	 */
	virtual void cancel_blocking() = 0;

	/**
	 * Return state of a thread that is paused or raised an exception
	 *
	 * \throw State_access_failed  the thread runs
	 */
	virtual Thread_state state() = 0;

	/**
	 * Change registers of a thread that is paused or raised an exception
	 *
	 * \throw State_access_failed  the thread runs
	 */
	virtual void state(Thread_state const &state) = 0;

	/**
	 * Register handler for exceptions of the thread
	 */
	virtual void exception_sigh(Signal_context_capability handler) = 0;

	/**
	 * Enable or disable single stepping
	 */
	virtual void single_step(bool enabled) = 0;

	/**
	 * Define affinity, relative to the affinity space of the CPU session
	 */
	virtual void affinity(Affinity::Location location) = 0;

	/**
	 * Return index within the trace control of the CPU session
	 */
	virtual unsigned trace_control_index() = 0;

	/**
	 * Return trace buffer, invalid if the thread is not traced
	 */
	virtual Dataspace_capability trace_buffer() = 0;

	/**
	 * Return trace policy, invalid if the thread is not traced
	 */
	virtual Dataspace_capability trace_policy() = 0;

	GENODE_RPC(Rpc_utcb, Dataspace_capability, utcb);
	GENODE_RPC(Rpc_start, void, start, addr_t, addr_t);
	GENODE_RPC(Rpc_pause, void, pause);
	GENODE_RPC(Rpc_resume, void, resume);
	GENODE_RPC(Rpc_cancel_blocking, void, cancel_blocking);
	GENODE_RPC_THROW(Rpc_get_state, Thread_state, state,
	                 GENODE_TYPE_LIST(State_access_failed));
	GENODE_RPC_THROW(Rpc_set_state, void, state,
	                 GENODE_TYPE_LIST(State_access_failed), Thread_state const &);
	GENODE_RPC(Rpc_exception_sigh, void, exception_sigh, Signal_context_capability);
	GENODE_RPC(Rpc_single_step, void, single_step, bool);
	GENODE_RPC(Rpc_affinity, void, affinity, Affinity::Location);
	GENODE_RPC(Rpc_trace_control_index, unsigned, trace_control_index);
	GENODE_RPC(Rpc_trace_buffer, Dataspace_capability, trace_buffer);
	GENODE_RPC(Rpc_trace_policy, Dataspace_capability, trace_policy);

	GENODE_RPC_INTERFACE(Rpc_utcb, Rpc_start, Rpc_pause, Rpc_resume,
	                     Rpc_cancel_blocking, Rpc_set_state, Rpc_get_state,
	                     Rpc_exception_sigh, Rpc_single_step, Rpc_affinity,
	                     Rpc_trace_control_index, Rpc_trace_buffer, Rpc_trace_policy);
};

#endif /* _INCLUDE__CPU_THREAD__CPU_THREAD_H_ */
