/*
 * \brief  Session interface with functions of all kinds
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RPC__SESSION_H_
#define _RPC__SESSION_H_

#include <base/connection.h>
#include <base/rpc_args.h>
#include <base/rpc_client.h>
#include <base/signal.h>
#include <dataspace/capability.h>
#include <session/session.h>

namespace Test_rpc {

	using namespace Genode;

	struct Point;
	struct Record;
	struct Counter;
	struct Named_counter;
	struct Session;
	struct Session_client;
	struct Connection;

	enum Color { RED = 3, GREEN = 5 };

	typedef Rpc_in_buffer<64>  Text;
	typedef Rpc_in_buffer<128> Bytes;
}


struct Test_rpc::Point { int x, y; };


struct Test_rpc::Record
{
	char          name[40];
	unsigned long values[20];
	bool          valid;
};


/**
 * Object that the session hands out
 */
struct Test_rpc::Counter
{
	virtual ~Counter() { }

	virtual unsigned increment(unsigned amount) = 0;

	GENODE_RPC(Rpc_increment, unsigned, increment, unsigned);
	GENODE_RPC_INTERFACE(Rpc_increment);
};


/**
 * Interface that inherits another one
 */
struct Test_rpc::Named_counter : Counter
{
	class Bad_name : public Exception { };

	virtual void name(Text const &) = 0;
	virtual Point position() = 0;

	GENODE_RPC_THROW(Rpc_name, void, name, GENODE_TYPE_LIST(Bad_name), Text const &);
	GENODE_RPC(Rpc_position, Point, position);
	GENODE_RPC_INTERFACE_INHERIT(Counter, Rpc_name, Rpc_position);
};


struct Test_rpc::Session : Genode::Session
{
	static const char *service_name() { return "Conformance_rpc"; }

	class First_error  : public Exception   { };
	class Second_error : public Exception   { };
	class Special_error : public First_error { };

	typedef Capability<Counter>       Counter_capability;
	typedef Capability<Named_counter> Named_counter_capability;

	virtual ~Session() { }

	virtual void     nothing() = 0;
	virtual int      negate(int) = 0;
	virtual long     sum(char, short, int, long, unsigned long long, bool) = 0;
	virtual Color    mix(Color, Color) = 0;
	virtual double   scale(double, float) = 0;
	virtual Point    mirror(Point) = 0;
	virtual void     out(int &, Point &) = 0;
	virtual bool     inout(Record &, Point const &) = 0;
	virtual unsigned length(Text const &) = 0;
	virtual unsigned checksum(Bytes const &) = 0;
	virtual void     fail(int kind, int &reached) = 0;

	virtual Counter_capability       create_counter() = 0;
	virtual Named_counter_capability create_named_counter(unsigned start) = 0;
	virtual unsigned                 counter_value(Counter_capability) = 0;
	virtual void                     destroy_counter(Counter_capability) = 0;

	virtual Dataspace_capability pass(Dataspace_capability) = 0;
	virtual bool rotate(Dataspace_capability &, Dataspace_capability &, Dataspace_capability &) = 0;
	virtual unsigned count_valid(Dataspace_capability, Dataspace_capability, Dataspace_capability,
	                             Dataspace_capability, Dataspace_capability) = 0;

	virtual void call_back(Counter_capability, unsigned times) = 0;
	virtual void sigh(Signal_context_capability) = 0;
	virtual void submit(unsigned) = 0;
	virtual unsigned donated() = 0;

	GENODE_RPC(Rpc_nothing, void, nothing);
	GENODE_RPC(Rpc_negate, int, negate, int);
	GENODE_RPC(Rpc_sum, long, sum, char, short, int, long, unsigned long long, bool);
	GENODE_RPC(Rpc_mix, Color, mix, Color, Color);
	GENODE_RPC(Rpc_scale, double, scale, double, float);
	GENODE_RPC(Rpc_mirror, Point, mirror, Point);
	GENODE_RPC(Rpc_out, void, out, int &, Point &);
	GENODE_RPC(Rpc_inout, bool, inout, Record &, Point const &);
	GENODE_RPC(Rpc_length, unsigned, length, Text const &);
	GENODE_RPC(Rpc_checksum, unsigned, checksum, Bytes const &);
	GENODE_RPC_THROW(Rpc_fail, void, fail,
	                 GENODE_TYPE_LIST(First_error, Second_error, Special_error), int, int &);
	GENODE_RPC(Rpc_create_counter, Counter_capability, create_counter);
	GENODE_RPC(Rpc_create_named_counter, Named_counter_capability, create_named_counter, unsigned);
	GENODE_RPC(Rpc_counter_value, unsigned, counter_value, Counter_capability);
	GENODE_RPC(Rpc_destroy_counter, void, destroy_counter, Counter_capability);
	GENODE_RPC(Rpc_pass, Dataspace_capability, pass, Dataspace_capability);
	GENODE_RPC(Rpc_rotate, bool, rotate, Dataspace_capability &, Dataspace_capability &,
	           Dataspace_capability &);
	GENODE_RPC(Rpc_count_valid, unsigned, count_valid, Dataspace_capability, Dataspace_capability,
	           Dataspace_capability, Dataspace_capability, Dataspace_capability);
	GENODE_RPC(Rpc_call_back, void, call_back, Counter_capability, unsigned);
	GENODE_RPC(Rpc_sigh, void, sigh, Signal_context_capability);
	GENODE_RPC(Rpc_submit, void, submit, unsigned);
	GENODE_RPC(Rpc_donated, unsigned, donated);

