/*
 * \brief  Report session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__REPORT_SESSION__REPORT_SESSION_H_
#define _INCLUDE__REPORT_SESSION__REPORT_SESSION_H_

#include <base/rpc.h>
#include <base/signal.h>
#include <dataspace/capability.h>
#include <session/session.h>

namespace Report {

	using Genode::Dataspace_capability;
	using Genode::Signal_context_capability;
	using Genode::size_t;

	struct Session;
}


/**
 * Report of the state of a component, handed over by a shared buffer
 *
 * The server accesses the buffer only while a function is called, and the
 * client only while none is. Both must copy what they find there before they
 * rely on it.
 */
struct Report::Session : Genode::Session
{
	static const char *service_name() { return "Report"; }

	/** Return dataspace that is the buffer */
	virtual Dataspace_capability dataspace() = 0;

	/**
	 * Submit content of the buffer as report
	 *
	 * \param length  length of the report in bytes
	 */
	virtual void submit(size_t length) = 0;

	/**
	 * Register handler to be notified about responses
	 */
	virtual void response_sigh(Signal_context_capability) = 0;

	/**
	 * Let the server replace the content of the buffer by its response
	 *
	 * \return  length of the response in bytes
	 */
	virtual size_t obtain_response() = 0;

	GENODE_RPC(Rpc_dataspace, Dataspace_capability, dataspace);
	GENODE_RPC(Rpc_submit, void, submit, size_t);
	GENODE_RPC(Rpc_response_sigh, void, response_sigh, Signal_context_capability);
	GENODE_RPC(Rpc_obtain_response, size_t, obtain_response);

	GENODE_RPC_INTERFACE(Rpc_dataspace, Rpc_submit, Rpc_response_sigh, Rpc_obtain_response);
};

#endif /* _INCLUDE__REPORT_SESSION__REPORT_SESSION_H_ */
