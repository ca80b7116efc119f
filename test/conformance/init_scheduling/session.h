/*
 * \brief  Session of a component that works in the background
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INIT_SCHEDULING__SESSION_H_
#define _INIT_SCHEDULING__SESSION_H_

#include <base/connection.h>
#include <base/rpc_client.h>
#include <dataspace/capability.h>
#include <session/session.h>

namespace Test_init_scheduling {

	using namespace Genode;

	struct Work_session;
	struct Work_connection;

	/**
	 * Count as long as permitted, at most up to a limit
	 *
	 * Both components execute the same instructions, so what they count tells
	 * how they share the CPU.
	 */
	inline __attribute__((noinline))
	void work_while(bool const volatile &permitted, unsigned long volatile &count, unsigned long limit)
	{
		while (permitted && count < limit)
			count = count + 1;
	}
}


struct Test_init_scheduling::Work_session : Session
{
	static const char *service_name() { return "Conformance_work"; }

	virtual ~Work_session() { }

	/** Start or stop working */
	virtual void work(bool) = 0;

	/** Return memory that starts with the amount of work done so far */
	virtual Dataspace_capability done() = 0;

	/** Return number of CPUs that the component can use */
	virtual unsigned cpus() = 0;

	GENODE_RPC(Rpc_work, void, work, bool);
	GENODE_RPC(Rpc_done, Dataspace_capability, done);
	GENODE_RPC(Rpc_cpus, unsigned, cpus);
	GENODE_RPC_INTERFACE(Rpc_work, Rpc_done, Rpc_cpus);
};


struct Test_init_scheduling::Work_connection : Connection<Work_session>, Rpc_client<Work_session>
{
	explicit Work_connection(Env &env)
	:
		Connection<Work_session>(env, session(env.parent(), "ram_quota=16K, label=\"work\"")),
		Rpc_client<Work_session>(Connection<Work_session>::cap())
	{ }

	void                 work(bool on) override { call<Rpc_work>(on); }
	Dataspace_capability done()        override { return call<Rpc_done>(); }
	unsigned             cpus()        override { return call<Rpc_cpus>(); }
};

#endif /* _INIT_SCHEDULING__SESSION_H_ */
