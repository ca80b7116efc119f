/*
 * \brief  Region maps and dataspaces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_dataspace.h>
#include <base/attached_ram_dataspace.h>
#include <base/component.h>
#include <base/signal.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <dataspace/client.h>
#include <region_map/client.h>
#include <rm_session/connection.h>
#include <rom_session/connection.h>
#include <util/string.h>

namespace Test_region_map {

	using namespace Genode;

	using Conformance::Worker;

	struct Main;
}

/*
 * Position-independent function that is executed from a copy
 */
extern "C" char function_start, function_end;

asm (".text\n"
     ".global function_start, function_end\n"
     "function_start:\n"
     "   lea  0x2a(%rdi), %rax\n"
     "   ret\n"
     "function_end:\n");


struct Test_region_map::Main
{
	enum : addr_t { PAGE = 4096 };

	/* nothing is attached there */
	static constexpr addr_t FAR = 0x30000000;

	Env              &env;
	Conformance::Test test { env, "region_map" };

	typedef Region_map::Local_addr Local_addr;

	static unsigned volatile &word(addr_t addr) { return *(unsigned volatile *)addr; }

	void attach()
	{
		Ram_dataspace_capability const ds = env.ram().alloc(4*PAGE);

		addr_t const a = env.rm().attach(ds);
		addr_t const b = env.rm().attach(ds);
		test.check("a dataspace can be attached twice", a != b);

		word(a) = 1;
		word(a + 3*PAGE) = 4;
		test.check("both regions show the same memory", word(b) == 1 && word(b + 3*PAGE) == 4);

		addr_t const part = env.rm().attach(ds, PAGE, 3*PAGE);
		test.check("a part of a dataspace can be attached", word(part) == 4);

		addr_t const rest = env.rm().attach(ds, 0, 2*PAGE);
		test.check("size 0 attaches the rest of a dataspace", word(rest + PAGE) == 4);

		env.rm().detach(a);
		env.rm().detach(b + PAGE);
		test.check("a region is detached by any of its addresses", word(part) == 4);

		addr_t const at = env.rm().attach_at(ds, FAR);
		test.check_equal("a dataspace is attached at a given address", at, FAR);
		test.check("it is visible there", word(FAR) == 1);

		test.check_throws<Region_map::Region_conflict>("regions must not overlap", [&] {
			env.rm().attach_at(ds, FAR + PAGE, PAGE); });
		test.check_throws<Region_map::Attach_failed>("the conflict is a failure to attach", [&] {
			env.rm().attach_at(ds, FAR + 3*PAGE); });

		addr_t const behind = env.rm().attach_at(ds, FAR + 4*PAGE, PAGE, PAGE);
		test.check_equal("regions may touch each other", behind, FAR + 4*PAGE);

		test.check_throws<Region_map::Invalid_dataspace>("an invalid dataspace is refused", [&] {
			env.rm().attach(Dataspace_capability()); });

		/* a free dataspace vanishes from all regions */
		env.ram().free(ds);
		Ram_dataspace_capability const other = env.ram().alloc(4*PAGE);
		env.rm().attach_at(other, FAR);
		test.check("a dataspace that is freed leaves its regions", word(FAR) == 0);
		env.rm().detach(FAR);
		env.ram().free(other);

		env.rm().detach(FAR);
		test.check("to detach where nothing is attached has no effect", true);
	}

	void dataspaces()
	{
		Ram_dataspace_capability const ds = env.ram().alloc(PAGE + 1);
		Dataspace_client client(ds);
		test.check_equal("the size of a dataspace is a number of pages", client.size(), (size_t)2*PAGE);
		test.check("RAM is writable", client.writable());
		env.ram().free(ds);

		Rom_connection rom(env, "conformance_region_map");
		Dataspace_client rom_client(rom.dataspace());
		test.check("ROM is not writable", !rom_client.writable());

		Attached_dataspace attached(rom.dataspace());
		test.check("ROM is readable", memcmp(attached.local_addr<char>(), "\177ELF", 4) == 0);

		Fault const fault = faulting_access([&] {
			*attached.local_addr<char volatile>() = 0; });
		test.check("ROM cannot be written", fault.reported);
		test.check("ROM has not changed", memcmp(attached.local_addr<char>(), "\177ELF", 4) == 0);
	}

