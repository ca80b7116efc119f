/*
 * \brief  Root interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__ROOT__ROOT_H_
#define _INCLUDE__ROOT__ROOT_H_

#include <base/affinity.h>
#include <base/exception.h>
#include <base/rpc.h>
#include <base/rpc_args.h>
#include <session/capability.h>

namespace Genode {

	struct Root;
	template <typename> struct Typed_root;
}


/**
 * Factory of sessions, announced by a server to its parent
 */
struct Genode::Root
{
	class Exception      : public ::Genode::Exception { };
	class Unavailable    : public Exception { };
	class Quota_exceeded : public Exception { };
	class Invalid_args   : public Exception { };

	typedef Rpc_in_buffer<160> Session_args;
	typedef Rpc_in_buffer<160> Upgrade_args;

	virtual ~Root() { }

	/**
	 * Create session
	 *
	 * \throw Unavailable
	 * \throw Quota_exceeded
	 * \throw Invalid_args
	 */
	virtual Session_capability session(Session_args const &args, Affinity const &affinity) = 0;

	/**
	 * Extend the resources donated to a session
	 */
	virtual void upgrade(Session_capability session, Upgrade_args const &args) = 0;

	/**
	 * Close session
	 */
	virtual void close(Session_capability session) = 0;

	GENODE_RPC_THROW(Rpc_session, Session_capability, session,
	                 GENODE_TYPE_LIST(Unavailable, Quota_exceeded, Invalid_args),
	                 Session_args const &, Affinity const &);
	GENODE_RPC_THROW(Rpc_upgrade, void, upgrade,
	                 GENODE_TYPE_LIST(Invalid_args),
	                 Session_capability, Upgrade_args const &);
	GENODE_RPC(Rpc_close, void, close, Session_capability);

	GENODE_RPC_INTERFACE(Rpc_session, Rpc_upgrade, Rpc_close);
};


/**
 * Root interface of a particular session type
 */
template <typename SESSION_TYPE>
struct Genode::Typed_root : Root
{
	typedef SESSION_TYPE Session_type;
};

#endif /* _INCLUDE__ROOT__ROOT_H_ */
