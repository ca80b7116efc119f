/*
 * \brief  Measures the time from the creation of a child to its first call
 *
 * The child calls its parent in its construct function, and tells when that
 * function began. The steps until then are measured one by one, "start" is the
 * sum. The results are log lines as those of the client of rpc_bench.
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

	class  Steps;
	class  Quota;
	class  Child;
	struct Main;
}


/**
 * Times at which the steps of a start ended
 */
class Start_bench::Steps
{
	public:

		/** In the order of their end, each begins with the end of the previous one */
		enum Step { RAM, QUOTA, ROM, ENTRYPOINT, CPU, PD, THREAD, PROGRAM, STARTUP, CALL, NUM_STEPS };

		static char const *name(unsigned step)
		{
			static char const * const names[NUM_STEPS] {
				"RAM", "quota", "ROM", "entrypoint", "CPU", "PD", "thread", "program", "startup", "call" };

			return names[step];
		}

	private:

		unsigned long _start            = Recap::timestamp();
		unsigned long _times[NUM_STEPS] = { };

	public:

		void end(Step step, unsigned long time = Recap::timestamp()) { _times[step] = time; }

		unsigned long ticks() const { return _times[NUM_STEPS - 1] - _start; }

		/** The last steps may overlap, because two processes are at work */
		unsigned long ticks(unsigned step) const
		{
			unsigned long const begin = step ? _times[step - 1] : _start;

			return max(begin, _times[step]) - begin;
		}

		/** Member of a class that ends a step when it is constructed */
		struct End { End(Steps &steps, Step step) { steps.end(step); } };
};


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

		using End = Steps::End;

		Env      &_env;
		Steps    &_steps;
		Semaphore _called { };

		Ram_connection _ram       { _env, name() };
		End            _ram_end   { _steps, Steps::RAM };
		Quota          _quota     { _env, _ram };
		End            _quota_end { _steps, Steps::QUOTA };
		Rom_connection _binary    { _env, name() };
		End            _rom_end   { _steps, Steps::ROM };

		Rpc_entrypoint _entrypoint     { &_env.pd(), ENTRYPOINT_STACK_SIZE, name() };
		End            _entrypoint_end { _steps, Steps::ENTRYPOINT };

		/* closed before the binary, which the child executes until then */
		Cpu_connection _cpu     { _env, name() };
		End            _cpu_end { _steps, Steps::CPU };
		Pd_connection  _pd      { _env, name() };

		Region_map_client _address_space { _pd.address_space() };

		End _pd_end { _steps, Steps::PD };

		Genode::Child::Initial_thread _initial_thread { _cpu, _pd.cap(), name() };

		End _thread_end { _steps, Steps::THREAD };

		Genode::Child _child { _binary.dataspace(), Dataspace_capability(), _pd.cap(), _pd,
		                       _ram.cap(), _ram, _cpu.cap(), _initial_thread, _env.rm(),
		                       _address_space, _entrypoint, *this };

		End _program_end { _steps, Steps::PROGRAM };

	public:

		/**
		 * Constructor, starts the child
		 */
		Child(Env &env, Steps &steps) : _env(env), _steps(steps) { }

		/**
		 * Wait for the call of the child
		 */
		void wait_for_call() { _called.down(); }


		/****************************
		 ** Child_policy interface **
		 ****************************/

		char const *name() const override { return "start_bench_child"; }

		/**
		 * \param constructed  lower half of the time at which the child was about to
		 *                     construct itself
		 */
		void exit(int constructed) override
		{
			unsigned long const now = Recap::timestamp();

			_steps.end(Steps::STARTUP, now - ((unsigned)now - (unsigned)constructed));
			_steps.end(Steps::CALL, now);
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

	Steps starts[MAX_CHILDREN] { };

	Steps start_child()
	{
		Steps steps { };
		Child child(env, steps);

		child.wait_for_call();
		return steps;
	}

	explicit Main(Env &env) : env(env)
	{
		/* the first one finds cold caches */
		start_child();

		for (unsigned i = 0; i < children; i++) {
			if (pause_ms)
				timer.msleep(pause_ms);
			starts[i] = start_child();
		}

		for (unsigned i = 0; i < children; i++) {
			for (unsigned step = 0; step < Steps::NUM_STEPS; step++)
				log("sample ", Steps::name(step), " ", starts[i].ticks(step), " 1");

			log("sample start ", starts[i].ticks(), " 1");
		}

		log("done");
	}
};


void Component::construct(Genode::Env &env) { static Start_bench::Main main(env); }
