/*
 * \brief  Start of a component
 *
 * The main thread begins on a small static stack. It creates a regular stack
 * for itself, continues there, and turns into the signal-proxy thread of the
 * initial entrypoint, see 'Entrypoint'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/entrypoint.h>
#include <base/env.h>
#include <base/sleep.h>
#include <lib/base/cap_map.h>
#include <lib/base/kernel.h>
#include <lib/base/platform_env.h>
#include <lib/base/stack.h>
#include <lib/base/startup.h>
#include <util/reconstructible.h>

using namespace Genode;

extern "C" {

	/* provided by the linker script */
	extern void (*_ctors_start[])();
	extern void (*_ctors_end[])();

	/* called by 'crt0.S' */
	addr_t prepare_main_thread();
	void   execute_main_thread();
}


namespace {

	Entrypoint *initial_ep = nullptr;

	struct Component_env : Env
	{
		Parent      &parent() override { return *platform_env().parent(); }
		Ram_session &ram()    override { return platform_env().ram(); }
		Cpu_session &cpu()    override { return platform_env().cpu(); }
		Region_map  &rm()     override { return platform_env().rm(); }
		Pd_session  &pd()     override { return platform_env().pd(); }
		Entrypoint  &ep()     override { return *initial_ep; }

		Ram_session_capability ram_session_cap() override { return platform_env().ram_session_cap(); }
		Cpu_session_capability cpu_session_cap() override { return platform_env().cpu_session_cap(); }
		Pd_session_capability  pd_session_cap()  override { return platform_env().pd_session_cap(); }
	};

	struct Main_thread : Thread
	{
		enum { STACK_SIZE = 16*1024 };

		Main_thread() : Thread(DEFAULT_WEIGHT, "main", STACK_SIZE, MAIN) { }

		/* the main thread runs already */
		void entry() override { }
	};
}


void Genode::execute_static_constructors()
{
	for (auto const *ctor = _ctors_start; ctor != _ctors_end; ctor++)
		(*ctor)();
}


void Genode::component_entrypoint(Entrypoint &ep) { initial_ep = &ep; }


class Genode::Startup
{
	public:

		/**
		 * Execute the component, does not return unless the entrypoint ends
		 */
		static void execute()
		{
			static Component_env env;
			static Constructible<Initial_entrypoint> ep;
			ep.construct(env);
		}

	private:

		struct Initial_entrypoint
		{
			Entrypoint ep;

			explicit Initial_entrypoint(Env &env) : ep(env) { }
		};
};


/**
 * \return  initial stack pointer of the main thread's final stack
 */
addr_t prepare_main_thread()
{
	Cap_map::map().init();

	static Constructible<Main_thread> main_thread;
	main_thread.construct();

	Stack &stack = Stack::containing((addr_t)main_thread->stack_base());
	Kernel::thread_pointer(stack.thread_block());

	return stack.top();
}


void execute_main_thread()
{
	Startup::execute();
	sleep_forever();
}
