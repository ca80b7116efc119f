/*
 * \brief  Session by which the child tells its parent what it observes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CHILD__SESSION_H_
#define _CHILD__SESSION_H_

#include <base/connection.h>
#include <base/rpc_client.h>
#include <session/session.h>

namespace Test_child {

	using namespace Genode;

	struct Report_session;
	struct Report_connection;
	struct Echo_session;

	/* what the child reports, in this order */
	enum Step {
		STARTED, CONFIGURED, DENIED, EXCEEDED, UPGRADED, SECOND_OPENED, SECOND_CLOSED,
		READY_FOR_RESOURCES, GOT_RESOURCES, READY_TO_YIELD, ASKED_TO_YIELD, YIELDED,
		ANNOUNCED, ABOUT_TO_EXIT
	};
}


struct Test_child::Report_session : Session
{
	static const char *service_name() { return "Conformance_report"; }

	virtual ~Report_session() { }

	/**
	 * Report that a step is complete
	 *
	 * \param value  depends on the step
	 */
	virtual void report(Step step, unsigned long value) = 0;

	GENODE_RPC(Rpc_report, void, report, Step, unsigned long);
	GENODE_RPC_INTERFACE(Rpc_report);
};


struct Test_child::Report_connection : Connection<Report_session>, Rpc_client<Report_session>
{
	enum { RAM_QUOTA = 16*1024 };

	explicit Report_connection(Env &env)
	:
		Connection<Report_session>(env, session(env.parent(), "ram_quota=%u, label=\"report\"",
		                                        (unsigned)RAM_QUOTA)),
		Rpc_client<Report_session>(Connection<Report_session>::cap())
	{ }

	void report(Step step, unsigned long value) override { call<Rpc_report>(step, value); }
};


/**
 * Service of the child
 */
struct Test_child::Echo_session : Session
{
	static const char *service_name() { return "Conformance_echo"; }

	virtual ~Echo_session() { }

	virtual unsigned echo(unsigned) = 0;

	GENODE_RPC(Rpc_echo, unsigned, echo, unsigned);
	GENODE_RPC_INTERFACE(Rpc_echo);
};

#endif /* _CHILD__SESSION_H_ */
