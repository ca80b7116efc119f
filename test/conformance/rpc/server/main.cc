/*
 * \brief  Server of the RPC test
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/entrypoint.h>
#include <base/heap.h>
#include <base/log.h>
#include <root/component.h>
#include <rpc/session.h>
#include <util/arg_string.h>

namespace Test_rpc {

	struct Counter_component;
	struct Named_counter_component;
	struct Session_component;
	struct Root;
	struct Main;
}


struct Test_rpc::Counter_component : Rpc_object<Counter>
{
	unsigned value = 0;

	unsigned increment(unsigned amount) override { return value += amount; }
};


struct Test_rpc::Named_counter_component : Rpc_object<Named_counter>
{
	unsigned value;
	unsigned name_length = 0;

	explicit Named_counter_component(unsigned start) : value(start) { }

	unsigned increment(unsigned amount) override { return value += amount; }

	void name(Text const &text) override
	{
		if (!text.is_valid_string() || text.size() <= 1)
			throw Bad_name();
		name_length = (unsigned)strlen(text.string());
	}

	Point position() override { return { (int)value, (int)name_length }; }
};


struct Test_rpc::Session_component : Rpc_object<Session>
{
	Entrypoint &ep;
	Allocator  &alloc;
	unsigned    quota;

	Signal_transmitter transmitter { };

	/* one of each is enough for the test */
	Named_counter_component named { 0 };

	Session_component(Entrypoint &ep, Allocator &alloc, unsigned quota)
	: ep(ep), alloc(alloc), quota(quota) { }

	~Session_component() { ep.dissolve(named); }

	void  nothing() override { }
	int   negate(int v) override { return -v; }
	long  sum(char a, short b, int c, long d, unsigned long long e, bool f) override {
		return a + b + c + d + (long)e + f; }
	Color mix(Color a, Color b) override { return a == b ? a : a == RED ? GREEN : RED; }
	double scale(double a, float b) override { return a*b; }
	Point mirror(Point p) override { return { p.y, p.x }; }

	/* the values of output arguments are not transferred to the server */
	void out(int &v, Point &p) override { v = 77; p = { 8, 9 }; }

	bool inout(Record &r, Point const &p) override
	{
		bool const valid = r.valid && strcmp(r.name, "record") == 0;
		for (unsigned long &value : r.values)
			value += p.x;
		strncpy(r.name, "changed", sizeof(r.name));
		r.valid = false;
		return valid;
	}

	unsigned length(Text const &text) override
	{
		return text.is_valid_string() ? (unsigned)strlen(text.string()) : ~0U;
	}

	unsigned checksum(Bytes const &bytes) override
	{
		unsigned sum = 0;
		for (size_t i = 0; i < bytes.size(); i++)
			sum = sum*31 + (unsigned char)bytes.base()[i];
		return sum;
	}

	void fail(int kind, int &reached) override
	{
		reached = kind*10;
		switch (kind) {
		case 1: throw First_error();
		case 2: throw Second_error();
		case 3: throw Special_error();
		}
	}

	Counter_capability create_counter() override
	{
		return ep.manage(*new (alloc) Counter_component);
	}

	Named_counter_capability create_named_counter(unsigned start) override
	{
		named.value = start;
		return ep.manage(named);
	}

	template <typename FN>
	void with_counter(Counter_capability cap, FN const &fn)
	{
		Counter_component *counter = nullptr;
		ep.rpc_ep().apply(cap, [&] (Counter_component *obj) { counter = obj; });
		if (counter)
			fn(*counter);
	}

	unsigned counter_value(Counter_capability cap) override
	{
		unsigned value = ~0U;
		with_counter(cap, [&] (Counter_component &counter) { value = counter.value; });
		return value;
	}

	void destroy_counter(Counter_capability cap) override
	{
		with_counter(cap, [&] (Counter_component &counter) {
			ep.dissolve(counter);
			destroy(alloc, &counter);
		});
	}

	Dataspace_capability pass(Dataspace_capability ds) override { return ds; }

	bool rotate(Dataspace_capability &a, Dataspace_capability &b, Dataspace_capability &c) override
	{
		Dataspace_capability const first = a;
		a = b;
		b = c;
		c = first;
		return a.valid() && b.valid() && c.valid();
	}

	unsigned count_valid(Dataspace_capability a, Dataspace_capability b, Dataspace_capability c,
	                     Dataspace_capability d, Dataspace_capability e) override
	{
		return a.valid() + 10*b.valid() + 100*c.valid() + 1000*d.valid() + 10000*e.valid();
	}

	void call_back(Counter_capability counter, unsigned times) override
	{
		for (unsigned i = 0; i < times; i++)
			counter.call<Counter::Rpc_increment>(2);
	}

	void sigh(Signal_context_capability cap) override { transmitter.context(cap); }
	void submit(unsigned count) override { transmitter.submit(count); }

	unsigned donated() override { return quota; }
};


struct Test_rpc::Root : Root_component<Session_component>
{
	Entrypoint &ep;
	Heap       &heap;

	static unsigned quota_of(char const *args)
	{
		return (unsigned)Arg_string::find_arg(args, "ram_quota").ulong_value(0);
	}

	Session_component *_create_session(char const *args) override
	{
		return new (heap) Session_component(ep, heap, quota_of(args));
	}

	void _upgrade_session(Session_component *session, char const *args) override
	{
		session->quota += quota_of(args);
	}

	Root(Entrypoint &ep, Heap &heap) : Root_component(ep, heap), ep(ep), heap(heap) { }
};


struct Test_rpc::Main
{
	Env &env;
	Heap heap { env.ram(), env.rm() };
	Root root { env.ep(), heap };

	explicit Main(Env &env) : env(env) { env.parent().announce(env.ep().manage(root)); }
};


void Component::construct(Genode::Env &env) { static Test_rpc::Main main(env); }
