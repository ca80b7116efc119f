/*
 * \brief  RPC between two components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/component.h>
#include <base/entrypoint.h>
#include <conformance/no_waiting.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <rpc/session.h>

namespace Test_rpc {

	using Conformance::Worker;

	struct Own_counter;
	struct Main;
}


/**
 * Object of the client, called by the server
 */
struct Test_rpc::Own_counter : Rpc_object<Counter>
{
	unsigned value = 0;

	unsigned increment(unsigned amount) override { return value += amount; }
};


struct Test_rpc::Main
{
	enum { STACK_SIZE = 16*1024 };

	Env              &env;
	Connection        session { env, "client" };
	Conformance::Test test    { env, "rpc" };

	Conformance::No_waiting no_waiting { env };

	void values()
	{
		session.nothing();
		test.check_equal("numbers are passed", session.negate(-2147483647), 2147483647);
		test.check_equal("arguments of many types are passed",
		                 session.sum(-1, -300, 70000, -5000000000L, 1ULL << 40, true),
		                 -1L - 300 + 70000 - 5000000000L + (1L << 40) + 1);
		test.check("enumerations are passed", session.mix(RED, GREEN) == GREEN
		                                   && session.mix(GREEN, RED) == RED);
		test.check("floating-point numbers are passed", session.scale(1.5, -4.0f) == -6.0);

		Point const point = session.mirror({ -3, 4 });
		test.check("structures are passed and returned", point.x == 4 && point.y == -3);

		int   out = 1;
		Point out_point { 1, 2 };
		session.out(out, out_point);
		test.check("references are assigned", out == 77 && out_point.x == 8 && out_point.y == 9);

		Record record { };
		strncpy(record.name, "record", sizeof(record.name));
		record.valid = true;
		for (unsigned i = 0; i < 20; i++)
			record.values[i] = i*i;
		bool const valid = session.inout(record, { 5, 0 });
		bool values = true;
		for (unsigned i = 0; i < 20; i++)
			values &= record.values[i] == i*i + 5;
		test.check("references are passed in both directions",
		           valid && values && !record.valid && strcmp(record.name, "changed") == 0);
	}

	void buffers()
	{
		test.check_equal("strings are passed", session.length("a string"), 8U);
		test.check_equal("an empty string is passed", session.length(""), 0U);

		char text[100];
		memset(text, 'x', sizeof(text));
		text[50] = 0;
		test.check_equal("a string ends at its end", session.length((char const *)text), 50U);

		char   bytes[128];
		unsigned sum = 0;
		for (unsigned i = 0; i < sizeof(bytes); i++) {
			bytes[i] = (char)(i*7);
			sum = sum*31 + (unsigned char)bytes[i];
		}
		test.check_equal("binary data is passed", session.checksum(Bytes(bytes, sizeof(bytes))), sum);
		test.check_equal("no data is passed", session.checksum(Bytes(bytes, 0)), 0U);
		test.check("a text without end is no string",
		           !Text(bytes, 10).is_valid_string() || bytes[9] == 0);
	}

	void exceptions()
	{
		int reached = 1;
		session.fail(0, reached);
		auto fail = [&] (int kind) { return [this, kind, &reached] { session.fail(kind, reached); }; };
		test.check_throws<Session::First_error>("the first exception is passed", fail(1));
		test.check_throws<Session::Second_error>("the second exception is passed", fail(2));
		test.check_throws<Session::First_error>("a derived exception is caught by its base", fail(3));
		test.check_equal("output arguments arrive along with an exception", reached, 30);
		test.check_equal("the session works after an exception", session.negate(1), -1);
	}

	void objects()
	{
		Session::Counter_capability const a = session.create_counter(), b = session.create_counter();

		test.check("objects have different capabilities", a.valid() && b.valid() && !(a == b));

		a.call<Counter::Rpc_increment>(5);
		a.call<Counter::Rpc_increment>(6);
		b.call<Counter::Rpc_increment>(1);
		test.check_equal("an object keeps its state", a.call<Counter::Rpc_increment>(0), 11U);
		test.check_equal("a server finds its object by the capability", session.counter_value(a), 11U);
		test.check_equal("a server does not mix up its objects", session.counter_value(b), 1U);

		session.destroy_counter(a);
		test.check_throws<Ipc_error>("an object that was dissolved cannot be called", [&] {
			a.call<Counter::Rpc_increment>(1); });
		test.check_equal("its neighbour can", b.call<Counter::Rpc_increment>(1), 2U);
		session.destroy_counter(b);

		test.check_equal("the server does not know a foreign object",
		                 session.counter_value(reinterpret_cap_cast<Counter>(env.ram_session_cap())), ~0U);
		test.check_equal("the server does not know an invalid object",
		                 session.counter_value(Session::Counter_capability()), ~0U);
	}

