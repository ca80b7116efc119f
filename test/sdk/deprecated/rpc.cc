/*
 * \brief  Server and client as they were written with a CAP session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/connection.h>
#include <base/heap.h>
#include <base/printf.h>
#include <base/rpc_client.h>
#include <base/rpc_server.h>
#include <cap_session/connection.h>
#include <root/component.h>
#include <util/arg_string.h>

#include "parts.h"


namespace Sum {

	struct Session : Genode::Session
	{
		static const char *service_name() { return "Sum"; }

		typedef Genode::Rpc_in_buffer<64> Text;

		virtual int  add(int, int) = 0;
		virtual int  length(Text const &) = 0;
		virtual void divide(int, int, int *) = 0;

		GENODE_RPC(Rpc_add, int, add, int, int);
		GENODE_RPC(Rpc_length, int, length, Text const &);
		GENODE_RPC_THROW(Rpc_divide, void, divide,
		                 GENODE_TYPE_LIST(Genode::Parent::Service_denied), int, int, int *);

		GENODE_RPC_INTERFACE(Rpc_add, Rpc_length, Rpc_divide);
	};

	struct Session_client : Genode::Rpc_client<Session>
	{
		Session_client(Genode::Capability<Session> cap) : Genode::Rpc_client<Session>(cap) { }

		int  add(int a, int b)               { return call<Rpc_add>(a, b); }
		int  length(Text const &text)        { return call<Rpc_length>(text); }
		void divide(int a, int b, int *sum)  { call<Rpc_divide>(a, b, sum); }
	};

	struct Session_component : Genode::Rpc_object<Session>
	{
		int add(int a, int b) { return a + b; }

		int length(Text const &text) {
			return text.is_valid_string() ? Genode::strlen(text.string()) : -1; }

		void divide(int a, int b, int *result)
		{
			if (!b)
				throw Genode::Parent::Service_denied();

			*result = a/b;
		}
	};

	class Root : public Genode::Root_component<Session_component>
	{
		protected:

			Session_component *_create_session(const char *args)
			{
				char label[32];
				Genode::Arg_string::find_arg(args, "label").string(label, sizeof(label), "none");
				expect(!Genode::strcmp(label, "me"), "label of the session");

				return new (md_alloc()) Session_component();
			}

		public:

			Root(Genode::Rpc_entrypoint *ep, Genode::Allocator *md_alloc)
			: Genode::Root_component<Session_component>(ep, md_alloc) { }
	};
}


void use_rpc()
{
	using namespace Genode;

	enum { STACK_SIZE = 16*1024 };

	static Cap_connection cap;
	static Rpc_entrypoint ep(&cap, STACK_SIZE, "sum_ep");
	static Sliced_heap    heap(env()->ram_session(), env()->rm_session());
	static Sum::Root      root(&ep, &heap);

	Capability<Root> const root_cap = ep.manage(&root);

	/* without an init that would route the session */
	Capability<Sum::Session> const session_cap = reinterpret_cap_cast<Sum::Session>(
		root_cap.call<Genode::Root::Rpc_session>("ram_quota=64K, label=\"me\"", Affinity()));

	Sum::Session_client session(session_cap);

	int result = 0;
	session.divide(7, 2, &result);
	expect(session.add(3, 4) == 7 && session.length("hello") == 5 && result == 3, "calls");

	bool denied = false;
	try { session.divide(1, 0, &result); }
	catch (Parent::Service_denied) { denied = true; }
	expect(denied, "exception of a call");

	root_cap.call<Genode::Root::Rpc_close>(session_cap);
	ep.dissolve(&root);
}
