/*
 * \brief  Page faults in managed dataspaces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/component.h>
#include <base/entrypoint.h>
#include <base/signal.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <region_map/client.h>
#include <rm_session/connection.h>

namespace Test_managed_fault {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Fault_handler;
	struct Main;
}


/**
 * Thread that waits for faults of a region map
 */
struct Test_managed_fault::Fault_handler
{
	Region_map     &rm;
	Signal_receiver receiver { };
	Signal_context  context  { };

	explicit Fault_handler(Region_map &rm) : rm(rm)
	{
		rm.fault_handler(receiver.manage(&context));
	}

	~Fault_handler()
	{
		rm.fault_handler(Signal_context_capability());
		receiver.dissolve(&context);
	}

	Region_map::State wait()
	{
		for (;;) {
			receiver.wait_for_signal();
			Region_map::State const state = rm.state();
			if (state.type != Region_map::State::READY)
				return state;
		}
	}
};


struct Test_managed_fault::Main
{
	enum : addr_t { PAGE = 4096, PAGES = 16 };

	Env              &env;
	Conformance::Test test { env, "managed_fault" };

	static unsigned volatile &word(addr_t addr) { return *(unsigned volatile *)addr; }

	void single()
	{
		Rm_connection          connection(env);
		Region_map_client      rm(connection.create(PAGES*PAGE));
		Attached_ram_dataspace ram(env.ram(), env.rm(), PAGES*PAGE);
		Fault_handler          handler(rm);

		addr_t const base = env.rm().attach(rm.dataspace());

		test.check("there is no fault at first", rm.state().type == Region_map::State::READY);

		ram.local_addr<unsigned>()[3*PAGE/sizeof(unsigned) + 1] = 77;
		unsigned volatile value = 0;
		bool     volatile done  = false;
		{
			Worker reader(env, "reader", [&] { value = word(base + 3*PAGE + 4); done = true; });
			Region_map::State const state = handler.wait();
			test.check("a read access is signalled", state.type == Region_map::State::READ_FAULT);
			test.check_equal("the address is relative to the region map", state.addr, (addr_t)3*PAGE + 4);
			test.check("the state is kept until the fault is resolved",
			           rm.state().addr == state.addr && !done);

			/* another page does not resolve it */
			rm.attach_at(ram.cap(), 8*PAGE, PAGE, 8*PAGE);
			test.check("the thread waits for its page", rm.state().addr == state.addr && !done);

			rm.attach_at(ram.cap(), 3*PAGE, PAGE, 3*PAGE);
			reader.join();
			test.check_equal("attaching lets the thread go on", (unsigned)value, 77U);
		}
		test.check("there is no fault afterwards", rm.state().type == Region_map::State::READY);
		{
			Worker writer(env, "writer", [&] { word(base + 5*PAGE) = 55; });
			Region_map::State const state = handler.wait();
			test.check("a write access is signalled", state.type == Region_map::State::WRITE_FAULT
			        && state.addr == 5*PAGE);
			rm.attach_at(ram.cap(), 5*PAGE, PAGE, 5*PAGE);
			writer.join();
			test.check("the write access takes place",
			           ram.local_addr<unsigned>()[5*PAGE/sizeof(unsigned)] == 55);
		}

		/* after being detached, a page faults again, as incremental checkpointing needs it */
		rm.detach(5*PAGE);
		{
			Worker writer(env, "writer", [&] { word(base + 5*PAGE) = 56; });
			test.check_equal("a detached page faults again", handler.wait().addr, (addr_t)5*PAGE);
			rm.attach_at(ram.cap(), 5*PAGE, PAGE, 5*PAGE);
			writer.join();
			test.check("its content was kept", word(base + 5*PAGE) == 56);
		}
		{
			typedef void (*Function)();
			rm.detach(8*PAGE);
			((unsigned char *)ram.local_addr<void>())[8*PAGE] = 0xc3;   /* ret */
			Worker caller(env, "caller", [&] { ((Function)(base + 8*PAGE))(); });
			Region_map::State const state = handler.wait();
			test.check("the execution of code is signalled", state.addr == 8*PAGE
			        && state.type != Region_map::State::WRITE_FAULT);
		}
		env.rm().detach(base);
	}