	struct Fault { bool reported; Thread_state state; };

	/**
	 * Execute function that raises an exception
	 */
	template <typename FN>
	Fault faulting_access(FN const &fn)
	{
		Signal_receiver receiver;
		Signal_context  context;

		env.cpu().exception_sigh(receiver.manage(&context));

		bool survived = false;
		Worker worker(env, "faulting", [&] { fn(); survived = true; });
		receiver.wait_for_signal();
		Fault const result { !survived, worker.control().state() };

		env.cpu().exception_sigh(Signal_context_capability());
		receiver.dissolve(&context);
		return result;
	}

	void nested()
	{
		Rm_connection rm(env);

		Region_map_client sub(rm.create(16*PAGE));
		Dataspace_client  sub_ds(sub.dataspace());
		test.check_equal("a region map is represented by a dataspace of its size",
		                 sub_ds.size(), (size_t)16*PAGE);

		Attached_ram_dataspace ram(env.ram(), env.rm(), 4*PAGE);
		unsigned * const content = ram.local_addr<unsigned>();
		for (unsigned i = 0; i < 4; i++)
			content[i*PAGE/sizeof(unsigned)] = i + 1;

		/* attached before and after the region map itself is attached */
		sub.attach_at(ram.cap(), 0, PAGE, PAGE);
		addr_t const base = env.rm().attach(sub.dataspace());
		sub.attach_at(ram.cap(), 5*PAGE);
		test.check("what a region map contains is visible where it is attached",
		           word(base) == 2 && word(base + 5*PAGE) == 1 && word(base + 8*PAGE) == 4);

		word(base + 6*PAGE) = 22;
		test.check("memory behind a nested region map is shared", word(base) == 22 && content[PAGE/sizeof(unsigned)] == 22);

		/* a window of other size at another offset */
		addr_t const window = env.rm().attach(sub.dataspace(), 2*PAGE, 6*PAGE);
		test.check("a part of a region map can be attached", word(window) == 22 && word(window + PAGE) == 3);

		/* visible up to the end of the window only */
		addr_t const at = env.rm().attach_at(sub.dataspace(), FAR, PAGE, 8*PAGE);
		Ram_dataspace_capability const neighbour = env.ram().alloc(PAGE);
		env.rm().attach_at(neighbour, FAR + PAGE);
		test.check("a window shows no more than its size", word(at) == 4 && word(FAR + PAGE) == 0);

		/* two levels */
		Region_map_client outer(rm.create(32*PAGE));
		outer.attach_at(sub.dataspace(), 3*PAGE, 12*PAGE, 4*PAGE);
		addr_t const outer_base = env.rm().attach(outer.dataspace(), 16*PAGE, 2*PAGE);
		/* 5 in sub is 5 - 4 + 3 = 4 in outer, and 4 - 2 = 2 in the window */
		test.check("region maps are nested over two levels",
		           word(outer_base + 2*PAGE) == 1 && word(outer_base + 3*PAGE) == 22);

		sub.detach(5*PAGE);
		sub.attach_at(ram.cap(), 5*PAGE, PAGE, 3*PAGE);
		test.check("a change is visible through all levels",
		           word(outer_base + 2*PAGE) == 4 && word(base + 5*PAGE) == 4);

		bool const conflict = conflicts([&] { sub.attach_at(ram.cap(), 5*PAGE, PAGE); });
		test.check("regions of a nested region map must not overlap", conflict);

		test.check("regions must fit in the region map", conflicts([&] {
			sub.attach_at(ram.cap(), 14*PAGE); }));

		addr_t const anywhere = sub.attach(ram.cap());
		test.check("a region map finds a free place", word(base + anywhere + 3*PAGE) == 4
		        && anywhere % PAGE == 0);

		env.rm().detach(base);
		env.rm().detach(window);
		env.rm().detach(at);
		env.rm().detach(outer_base);
		env.rm().detach(FAR + PAGE);
		env.ram().free(neighbour);
		rm.destroy(outer);
		rm.destroy(sub);
	}

