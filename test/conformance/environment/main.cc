/*
 * \brief  What a component finds when it starts
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/entrypoint.h>
#include <base/signal.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <cpu_session/connection.h>
#include <cpu_thread/client.h>
#include <dataspace/client.h>
#include <deprecated/env.h>
#include <log_session/connection.h>
#include <pd_session/connection.h>
#include <region_map/client.h>
#include <rom_session/connection.h>

namespace Test_environment {

	using namespace Genode;

	struct Main;
}

/*
 * Code for the empty protection domain, its data is at the page behind:
 * counts in memory, then waits forever
 */
extern "C" char foreign_start, foreign_end;

asm (".text\n"
     ".global foreign_start, foreign_end\n"
     "foreign_start:\n"
     "   movl $0x1234, 0x20001000\n"
     "1: incl 0x20001004\n"
     "   jmp 1b\n"
     "foreign_end:\n");


struct Test_environment::Main
{
	enum : addr_t { PAGE = 4096, KIB = 1024 };

	Env              &env;
	Conformance::Test test { env, "environment" };

	void capabilities()
	{
		test.check("the sessions of the environment are valid",
		           env.ram_session_cap().valid() && env.cpu_session_cap().valid()
		        && env.pd_session_cap().valid());
		test.check("the environment grants memory", env.ram().quota() > 0 && env.ram().used() > 0);

		test.check("the constructor is executed by the initial entrypoint",
		           env.ep().rpc_ep().is_myself());

		/* the stack is as large as the component asks for */
		Thread::Stack_info const stack = Thread::mystack();
		test.check("the initial entrypoint has the stack that the component wants",
		           stack.top - stack.base >= Component::stack_size());
		char volatile large[200*1024];
		large[0] = 1;
		test.check("the stack can be used", large[0] == 1);
	}

	void deprecated_environment()
	{
		test.check_equal("the former environment is the same one",
		                 Genode::env()->ram_session()->quota(), env.ram().quota());

		Ram_dataspace_capability const ds = Genode::env()->ram_session()->alloc(PAGE);
		unsigned volatile *memory = Genode::env()->rm_session()->attach(ds);
		*memory = 3;
		test.check("memory is attached via the former environment", *memory == 3);
		Genode::env()->rm_session()->detach((void *)memory);
		Genode::env()->ram_session()->free(ds);
	}

	void rom()
	{
		Attached_rom_dataspace config(env, "config");
		test.check("the configuration is XML", config.xml().has_type("config"));

		Attached_rom_dataspace binary(env, "conformance_environment");
		test.check("the binary of the component is a ROM module", binary.size() > 4*KIB
		        && memcmp(binary.local_addr<char>(), "\177ELF", 4) == 0);

		test.check_throws<Rom_connection::Rom_connection_failed>("a missing module is an exception", [&] {
			Rom_connection rom(env, "no such module"); });

		Rom_connection first(env, "conformance_environment"), second(env, "conformance_environment");
		test.check_equal("sessions of the same module have the same content",
		                 Dataspace_client(first.dataspace()).size(),
		                 Dataspace_client(second.dataspace()).size());
	}

	void parent()
	{
		test.check_throws<Parent::Service_denied>("a service that nobody provides is denied", [&] {
			struct Session : Genode::Session { static char const *service_name() { return "Nothing"; } };
			env.parent().session<Session>("ram_quota=8K, label=\"\""); });
		test.check("the parent knows the initial thread", env.parent().main_thread_cap().valid());

		/* unknown capabilities do not disturb the parent */
		env.parent().close(Session_capability());
		env.parent().close(reinterpret_cap_cast<Session>(env.ram_session_cap()));
		test.check("the sessions of the environment cannot be closed", env.ram().quota() > 0);

		size_t const avail = env.ram().avail();
		for (unsigned i = 0; i < 20; i++)
			Log_connection log(env, "temporary");
		test.check_equal("sessions that are closed cost nothing", env.ram().avail(), avail);
	}

	/*
	 * A thread in another protection domain sees what is attached there only
	 */
	void protection_domain()
	{
		addr_t const AT = 0x20000000;

		Pd_connection     pd(env, "other");
		Cpu_connection    cpu(env, "other");
		Region_map_client address_space(pd.address_space());

		Attached_ram_dataspace code(env.ram(), env.rm(), PAGE), data(env.ram(), env.rm(), PAGE);
		memcpy(code.local_addr<void>(), &foreign_start, &foreign_end - &foreign_start);

		address_space.attach_executable(code.cap(), AT);
		address_space.attach_at(data.cap(), AT + PAGE);

		Thread_capability const thread =
			cpu.create_thread(pd.cap(), "foreign", Affinity::Location(), Cpu_session::Weight());
		test.check("a thread is created in another protection domain", thread.valid());

		unsigned volatile * const shared = data.local_addr<unsigned volatile>();
		Cpu_thread_client(thread).start(AT, AT + PAGE + 1024);
		Conformance::wait_until(env, [&] { return shared[1] > 100; });
		test.check_equal("it executes what is attached there", (unsigned)shared[0], 0x1234U);

		Cpu_thread_client(thread).pause();
		Thread_state const state = Cpu_thread_client(thread).state();
		test.check("its state is accessible", state.ip >= AT && state.ip < AT + PAGE
		        && state.sp == AT + PAGE + 1024);
		Cpu_thread_client(thread).resume();

		/* its page fault is reported to the handler of its address space */
		Signal_receiver receiver;
		Signal_context  context;
		address_space.fault_handler(receiver.manage(&context));
		address_space.detach(AT + PAGE);
		receiver.wait_for_signal();
		Region_map::State const fault = address_space.state();
		test.check("its page fault is reported", fault.addr == AT + PAGE + 4);

		unsigned const count = shared[1];
		address_space.attach_at(data.cap(), AT + PAGE);
		Conformance::wait_until(env, [&] { return shared[1] > count; });
		test.check("it goes on when memory is attached", true);

		cpu.kill_thread(thread);
		receiver.dissolve(&context);
	}

	void round()
	{
		/* the first output opens a session, which is paid from the quota */
		log("environment");

		capabilities();
		deprecated_environment();
		rom();
		parent();
		protection_domain();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


Genode::size_t Component::stack_size() { return 256*1024; }


void Component::construct(Genode::Env &env) { static Test_environment::Main main(env); }