	/*
	 * The list exceeds what the macro takes as arguments, so it is built as
	 * it was done then
	 */
	typedef Meta::Type_tuple<Rpc_nothing,
	        Meta::Type_tuple<Rpc_negate,
	        Meta::Type_tuple<Rpc_sum,
	        Meta::Type_tuple<Rpc_mix,
	        Meta::Type_tuple<Rpc_scale,
	        Meta::Type_tuple<Rpc_mirror,
	        Meta::Type_tuple<Rpc_out,
	        Meta::Type_tuple<Rpc_inout,
	        Meta::Type_tuple<Rpc_length,
	        Meta::Type_tuple<Rpc_checksum,
	        Meta::Type_tuple<Rpc_fail,
	        Meta::Type_tuple<Rpc_create_counter,
	        Meta::Type_tuple<Rpc_create_named_counter,
	        Meta::Type_tuple<Rpc_counter_value,
	        Meta::Type_tuple<Rpc_destroy_counter,
	        Meta::Type_tuple<Rpc_pass,
	        Meta::Type_tuple<Rpc_rotate,
	        Meta::Type_tuple<Rpc_count_valid,
	        Meta::Type_tuple<Rpc_call_back,
	        Meta::Type_tuple<Rpc_sigh,
	        Meta::Type_tuple<Rpc_submit,
	        Meta::Type_tuple<Rpc_donated,
	                         Meta::Empty>
	        > > > > > > > > > > > > > > > > > > > > > Rpc_functions;
};


struct Test_rpc::Session_client : Rpc_client<Session>
{
	explicit Session_client(Capability<Session> cap) : Rpc_client<Session>(cap) { }

	void     nothing()                                override { call<Rpc_nothing>(); }
	int      negate(int v)                            override { return call<Rpc_negate>(v); }
	long     sum(char a, short b, int c, long d, unsigned long long e, bool f) override {
		return call<Rpc_sum>(a, b, c, d, e, f); }
	Color    mix(Color a, Color b)                    override { return call<Rpc_mix>(a, b); }
	double   scale(double a, float b)                 override { return call<Rpc_scale>(a, b); }
	Point    mirror(Point p)                          override { return call<Rpc_mirror>(p); }
	void     out(int &v, Point &p)                    override { call<Rpc_out>(v, p); }
	bool     inout(Record &r, Point const &p)         override { return call<Rpc_inout>(r, p); }
	unsigned length(Text const &t)                    override { return call<Rpc_length>(t); }
	unsigned checksum(Bytes const &b)                 override { return call<Rpc_checksum>(b); }
	void     fail(int kind, int &reached)             override { call<Rpc_fail>(kind, reached); }
	Counter_capability create_counter()               override { return call<Rpc_create_counter>(); }
	Named_counter_capability create_named_counter(unsigned start) override {
		return call<Rpc_create_named_counter>(start); }
	unsigned counter_value(Counter_capability c)      override { return call<Rpc_counter_value>(c); }
	void     destroy_counter(Counter_capability c)    override { call<Rpc_destroy_counter>(c); }
	Dataspace_capability pass(Dataspace_capability d) override { return call<Rpc_pass>(d); }
	bool     rotate(Dataspace_capability &a, Dataspace_capability &b, Dataspace_capability &c) override {
		return call<Rpc_rotate>(a, b, c); }
	unsigned count_valid(Dataspace_capability a, Dataspace_capability b, Dataspace_capability c,
	                     Dataspace_capability d, Dataspace_capability e) override {
		return call<Rpc_count_valid>(a, b, c, d, e); }
	void     call_back(Counter_capability c, unsigned n) override { call<Rpc_call_back>(c, n); }
	void     sigh(Signal_context_capability s)        override { call<Rpc_sigh>(s); }
	void     submit(unsigned n)                       override { call<Rpc_submit>(n); }
	unsigned donated()                                override { return call<Rpc_donated>(); }
};


struct Test_rpc::Connection : Genode::Connection<Session>, Session_client
{
	enum { RAM_QUOTA = 16*1024 };

	explicit Connection(Env &env, char const *label = "")
	:
		Genode::Connection<Session>(env, session(env.parent(), "ram_quota=%u, label=\"%s\"",
		                                         (unsigned)RAM_QUOTA, label)),
		Session_client(cap())
	{ }
};

#endif /* _RPC__SESSION_H_ */