	template <typename FN>
	static bool conflicts(FN const &fn)
	{
		try { fn(); return false; }
		catch (Region_map::Attach_failed) { return true; }
	}

	/*
	 * A region map that is destroyed vanishes from where it is attached
	 */
	void destroyed()
	{
		Rm_connection          rm(env);
		Attached_ram_dataspace ram(env.ram(), env.rm(), PAGE);

		Region_map_client sub(rm.create(2*PAGE));
		sub.attach_at(ram.cap(), 0);
		env.rm().attach_at(sub.dataspace(), FAR);
		word(FAR) = 5;
		rm.destroy(sub);

		Ram_dataspace_capability const other = env.ram().alloc(2*PAGE);
		test.check("the place of a destroyed region map is free", !conflicts([&] {
			env.rm().attach_at(other, FAR); }) && word(FAR) == 0);
		env.rm().detach(FAR);
		env.ram().free(other);
		test.check("the memory behind it stays", *ram.local_addr<unsigned>() == 5);
	}

	/*
	 * Code can be executed where it is attached as executable only
	 */
	void executable()
	{
		Attached_ram_dataspace code(env.ram(), env.rm(), PAGE);
		memcpy(code.local_addr<void>(), &function_start, &function_end - &function_start);

		typedef unsigned long (*Function)(unsigned long);

		addr_t const at = env.rm().attach_executable(code.cap(), FAR);
		test.check_equal("code runs where it is attached executable", ((Function)at)(8), 50UL);

		Fault const fault = faulting_access([&] { ((Function)code.local_addr<void>())(8); });
		test.check("code does not run where it is not", fault.reported
		        && fault.state.unresolved_page_fault
		        && fault.state.ip == (addr_t)code.local_addr<char>());
		env.rm().detach(at);

		/* within a nested region map */
		Rm_connection     rm(env);
		Region_map_client sub(rm.create(4*PAGE));
		sub.attach_executable(code.cap(), PAGE);
		env.rm().attach_at(sub.dataspace(), FAR);
		test.check_equal("code runs in a nested region map", ((Function)(FAR + PAGE))(1), 43UL);
		env.rm().detach(FAR);

		env.rm().attach_rwx(code.cap(), FAR);
		((unsigned char volatile *)FAR)[3] = 0x2b;   /* part of the added number */
		test.check_equal("code can be changed where it is attached rwx", ((Function)FAR)(8), 51UL);
		env.rm().detach(FAR);
		rm.destroy(sub);
	}

	/*
	 * Neither quota nor regions are lost
	 */
	void repeated()
	{
		size_t const avail = env.ram().avail();
		addr_t first = 0;
		bool   same  = true;
		for (unsigned i = 0; i < 200; i++) {
			Attached_ram_dataspace ds(env.ram(), env.rm(), 8*PAGE);
			addr_t const addr = (addr_t)ds.local_addr<void>();
			if (!first)
				first = addr;
			same &= addr == first && word(addr) == 0;
			word(addr) = i + 1;
		}
		test.check("a place is used again", same);
		test.check("new dataspaces are filled with zeros", same);
		test.check_equal("quota is given back", env.ram().avail(), avail);
	}

	void round()
	{
		attach();
		dataspaces();
		nested();
		destroyed();
		executable();
		repeated();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_region_map::Main main(env); }
