/*
 * \brief  Server of the test of many calls
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/entrypoint.h>
#include <base/heap.h>
#include <base/rpc_server.h>
#include <root/component.h>
#include <storm/session.h>

namespace Test_storm {

	struct Ledger_component;
	struct Session_component;
	struct Root;
	struct Main;
}


struct Test_storm::Ledger_component : Rpc_object<Ledger, Ledger_component>
{
	unsigned calls = 0;

	unsigned _enter(unsigned number, unsigned value)
	{
		if (number != calls + 1)
			return OUT_OF_ORDER;

		calls = number;
		return answer(number, value);
	}

	unsigned enter(unsigned number, unsigned value) { return _enter(number, value); }

	unsigned enter_text(unsigned number, Text const &text)
	{
		return _enter(number, (unsigned)text.size());
	}

	unsigned enter_ds(unsigned number, Dataspace_capability ds)
	{
		return _enter(number, ds.valid());
	}

	unsigned count() { return calls; }
};


struct Test_storm::Session_component : Rpc_object<Session>
{
	Entrypoint &ep;
	Heap       &heap;

	Session_component(Entrypoint &ep, Heap &heap) : ep(ep), heap(heap) { }

	Capability<Ledger> create() override
	{
		return ep.manage(*new (heap) Ledger_component);
	}

	void destroy(Capability<Ledger> cap) override
	{
		Ledger_component *ledger = nullptr;
		ep.rpc_ep().apply(cap, [&] (Rpc_object_base *found) {
			ledger = dynamic_cast<Ledger_component *>(found); });
		if (!ledger)
			return;

		ep.dissolve(*ledger);
		Genode::destroy(heap, ledger);
	}
};


struct Test_storm::Root : Root_component<Session_component>
{
	Entrypoint &ep;
	Heap       &heap;

	Session_component *_create_session(char const *) override
	{
		return new (heap) Session_component(ep, heap);
	}

	Root(Entrypoint &ep, Heap &heap) : Root_component(ep, heap), ep(ep), heap(heap) { }
};


struct Test_storm::Main
{
	Env &env;
	Heap heap { env.ram(), env.rm() };
	Root root { env.ep(), heap };

	explicit Main(Env &env) : env(env) { env.parent().announce(env.ep().manage(root)); }
};


void Component::construct(Genode::Env &env) { static Test_storm::Main main(env); }