	/*
	 * Several threads wait, each for its own page
	 */
	void several()
	{
		enum { THREADS = 4 };

		Rm_connection          connection(env);
		Region_map_client      rm(connection.create(PAGES*PAGE));
		Attached_ram_dataspace ram(env.ram(), env.rm(), PAGES*PAGE);
		Fault_handler          handler(rm);

		addr_t const base = env.rm().attach(rm.dataspace());

		unsigned volatile sum = 0;
		auto write = [&] (unsigned i) {
			word(base + i*PAGE) = i;
			__atomic_add_fetch(&sum, i, __ATOMIC_SEQ_CST);
		};
		{
			Worker a(env, "a", [&] { write(1); });
			Worker b(env, "b", [&] { write(2); });
			Worker c(env, "c", [&] { write(3); });
			Worker d(env, "d", [&] { write(4); });

			unsigned attached = 0;
			while (attached < THREADS) {
				Region_map::State const state = rm.state();
				if (state.type == Region_map::State::READY) {
					handler.receiver.wait_for_signal();
					continue;
				}
				addr_t const page = state.addr & ~(addr_t)(PAGE - 1);
				rm.attach_at(ram.cap(), page, PAGE, page);
				attached++;
			}
			a.join(); b.join(); c.join(); d.join();
		}
		test.check_equal("several threads fault and go on", (unsigned)sum, 10U);

		/* two threads wait for the same page, one attachment is enough */
		unsigned volatile readers = 0;
		auto read = [&] {
			unsigned const value = word(base + 9*PAGE);
			(void)value;
			__atomic_add_fetch(&readers, 1, __ATOMIC_SEQ_CST);
		};
		{
			Worker a(env, "a", read), b(env, "b", read);
			handler.wait();
			rm.attach_at(ram.cap(), 9*PAGE, PAGE);
			a.join(); b.join();
		}
		test.check_equal("one attachment resolves the faults of all threads", (unsigned)readers, 2U);
		env.rm().detach(base);
	}

	/*
	 * Pages are provided by a signal handler of an entrypoint
	 */
	struct Pager
	{
		Env                   &env;
		Region_map            &rm;
		Attached_ram_dataspace ram { env.ram(), env.rm(), PAGES*PAGE };
		unsigned               faults = 0;

		Entrypoint            ep { env, 16*1024, "pager" };
		Signal_handler<Pager> handler { ep, *this, &Pager::handle };

		Pager(Env &env, Region_map &rm) : env(env), rm(rm) { rm.fault_handler(handler); }

		~Pager() { rm.fault_handler(Signal_context_capability()); }

		void handle()
		{
			for (;;) {
				Region_map::State const state = rm.state();
				if (state.type == Region_map::State::READY)
					return;

				addr_t const page = state.addr & ~(addr_t)(PAGE - 1);
				unsigned * const content = ram.local_addr<unsigned>() + page/sizeof(unsigned);
				content[0] = (unsigned)(page/PAGE)*100;
				faults++;

				/* from here on, the thread may use the page */
				rm.attach_at(ram.cap(), page, PAGE, page);
			}
		}
	};

	void paged()
	{
		Rm_connection     connection(env);
		Region_map_client rm(connection.create(PAGES*PAGE));
		addr_t const      base = env.rm().attach(rm.dataspace());
		{
			Pager pager(env, rm);

			unsigned sum = 0, expected = 0;
			for (unsigned pass = 0; pass < 2; pass++)
				for (unsigned i = 0; i < PAGES; i++) {
					sum      += word(base + i*PAGE);
					expected += i*100;
				}
			test.check_equal("memory is provided on demand", sum, expected);
			test.check_equal("each page faults once", pager.faults, (unsigned)PAGES);
		}
		env.rm().detach(base);
	}

