/*
 * \brief  TRACE session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TRACE_SESSION__TRACE_SESSION_H_
#define _INCLUDE__TRACE_SESSION__TRACE_SESSION_H_

#include <base/exception.h>
#include <base/rpc.h>
#include <base/trace/types.h>
#include <dataspace/capability.h>
#include <session/session.h>

namespace Genode { namespace Trace { struct Session; } }


/**
 * Observation of threads
 *
 * The client obtains the identifiers of threads via a buffer that it shares
 * with the service, see 'Session_client::subjects'.
 */
struct Genode::Trace::Session : Genode::Session
{
	static const char *service_name() { return "TRACE"; }

	virtual ~Session() { }

	/**
	 * Allocate memory for a policy module
	 *
	 * \throw Out_of_metadata
	 */
	virtual Policy_id alloc_policy(size_t size) = 0;

	/**
	 * Return memory of a policy module
	 *
	 * \throw Nonexistent_policy
	 */
	virtual Dataspace_capability policy(Policy_id) = 0;

	/**
	 * Remove policy module
	 */
	virtual void unload_policy(Policy_id) = 0;

	/**
	 * Start tracing
	 *
	 * \param buffer_size  size of the buffer for events in bytes
	 *
	 * \throw Out_of_metadata
	 * \throw Already_traced
	 * \throw Source_is_dead
	 * \throw Nonexistent_policy
	 * \throw Traced_by_other_session
	 */
	virtual void trace(Subject_id, Policy_id, size_t buffer_size) = 0;

	/**
	 * Trace future threads of a given label and name
	 */
	virtual void rule(Session_label const &, Thread_name const &, Policy_id,
	                  size_t buffer_size) = 0;

	/**
	 * Stop the generation of events
	 *
	 * \throw Nonexistent_subject
	 */
	virtual void pause(Subject_id) = 0;

	/**
	 * Continue the generation of events
	 *
	 * \throw Nonexistent_subject
	 * \throw Source_is_dead
	 */
	virtual void resume(Subject_id) = 0;

	/**
	 * Return information about a thread
	 *
	 * \throw Nonexistent_subject
	 */
	virtual Subject_info subject_info(Subject_id) = 0;

	/**
	 * Return buffer with events
	 *
	 * \throw Nonexistent_subject
	 * \throw Subject_not_traced
	 */
	virtual Dataspace_capability buffer(Subject_id) = 0;

	/**
	 * Stop tracing and free the buffer
	 *
	 * \throw Nonexistent_subject
	 */
	virtual void free(Subject_id) = 0;

	GENODE_RPC(Rpc_dataspace, Dataspace_capability, dataspace);
	GENODE_RPC_THROW(Rpc_alloc_policy, Policy_id, alloc_policy,
	                 GENODE_TYPE_LIST(Out_of_metadata), size_t);
	GENODE_RPC_THROW(Rpc_policy, Dataspace_capability, policy,
	                 GENODE_TYPE_LIST(Nonexistent_policy), Policy_id);
	GENODE_RPC_THROW(Rpc_unload_policy, void, unload_policy,
	                 GENODE_TYPE_LIST(Nonexistent_policy), Policy_id);
	GENODE_RPC_THROW(Rpc_trace, void, trace,
	                 GENODE_TYPE_LIST(Out_of_metadata, Already_traced, Source_is_dead,
	                                  Nonexistent_policy, Traced_by_other_session),
	                 Subject_id, Policy_id, size_t);
	GENODE_RPC_THROW(Rpc_rule, void, rule, GENODE_TYPE_LIST(Out_of_metadata),
	                 Session_label const &, Thread_name const &, Policy_id, size_t);
	GENODE_RPC_THROW(Rpc_pause, void, pause,
	                 GENODE_TYPE_LIST(Nonexistent_subject), Subject_id);
	GENODE_RPC_THROW(Rpc_resume, void, resume,
	                 GENODE_TYPE_LIST(Nonexistent_subject, Source_is_dead), Subject_id);
	GENODE_RPC_THROW(Rpc_subjects, size_t, subjects, GENODE_TYPE_LIST(Out_of_metadata));
	GENODE_RPC_THROW(Rpc_subject_info, Subject_info, subject_info,
	                 GENODE_TYPE_LIST(Nonexistent_subject), Subject_id);
	GENODE_RPC_THROW(Rpc_buffer, Dataspace_capability, buffer,
	                 GENODE_TYPE_LIST(Nonexistent_subject, Subject_not_traced), Subject_id);
	GENODE_RPC_THROW(Rpc_free, void, free,
	                 GENODE_TYPE_LIST(Nonexistent_subject), Subject_id);

	GENODE_RPC_INTERFACE(Rpc_dataspace, Rpc_alloc_policy, Rpc_policy, Rpc_unload_policy,
	                     Rpc_trace, Rpc_rule, Rpc_pause, Rpc_resume, Rpc_subjects,
	                     Rpc_subject_info, Rpc_buffer, Rpc_free);
};

#endif /* _INCLUDE__TRACE_SESSION__TRACE_SESSION_H_ */