	void inheritance()
	{
		Session::Named_counter_capability const cap = session.create_named_counter(100);

		cap.call<Named_counter::Rpc_name>("name");
		test.check_equal("inherited functions are called", cap.call<Counter::Rpc_increment>(1), 101U);
		Point const position = cap.call<Named_counter::Rpc_position>();
		test.check("functions of the derived interface are called", position.x == 101 && position.y == 4);
		test.check_throws<Named_counter::Bad_name>("exceptions of the derived interface are passed", [&] {
			cap.call<Named_counter::Rpc_name>(""); });

		/* a capability of the derived type is one of the base type */
		Session::Counter_capability const base = cap;
		test.check_equal("a capability is converted to its base type", base.call<Counter::Rpc_increment>(1), 102U);
		test.check("a capability is converted back",
		           static_cap_cast<Named_counter>(base).call<Named_counter::Rpc_position>().x == 102);
		test.check("the same object has the same capability", session.create_named_counter(1) == cap);
	}

	void capabilities()
	{
		Attached_ram_dataspace x(env.ram(), env.rm(), 4096), y(env.ram(), env.rm(), 4096),
		                       z(env.ram(), env.rm(), 4096);

		test.check("a capability that returns is the same", session.pass(x.cap()) == x.cap());
		test.check("an invalid capability stays invalid", !session.pass(Dataspace_capability()).valid());

		Dataspace_capability a = x.cap(), b = y.cap(), c = z.cap();
		bool const valid = session.rotate(a, b, c);
		test.check("capabilities are passed in both directions",
		           valid && a == y.cap() && b == z.cap() && c == x.cap());

		Dataspace_capability const none;
		test.check_equal("several capabilities keep their places",
		                 session.count_valid(a, none, b, none, c), 10101U);
		test.check_equal("the same capability can be passed several times",
		                 session.count_valid(a, a, a, a, a), 11111U);

		for (unsigned i = 0; i < 200; i++) {
			Attached_ram_dataspace ds(env.ram(), env.rm(), 4096);
			if (!(session.pass(ds.cap()) == ds.cap()))
				test.check("many capabilities are passed one after the other", false);
		}
		test.check("many capabilities are passed one after the other", true);
	}

	void call_back()
	{
		Entrypoint  ep { env, STACK_SIZE, "callback" };
		Own_counter counter;

		session.call_back(ep.manage(counter), 10);
		test.check_equal("the server calls an object of the client", counter.value, 20U);
		ep.dissolve(counter);
	}

	void signals()
	{
		Signal_receiver receiver;
		Signal_context  context;

		session.sigh(receiver.manage(&context));
		session.submit(3);
		session.submit(4);

		unsigned count = 0;
		while (count < 7)
			count += receiver.wait_for_signal().num();
		test.check_equal("signals arrive from another component", count, 7U);

		receiver.dissolve(&context);
		session.submit(1);
		test.check("a signal to a dissolved context does not disturb the server", session.negate(2) == -2);
	}

	void threads()
	{
		unsigned errors = 0;
		auto call = [&] (int id) {
			for (int i = 0; i < 50; i++)
				if (session.negate(id*1000 + i) != -(id*1000 + i))
					__atomic_add_fetch(&errors, 1, __ATOMIC_SEQ_CST);
		};
		Worker a(env, "a", [&] { call(1); });
		Worker b(env, "b", [&] { call(2); });
		Worker c(env, "c", [&] { call(3); });
		a.join(); b.join(); c.join();
		test.check_equal("threads get the answers to their own calls", errors, 0U);
	}

	void sessions()
	{
		size_t const avail = env.ram().avail();

		/* a rollback does not take back what the parent granted for the small request below */
		enum { GRANTED = Connection::RAM_QUOTA/2 };
		auto quota_is_back = [&] {
			size_t const now = env.ram().avail();
			return now >= avail && now < avail + GRANTED; };
		{
			Connection other(env, "other");
			test.check("a session donates quota",
			           env.ram().avail() <= avail + GRANTED - Connection::RAM_QUOTA);
			test.check("the server learns about the quota", other.donated() < Connection::RAM_QUOTA);

			unsigned const before = other.donated();
			env.parent().upgrade(other.Genode::Connection<Session>::cap(), "ram_quota=8192");
			test.check_equal("a session can be upgraded", other.donated(), before + 8192);
			test.check("sessions are independent", other.negate(3) == -3 && session.donated() != other.donated());
		}
		test.check("the quota returns when the session is closed", quota_is_back());

		/* the server refuses a session that does not even pay for its object */
		test.check_throws<Parent::Quota_exceeded>("a session without donation is refused", [&] {
			env.parent().session<Session>("ram_quota=100, label=\"poor\""); });
		test.check_throws<Parent::Quota_exceeded>("a donation cannot exceed the quota", [&] {
			env.parent().session<Session>("ram_quota=1G, label=\"rich\""); });
		test.check("a refused session costs nothing", quota_is_back());
	}

	void round()
	{
		values();
		buffers();
		exceptions();
		objects();
		inheritance();
		capabilities();
		call_back();
		signals();
		threads();
		sessions();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_rpc::Main main(env); }
