/*
 * \brief  Base of RPC clients
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__RPC_CLIENT_H_
#define _INCLUDE__BASE__RPC_CLIENT_H_

#include <base/capability.h>

namespace Genode { template <typename> struct Rpc_client; }


/**
 * Implementation of an interface by calling an RPC object
 *
 * A client class inherits the template and implements each method by 'call'
 * with the corresponding RPC function.
 */
template <typename RPC_INTERFACE>
struct Genode::Rpc_client : Capability<RPC_INTERFACE>, RPC_INTERFACE
{
	typedef RPC_INTERFACE Rpc_interface;

	Rpc_client(Capability<RPC_INTERFACE> const &cap)
	: Capability<RPC_INTERFACE>(cap) { }
};

#endif /* _INCLUDE__BASE__RPC_CLIENT_H_ */
