/*
 * \brief  CPU session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CPU_SESSION__CPU_SESSION_H_
#define _INCLUDE__CPU_SESSION__CPU_SESSION_H_

#include <base/affinity.h>
#include <base/exception.h>
#include <base/rpc_args.h>
#include <base/stdint.h>
#include <base/thread_state.h>
#include <cpu_session/capability.h>
#include <cpu_thread/cpu_thread.h>
#include <dataspace/capability.h>
#include <pd_session/pd_session.h>
#include <ram_session/ram_session.h>
#include <region_map/region_map.h>
#include <session/session.h>
#include <signal_source/signal_context.h>
#include <thread/capability.h>
#include <util/string.h>

namespace Genode {

	struct Cpu_session;
	struct Cpu_session_client;
	struct Pd_session;
}


/**
 * Factory of threads
 */
struct Genode::Cpu_session : Session
{
	static const char *service_name() { return "CPU"; }

	typedef Cpu_session_client Client;

	class Thread_creation_failed : public Exception { };
	class State_access_failed    : public Exception { };
	class Quota_exceeded         : public Thread_creation_failed { };
	class Out_of_metadata        : public Exception { };

	enum { THREAD_NAME_LEN  = 32 };
	enum { PRIORITY_LIMIT   = 1 << 16 };
	enum { QUOTA_LIMIT_LOG2 = 15 };
	enum { QUOTA_LIMIT      = 1 << QUOTA_LIMIT_LOG2 };
	enum { DEFAULT_PRIORITY = 0 };

	/**
	 * Weight of a thread relative to the other threads of the session
	 */
	struct Weight
	{
		enum { DEFAULT_WEIGHT = 10 };

		size_t value = DEFAULT_WEIGHT;

		Weight() { }
		explicit Weight(size_t value) : value(value) { }
	};

	typedef String<THREAD_NAME_LEN> Name;

	/**
	 * Share of the CPU time
	 */
	struct Quota
	{
		size_t super_period_us;
		size_t us;
	};

	virtual ~Cpu_session() { }

	/**
	 * Create thread
	 *
	 * \param pd        protection domain in which the thread executes
	 * \param name      name for debugging
	 * \param affinity  location within the affinity space of the session
	 * \param weight    weight relative to the session's other threads
	 * \param utcb      unused, the kernel places the thread control block
	 *
	 * \throw Thread_creation_failed
	 * \throw Out_of_metadata
	 */
	virtual Thread_capability create_thread(Capability<Pd_session> pd,
	                                        Name const        &name,
	                                        Affinity::Location affinity,
	                                        Weight             weight,
	                                        addr_t             utcb = 0) = 0;

	/**
	 * Kill thread
	 */
	virtual void kill_thread(Thread_capability thread) = 0;

	/**
	 * Register default handler for exceptions of the session's threads
	 */
	virtual void exception_sigh(Signal_context_capability handler) = 0;

	/** Return affinity space of the session */
	virtual Affinity::Space affinity_space() const = 0;

	/** Return trace control, invalid if the session is not traced */
	virtual Dataspace_capability trace_control() = 0;

	/**
	 * Define reference account for quota transfers
	 *
	 * \return  0 on success, -1 for an invalid session, -2 if there is one
	 *          already, -3 for the session itself
	 */
	virtual int ref_account(Cpu_session_capability cpu_session) = 0;

	/**
	 * Transfer CPU quota
	 *
	 * \param amount  quota scaled such that 'QUOTA_LIMIT' is all the session has
	 *
	 * \return  0 on success, -1 for an invalid session, -2 if none of the
	 *          sessions is the reference account of the other, -3 if there
	 *          is not enough quota
	 */
	virtual int transfer_quota(Cpu_session_capability cpu_session, size_t amount) = 0;

	/**
	 * Return physical CPU quota of the session
	 *
	 * Both values are 0, because the kernel does not schedule by quota.
	 */
	virtual Quota quota() = 0;

	/**
	 * Scale value of the range up to 'limit' to the range up to 'QUOTA_LIMIT'
	 *
	 * \param T  type to calculate with
	 */
	template <typename T = size_t>
	static size_t quota_lim_upscale(size_t const value, size_t const limit) {
		return (size_t)(((T)value << QUOTA_LIMIT_LOG2)/limit); }

	/**
	 * Scale value of the range up to 'QUOTA_LIMIT' to the range up to 'limit'
	 */
	template <typename T = size_t>
	static size_t quota_lim_downscale(size_t const value, size_t const limit) {
		return (size_t)(((T)value*limit) >> QUOTA_LIMIT_LOG2); }

	/**
	 * Convert priority to the range of a kernel
	 *
	 * \param pf_prio_limit  number of priorities of the kernel
	 * \param prio           priority as used by the session, 0 is the highest
	 * \param inverse        true if 'pf_prio_limit' is the highest priority of
	 *                       the kernel, false if it is the lowest one
	 */
	static unsigned scale_priority(unsigned pf_prio_limit, unsigned prio, bool inverse = true)
	{
		unsigned const limit = PRIORITY_LIMIT;

		return (inverse ? limit - prio : prio)*pf_prio_limit/limit;
	}

	/**
	 * Common base of kernel-specific interfaces
	 */
	struct Native_cpu { };

	/** Return kernel-specific interface, invalid as there is none */
	virtual Capability<Native_cpu> native_cpu() = 0;

	GENODE_RPC_THROW(Rpc_create_thread, Thread_capability, create_thread,
	                 GENODE_TYPE_LIST(Thread_creation_failed, Out_of_metadata),
	                 Capability<Pd_session>, Name const &, Affinity::Location,
	                 Weight, addr_t);
	GENODE_RPC(Rpc_kill_thread, void, kill_thread, Thread_capability);
	GENODE_RPC(Rpc_exception_sigh, void, exception_sigh, Signal_context_capability);
	GENODE_RPC(Rpc_affinity_space, Affinity::Space, affinity_space);
	GENODE_RPC(Rpc_trace_control, Dataspace_capability, trace_control);
	GENODE_RPC(Rpc_ref_account, int, ref_account, Cpu_session_capability);
	GENODE_RPC(Rpc_transfer_quota, int, transfer_quota, Cpu_session_capability, size_t);
	GENODE_RPC(Rpc_quota, Quota, quota);
	GENODE_RPC(Rpc_native_cpu, Capability<Native_cpu>, native_cpu);

	GENODE_RPC_INTERFACE(Rpc_create_thread, Rpc_kill_thread, Rpc_exception_sigh,
	                     Rpc_affinity_space, Rpc_trace_control, Rpc_ref_account,
	                     Rpc_transfer_quota, Rpc_quota, Rpc_native_cpu);
};

#endif /* _INCLUDE__CPU_SESSION__CPU_SESSION_H_ */
