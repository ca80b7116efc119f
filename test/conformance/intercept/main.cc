/*
 * \brief  Parent that provides its child with session objects of its own
 *
 * They implement the interfaces of 16.08 and nothing else, and forward
 * everything to sessions of core.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/child.h>
#include <base/component.h>
#include <base/heap.h>
#include <conformance/test.h>
#include <cpu_thread/client.h>
#include <log_session/connection.h>
#include <rom_session/connection.h>
#include <root/component.h>

namespace Test_intercept {

	using namespace Genode;

	struct Region_map_component;
	struct Pd_component;
	struct Thread_component;
	struct Cpu_component;
	struct Ram_component;
	struct Log_component;
	struct Log_root;
	struct Target;
	struct Main;

	template <typename, typename> struct Root;
}


struct Test_intercept::Region_map_component : Rpc_object<Region_map>
{
	Region_map_client parent;
	unsigned          attached = 0;

	explicit Region_map_component(Capability<Region_map> cap) : parent(cap) { }

	Local_addr attach(Dataspace_capability ds, size_t size, off_t offset, bool use_local_addr,
	                  Local_addr local_addr, bool executable) override
	{
		attached++;
		return parent.attach(ds, size, offset, use_local_addr, local_addr, executable);
	}

	void detach(Local_addr addr) override                         { parent.detach(addr); }
	void fault_handler(Signal_context_capability handler) override { parent.fault_handler(handler); }
	State state() override                                        { return parent.state(); }
	Dataspace_capability dataspace() override                     { return parent.dataspace(); }
};


struct Test_intercept::Pd_component : Rpc_object<Pd_session>
{
	Pd_connection        parent;
	Region_map_component address_space_map { parent.address_space() };
	Region_map_component stack_area_map    { parent.stack_area() };
	Region_map_component linker_area_map   { parent.linker_area() };

	Capability<Region_map> address_space_cap, stack_area_cap, linker_area_cap;

	unsigned rpc_caps = 0, contexts = 0;

	Pd_component(Env &env, Entrypoint &ep, char const *label)
	:
		parent(env, label),
		address_space_cap(ep.manage(address_space_map)),
		stack_area_cap(ep.manage(stack_area_map)),
		linker_area_cap(ep.manage(linker_area_map))
	{ }

	void assign_parent(Capability<Parent> cap) override       { parent.assign_parent(cap); }
	bool assign_pci(addr_t addr, uint16_t bdf) override        { return parent.assign_pci(addr, bdf); }
	Signal_source_capability alloc_signal_source() override    { return parent.alloc_signal_source(); }
	void free_signal_source(Signal_source_capability cap) override { parent.free_signal_source(cap); }

	Signal_context_capability alloc_context(Signal_source_capability source,
	                                        unsigned long imprint) override
	{
		contexts++;
		return parent.alloc_context(source, imprint);
	}

	void free_context(Signal_context_capability cap) override { parent.free_context(cap); }
	void submit(Signal_context_capability cap, unsigned count) override { parent.submit(cap, count); }

	Native_capability alloc_rpc_cap(Native_capability ep) override
	{
		rpc_caps++;
		return parent.alloc_rpc_cap(ep);
	}

	void free_rpc_cap(Native_capability cap) override { parent.free_rpc_cap(cap); }

	Capability<Region_map> address_space() override { return address_space_cap; }
	Capability<Region_map> stack_area()    override { return stack_area_cap; }
	Capability<Region_map> linker_area()   override { return linker_area_cap; }
	Capability<Native_pd>  native_pd()     override { return parent.native_pd(); }
};


struct Test_intercept::Thread_component : Rpc_object<Cpu_thread>, List<Thread_component>::Element
{
	Cpu_thread_client parent;

	explicit Thread_component(Thread_capability cap) : parent(cap) { }

	Dataspace_capability utcb() override                 { return parent.utcb(); }
	void start(addr_t ip, addr_t sp) override            { parent.start(ip, sp); }
	void pause() override                                { parent.pause(); }
	void resume() override                               { parent.resume(); }
	void cancel_blocking() override                      { parent.cancel_blocking(); }
	Thread_state state() override                        { return parent.state(); }
	void state(Thread_state const &state) override       { parent.state(state); }
	void exception_sigh(Signal_context_capability handler) override { parent.exception_sigh(handler); }
	void single_step(bool enabled) override              { parent.single_step(enabled); }
	void affinity(Affinity::Location location) override  { parent.affinity(location); }
	unsigned trace_control_index() override              { return parent.trace_control_index(); }
	Dataspace_capability trace_buffer() override         { return parent.trace_buffer(); }
	Dataspace_capability trace_policy() override         { return parent.trace_policy(); }
};


struct Test_intercept::Cpu_component : Rpc_object<Cpu_session>
{
	Cpu_connection         parent;
	Pd_component          &pd;
	Entrypoint            &ep;
	Allocator             &alloc;
	List<Thread_component> list    { };
	unsigned               threads = 0;
	unsigned               killed  = 0;

	Cpu_component(Env &env, Pd_component &pd, Entrypoint &ep, Allocator &alloc, char const *label)
	: parent(env, label), pd(pd), ep(ep), alloc(alloc) { }

	void remove(Thread_component &thread)
	{
		list.remove(&thread);
		ep.dissolve(thread);
		destroy(alloc, &thread);
	}

	void remove_all()
	{
		while (Thread_component * const thread = list.first())
			remove(*thread);
	}

	Thread_capability create_thread(Capability<Pd_session> cap, Name const &name,
	                                Affinity::Location affinity, Weight weight, addr_t utcb) override
	{
		Pd_session_capability const parent_pd = cap == pd.cap() ? Pd_session_capability(pd.parent.cap())
		                                                        : cap;
		Thread_component &thread = *new (alloc)
			Thread_component(parent.create_thread(parent_pd, name, affinity, weight, utcb));

		list.insert(&thread);
		threads++;
		return ep.manage(thread);
	}

	void kill_thread(Thread_capability cap) override
	{
		for (Thread_component *thread = list.first(); thread; thread = thread->next()) {
			if (!(thread->cap() == cap))
				continue;

			parent.kill_thread(thread->parent);
			remove(*thread);
			killed++;
			return;
		}
	}

	void exception_sigh(Signal_context_capability handler) override { parent.exception_sigh(handler); }
	Affinity::Space affinity_space() const override { return parent.affinity_space(); }
	Dataspace_capability trace_control() override   { return parent.trace_control(); }
	int ref_account(Cpu_session_capability cap) override { return parent.ref_account(cap); }
	int transfer_quota(Cpu_session_capability cap, size_t amount) override { return parent.transfer_quota(cap, amount); }
	Quota quota() override { return parent.quota(); }
	Capability<Native_cpu> native_cpu() override { return parent.native_cpu(); }
};


struct Test_intercept::Ram_component : Rpc_object<Ram_session>
{
	Ram_connection parent;
	unsigned       allocated = 0;

	Ram_component(Env &env, char const *label) : parent(env, label) { }

	Ram_dataspace_capability alloc(size_t size, Cache_attribute cached) override
	{
		allocated++;
		return parent.alloc(size, cached);
	}

	void free(Ram_dataspace_capability cap) override { parent.free(cap); }
	int ref_account(Ram_session_capability cap) override { return parent.ref_account(cap); }
	int transfer_quota(Ram_session_capability cap, size_t amount) override { return parent.transfer_quota(cap, amount); }
	size_t quota() override { return parent.quota(); }
	size_t used()  override { return parent.used(); }
};


struct Test_intercept::Log_component : Rpc_object<Log_session>
{
	Log_connection parent;
	unsigned      &lines;

	Log_component(Env &env, char const *label, unsigned &lines) : parent(env, label), lines(lines) { }

	size_t write(String const &text) override
	{
		lines++;
		return parent.write(text.string());
	}
};


struct Test_intercept::Log_root : Root_component<Log_component>
{
	Env     &env;
	unsigned lines = 0;

	Log_root(Env &env, Entrypoint &ep, Allocator &alloc)
	: Root_component<Log_component>(ep, alloc), env(env) { }

	Log_component *_create_session(char const *args) override {
		return new (md_alloc()) Log_component(env, label_from_args(args).string(), lines); }
};


/**
 * Root interface of a session that the child has from the start
 */
