/*
 * \brief  Measures the time from the creation of a child to its first call
 *
 * The child calls its parent in its construct function. "create" is the time
 * until its program is about to run, "run" the rest, "start" the sum. The
 * results are log lines as those of the client of rpc_bench.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/child.h>
#include <base/component.h>
#include <base/log.h>
#include <base/semaphore.h>
#include <cpu_session/connection.h>
#include <pd_session/connection.h>
#include <ram_session/connection.h>
#include <region_map/client.h>
#include <rom_session/connection.h>
#include <timestamp.h>
#include <util/misc_math.h>

namespace Start_bench {

	using namespace Genode;

	class  Quota;
	class  Child;
	struct Main;
}


/**
 * Memory of a child, returned on the destruction of its RAM session
 */
class Start_bench::Quota
{
	private:

		enum { SIZE = 512*1024 };

	public:

		Quota(Env &env, Ram_connection &ram)
		{
			if (ram.ref_account(env.ram_session_cap()) != 0
			 || env.ram().transfer_quota(ram.cap(), SIZE) != 0)
				error("could not transfer RAM quota");
		}
};


/**
 * Child with what any parent needs for one
 */
class Start_bench::Child : public Child_policy
{
	private:

		enum { ENTRYPOINT_STACK_SIZE = 12*1024 };

		Env          &_env;
		Semaphore     _called    { };
		unsigned long _call_time { 0 };

		Ram_connection _ram    { _env, name() };
		Quota          _quota  { _env, _ram };
		Rom_connection _binary { _env, name() };
		Rpc_entrypoint _entrypoint { &_env.pd(), ENTRYPOINT_STACK_SIZE, name() };

		/* closed before the binary, which the child executes until then */
		Cpu_connection _cpu { _env, name() };
		Pd_connection  _pd  { _env, name() };

		Region_map_client _address_space { _pd.address_space() };

		Genode::Child::Initial_thread _initial_thread { _cpu, _pd.cap(), name() };

		Genode::Child _child { _binary.dataspace(), Dataspace_capability(), _pd.cap(), _pd,
		                       _ram.cap(), _ram, _cpu.cap(), _initial_thread, _env.rm(),
		                       _address_space, _entrypoint, *this };

	public:

		/**
		 * Constructor, starts the child
		 */
		explicit Child(Env &env) : _env(env) { }

		/**
		 * Wait for the call of the child and return time of its arrival
		 */
		unsigned long call_time()
		{
			_called.down();
			return _call_time;
		}


		/****************************
		 ** Child_policy interface **
		 ****************************/

		char const *name() const override { return "start_bench_child"; }

		void exit(int) override
		{
			_call_time = Recap::timestamp();
			_called.up();
		}

		Ram_session           *ref_ram_session()   override { return &_env.ram(); }
		Ram_session_capability ref_ram_cap() const override { return _env.ram_session_cap(); }
};


struct Start_bench::Main
{
	enum { MAX_CHILDREN = 1000 };

	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Timer::Connection      timer  { env };

	unsigned const children { min(config.xml().attribute_value("children", 20U),
	                              (unsigned)MAX_CHILDREN) };
	unsigned const pause_ms { config.xml().attribute_value("pause_ms", 0U) };

	struct Times { unsigned long create, run; };

	Times times[MAX_CHILDREN];

	Times start_child()
	{
		unsigned long const start = Recap::timestamp();
		Child               child(env);
		unsigned long const now    = Recap::timestamp();
		unsigned long const called = child.call_time();

		/* the child may call before this thread goes on */
		unsigned long const created = min(now, called);

		return { created - start, called - created };
	}

	explicit Main(Env &env) : env(env)
	{
		/* the first one finds cold caches */
		start_child();

		for (unsigned i = 0; i < children; i++) {
			if (pause_ms)
				timer.msleep(pause_ms);
			times[i] = start_child();
		}

		for (unsigned i = 0; i < children; i++) {
			log("sample create ", times[i].create, " 1");
			log("sample run ",    times[i].run,    " 1");
			log("sample start ",  times[i].create + times[i].run, " 1");
		}

		log("done");
	}
};


void Component::construct(Genode::Env &env) { static Start_bench::Main main(env); }
