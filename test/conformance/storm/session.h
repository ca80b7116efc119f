/*
 * \brief  Session interface of the test of many calls
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORM__SESSION_H_
#define _STORM__SESSION_H_

#include <base/rpc_client.h>
#include <base/rpc_args.h>
#include <dataspace/capability.h>
#include <session/session.h>

namespace Test_storm {

	using namespace Genode;

	struct Session;
	struct Ledger;

	typedef Rpc_in_buffer<2500> Text;

	/** Answer to a call with the given number and value */
	inline unsigned answer(unsigned number, unsigned value) { return value*2654435761U ^ number; }

	/** Answer to a call that is not the next one */
	enum { OUT_OF_ORDER = ~0U };
}


/**
 * Object that counts the calls to it
 */
struct Test_storm::Ledger
{
	GENODE_RPC(Rpc_enter, unsigned, enter, unsigned, unsigned);
	GENODE_RPC(Rpc_enter_text, unsigned, enter_text, unsigned, Text const &);
	GENODE_RPC(Rpc_enter_ds, unsigned, enter_ds, unsigned, Dataspace_capability);
	GENODE_RPC(Rpc_count, unsigned, count);
	GENODE_RPC_INTERFACE(Rpc_enter, Rpc_enter_text, Rpc_enter_ds, Rpc_count);
};


struct Test_storm::Session : Genode::Session
{
	static const char *service_name() { return "Conformance_storm"; }

	virtual ~Session() { }

	virtual Capability<Ledger> create() = 0;
	virtual void destroy(Capability<Ledger>) = 0;

	GENODE_RPC(Rpc_create, Capability<Ledger>, create);
	GENODE_RPC(Rpc_destroy, void, destroy, Capability<Ledger>);
	GENODE_RPC_INTERFACE(Rpc_create, Rpc_destroy);
};

#endif /* _STORM__SESSION_H_ */