template <typename SESSION, typename COMPONENT>
struct Test_intercept::Root : Rpc_object<Typed_root<SESSION> >
{
	Env       &env;
	COMPONENT &component;

	Root(Env &env, COMPONENT &component) : env(env), component(component) { }

	Session_capability session(Genode::Root::Session_args const &, Affinity const &) override {
		return component.cap(); }

	void upgrade(Session_capability, Genode::Root::Upgrade_args const &args) override {
		env.parent().upgrade(component.parent.cap(), args.string()); }

	void close(Session_capability) override { }
};


struct Test_intercept::Target : Child_policy
{
	Env          &env;
	Lock          exited { Lock::LOCKED };
	int volatile  exit_value = -1;
	Allocator    &alloc;
	Entrypoint    resource_ep { env, 32*1024, "resources" };
	Entrypoint    child_ep    { env, 32*1024, "child" };
	Pd_component  pd  { env, resource_ep, name() };
	Cpu_component cpu { env, pd, resource_ep, alloc, name() };
	Ram_component ram { env, name() };

	Pd_session_capability  const pd_cap  { resource_ep.manage(pd) };
	Cpu_session_capability const cpu_cap { resource_ep.manage(cpu) };
	Ram_session_capability const ram_cap { resource_ep.manage(ram) };