	/*
	 * The innermost region map reports the fault, with its own address
	 */
	void nested()
	{
		Rm_connection          connection(env);
		Region_map_client      inner(connection.create(8*PAGE)), outer(connection.create(PAGES*PAGE));
		Attached_ram_dataspace ram(env.ram(), env.rm(), PAGES*PAGE);
		Fault_handler          inner_handler(inner), outer_handler(outer);

		outer.attach_at(inner.dataspace(), 4*PAGE, 4*PAGE, 2*PAGE);
		addr_t const base = env.rm().attach(outer.dataspace());
		{
			Worker writer(env, "inner", [&] { word(base + 5*PAGE + 8) = 1; });
			test.check_equal("a fault is reported by the innermost region map",
			                 inner_handler.wait().addr, (addr_t)3*PAGE + 8);
			test.check("the outer region map does not report it",
			           outer.state().type == Region_map::State::READY);
			inner.attach_at(ram.cap(), 3*PAGE, PAGE);
			writer.join();
		}
		{
			Worker writer(env, "outer", [&] { word(base + 12*PAGE) = 1; });
			test.check_equal("a fault beside the inner region map is reported by the outer one",
			                 outer_handler.wait().addr, (addr_t)12*PAGE);
			outer.attach_at(ram.cap(), 12*PAGE, PAGE, 2*PAGE);
			writer.join();
		}
		/* a fault of the outer region map becomes one of a region map attached there */
		outer.detach(4*PAGE);
		{
			Worker writer(env, "inner", [&] { word(base + 6*PAGE) = 3; });
			test.check_equal("without the inner region map, the outer one reports",
			                 outer_handler.wait().addr, (addr_t)6*PAGE);
			outer.attach_at(inner.dataspace(), 6*PAGE, 2*PAGE, 5*PAGE);
			test.check_equal("a fault moves to a region map attached at its place",
			                 inner_handler.wait().addr, (addr_t)5*PAGE);
			inner.attach_at(ram.cap(), 5*PAGE, PAGE, 5*PAGE);
			writer.join();
			test.check("memory in there resolves the fault",
			           ram.local_addr<unsigned>()[5*PAGE/sizeof(unsigned)] == 3);
		}
		env.rm().detach(base);
	}

	/*
	 * The address space of the component itself has a handler as well
	 */
	void address_space()
	{
		addr_t const FREE = 0x30000000;   /* nothing is attached there */

		Ram_dataspace_capability const ds = env.ram().alloc(PAGE);
		{
			Fault_handler handler(env.rm());
			Worker writer(env, "writer", [&] { word(FREE + 16) = 9; });
			test.check_equal("a fault of the address space tells the virtual address",
			                 handler.wait().addr, (addr_t)FREE + 16);
			env.rm().attach_at(ds, FREE);
			writer.join();
			test.check("the thread of an address space goes on", word(FREE + 16) == 9);
		}
		env.rm().detach(FREE);
		env.ram().free(ds);
	}

	/*
	 * Threads can be killed while they wait for a page
	 */
	void killed()
	{
		Rm_connection          connection(env);
		Region_map_client      rm(connection.create(PAGES*PAGE));
		Attached_ram_dataspace ram(env.ram(), env.rm(), PAGE);
		Fault_handler          handler(rm);

		addr_t const base = env.rm().attach(rm.dataspace());
		{
			Worker writer(env, "killed", [&] { word(base + 2*PAGE) = 1; });
			handler.wait();
		}
		test.check("the fault of a killed thread is forgotten",
		           rm.state().type == Region_map::State::READY);

		bool volatile done = false;
		Worker writer(env, "writer", [&] { word(base + 2*PAGE) = 2; done = true; });
		handler.wait();
		rm.attach_at(ram.cap(), 2*PAGE);
		writer.join();
		test.check("the place can be used by others", done && *ram.local_addr<unsigned>() == 2);
		env.rm().detach(base);
	}

	void round()
	{
		single();
		several();
		paged();
		nested();
		address_space();
		killed();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_managed_fault::Main main(env); }