	/* the objects are served until the child is gone */
	struct Served
	{
		Target &target;

		~Served()
		{
			target.resource_ep.dissolve(target.ram);
			target.resource_ep.dissolve(target.cpu);
			target.cpu.remove_all();
			target.resource_ep.dissolve(target.pd.linker_area_map);
			target.resource_ep.dissolve(target.pd.stack_area_map);
			target.resource_ep.dissolve(target.pd.address_space_map);
			target.resource_ep.dissolve(target.pd);
		}
	} served { *this };

	Root<Pd_session,  Pd_component>  pd_root  { env, pd };
	Root<Cpu_session, Cpu_component> cpu_root { env, cpu };
	Root<Ram_session, Ram_component> ram_root { env, ram };
	Log_root                         log_root;

	Local_service pd_service  { "PD",  &pd_root  };
	Local_service cpu_service { "CPU", &cpu_root };
	Local_service ram_service { "RAM", &ram_root };
	Local_service log_service { "LOG", &log_root };

	Rom_connection        elf { env, "conformance_intercept_program" };
	Child::Initial_thread initial_thread { cpu, pd_cap, name() };
	Region_map_client     address_space  { pd.address_space() };

	bool const quota_transferred;

	Child child { elf.dataspace(), Dataspace_capability(), pd_cap, pd, ram_cap, ram, cpu_cap,
	              initial_thread, env.rm(), address_space, child_ep.rpc_ep(), *this,
	              pd_service, ram_service, cpu_service };

	Target(Env &env, Allocator &alloc)
	:
		env(env), alloc(alloc), log_root(env, resource_ep, alloc),
		quota_transferred(ram.parent.ref_account(env.ram_session_cap()) == 0
		               && env.ram().transfer_quota(ram.parent.cap(), 2*1024*1024) == 0)
	{ }

	char const *name() const override { return "target"; }

	Service *resolve_session_request(char const *service, char const *) override {
		return strcmp(service, "LOG") == 0 ? &log_service : nullptr; }

	void exit(int value) override
	{
		exit_value = value;
		exited.unlock();
	}
};


struct Test_intercept::Main
{
	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "intercept" };

	void round()
	{
		Target &target = *new (heap) Target(env, heap);
		target.exited.lock();

		test.check_equal("a component works with intercepted sessions", (int)target.exit_value, 43);
		test.check("its threads were seen",      target.cpu.threads >= 5);
		test.check("its threads can be killed",  target.cpu.killed >= 1);
		test.check("its RPC objects were seen",  target.pd.rpc_caps >= 3);
		test.check("its signals were seen",      target.pd.contexts >= 1);
		test.check("its memory was seen",        target.ram.allocated >= 1);
		test.check("its attachments were seen",  target.pd.address_space_map.attached >= 1
		                                      && target.pd.stack_area_map.attached >= 3);
		test.check("its output was seen",        target.log_root.lines >= 1);

		destroy(heap, &target);
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_intercept::Main main(env); }
