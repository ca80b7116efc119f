/*
 * \brief  Component that starts a child and decides about it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/child.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/semaphore.h>
#include <base/session_label.h>
#include <child/session.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <cpu_session/connection.h>
#include <pd_session/connection.h>
#include <ram_session/connection.h>
#include <rom_session/connection.h>
#include <root/client.h>
#include <root/component.h>
#include <util/reconstructible.h>

namespace Test_child {

	using Conformance::wait_until;

	struct Reports;
	struct Report_component;
	struct Report_root;
	struct Config_component;
	struct Config_root;
	struct Policy;
	struct Main;
}


/**
 * What a child reported, handed over from one entrypoint to the test
 */
struct Test_child::Reports
{
	Semaphore     available { };
	Semaphore     consumed  { };
	Step          step  = STARTED;
	unsigned long value = 0;

	unsigned opened = 0, closed = 0;
	unsigned long donated = 0;

	/* the child goes on when the test has seen the report */
	void submit(Step s, unsigned long v)
	{
		step  = s;
		value = v;
		available.up();
		consumed.down();
	}
};


struct Test_child::Report_component : Rpc_object<Report_session>
{
	Reports &reports;

	explicit Report_component(Reports &reports) : reports(reports) { reports.opened++; }
	~Report_component() { reports.closed++; }

	void report(Step step, unsigned long value) override { reports.submit(step, value); }
};


struct Test_child::Report_root : Root_component<Report_component>
{
	Reports &reports;

	Report_root(Rpc_entrypoint &ep, Allocator &alloc, Reports &reports)
	: Root_component(&ep, &alloc), reports(reports) { }

	Report_component *_create_session(char const *args) override
	{
		reports.donated = Arg_string::find_arg(args, "ram_quota").ulong_value(0);
		return new (md_alloc()) Report_component(reports);
	}

	void _upgrade_session(Report_component *, char const *args) override
	{
		reports.donated += Arg_string::find_arg(args, "ram_quota").ulong_value(0);
	}
};


/**
 * ROM session with a configuration made by the parent
 */
struct Test_child::Config_component : Rpc_object<Rom_session>
{
	Attached_ram_dataspace ds;

	explicit Config_component(Env &env) : ds(env.ram(), env.rm(), 4096)
	{
		strncpy(ds.local_addr<char>(), "<config value=\"123\"/>", 4096);
	}

	Rom_dataspace_capability dataspace() override
	{
		return static_cap_cast<Rom_dataspace>(static_cap_cast<Dataspace>(ds.cap()));
	}

	void sigh(Signal_context_capability) override { }
};


struct Test_child::Config_root : Root_component<Config_component>
{
	Env &env;

	Config_root(Env &env, Rpc_entrypoint &ep, Allocator &alloc)
	: Root_component(&ep, &alloc), env(env) { }

	Config_component *_create_session(char const *) override
	{
		return new (md_alloc()) Config_component(env);
	}
};


/**
 * Child with everything that belongs to it
 */
struct Test_child::Policy : Child_policy
{
	enum { STACK_SIZE = 16*1024, QUOTA = 2*1024*1024 };

	Env  &env;
	Heap &heap;

	Reports reports { };

	/* requests of the child are served by the first, its sessions by the second */
	Rpc_entrypoint parent_ep  { &env.pd(), STACK_SIZE, "parent" };
	Rpc_entrypoint session_ep { &env.pd(), STACK_SIZE, "sessions" };

	Report_root    report_root    { session_ep, heap, reports };
	Config_root    config_root    { env, parent_ep, heap };
	Local_service  report_service { Report_session::service_name(), &report_root };
	Local_service  config_service { "ROM", &config_root };
	Parent_service log_service    { "LOG" };
	Parent_service rm_service     { "RM" };

	Rom_connection    binary { env, "conformance_child_program" };
	Pd_connection     pd     { env, "program" };
	Ram_connection    ram    { env, "program" };
	Cpu_connection    cpu    { env, "program" };
	Region_map_client address_space { pd.address_space() };

	Child::Initial_thread initial_thread { cpu, pd.cap(), "program" };

	/* what the child asked for */
	Root_capability       echo_root      { };
	Parent::Resource_args resource_args  { };
	Semaphore             requested      { };
	Semaphore             yielded        { };
	Semaphore             exited         { };
	int                   exit_value  = 0;
	bool                  label_found = false;

	Constructible<Child> child { };

	Policy(Env &env, Heap &heap) : env(env), heap(heap)
	{
		ram.ref_account(env.ram_session_cap());
		env.ram().transfer_quota(ram.cap(), QUOTA);

		child.construct(binary.dataspace(), Dataspace_capability(), pd.cap(), pd, ram.cap(), ram,
		                cpu.cap(), initial_thread, env.rm(), address_space, parent_ep, *this);
	}

	char const *name() const override { return "program"; }

	Service *resolve_session_request(char const *service, char const *args) override
	{
		if (!strcmp(service, Report_session::service_name()))
			return &report_service;
		if (!strcmp(service, "LOG"))
			return &log_service;
		if (!strcmp(service, "RM"))
			return &rm_service;
		if (!strcmp(service, "ROM")) {
			label_found |= strcmp(label_from_args(args).string(), "program -> config") == 0;
			return &config_service;
		}
		return nullptr;
	}

	void filter_session_args(char const *, char *args, size_t args_len) override
	{
		Session_label const label = prefixed_label(Session_label("program"), label_from_args(args));
		Arg_string::set_arg_string(args, (unsigned)args_len, "label", label.string());
	}

	bool announce_service(char const *name, Root_capability root, Allocator *, Server *) override
	{
		if (strcmp(name, Echo_session::service_name()))
			return false;
		echo_root = root;
		return true;
	}

	void resource_request(Parent::Resource_args const &args) override
	{
		resource_args = args;
		requested.up();
	}

	unsigned long requested_quota() const
	{
		return Arg_string::find_arg(resource_args.string(), "ram_quota").ulong_value(0);
	}

	void yield_response() override { yielded.up(); }

	void exit(int value) override
	{
		exit_value = value;
		exited.up();
	}

	Ram_session           *ref_ram_session()   override { return &env.ram(); }
	Ram_session_capability ref_ram_cap() const override { return env.ram_session_cap(); }
};


struct Test_child::Main
{
	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "child" };

	/* wait for the report of a step, and return its value */
	unsigned long await(Policy &policy, Step step)
	{
		policy.reports.available.down();
		if (policy.reports.step != step)
			test.check("the child takes its steps in order", false);

		return policy.reports.value;
	}

	void proceed(Policy &policy) { policy.reports.consumed.up(); }

	/* a session is closed when none of its calls is being served anymore */
	void proceed_always(Policy &policy)
	{
		for (unsigned i = 0; i <= ABOUT_TO_EXIT; i++)
			proceed(policy);
	}

	unsigned long step(Policy &policy, Step step)
	{
		unsigned long const value = await(policy, step);
		proceed(policy);
		return value;
	}

	void life()
	{
		Policy policy(env, heap);

		unsigned long const avail = step(policy, STARTED);
		test.check("a child starts with the quota of its parent",
		           avail > 1024*1024 && avail < Policy::QUOTA);
		test.check_equal("a parent provides ROM modules", step(policy, CONFIGURED), 123UL);
		test.check("a parent sees the label of a session", policy.label_found);
		test.check_equal("a parent denies services", step(policy, DENIED), 1UL);
		test.check_equal("a child cannot donate more than it has", await(policy, EXCEEDED), 1UL);
		policy.requested.down();
		test.check("the parent is asked for what is missing", policy.requested_quota() == 1UL << 30);
		while (policy.requested.cnt() > 0)
			policy.requested.down();
		proceed(policy);

		unsigned long const donated = policy.reports.donated;
		test.check_equal("an upgrade is paid by the child", await(policy, UPGRADED), 12288UL);
		test.check("a session of the parent is upgraded", policy.reports.donated >= donated
		        && policy.reports.donated > Report_connection::RAM_QUOTA/2);
		proceed(policy);

		await(policy, SECOND_OPENED);
		unsigned const opened = policy.reports.opened, closed = policy.reports.closed;
		proceed(policy);
		await(policy, SECOND_CLOSED);
		test.check("a child opens and closes sessions", opened == 2 && closed == 0
		        && policy.reports.closed == 1);
		proceed(policy);

		resources(policy);
		yield(policy);

		step(policy, ANNOUNCED);
		service(policy);

		await(policy, ABOUT_TO_EXIT);
		proceed(policy);
		policy.exited.down();
		test.check_equal("a parent learns about the exit of its child", policy.exit_value, 42);

		policy.child.destruct();
		test.check_equal("the end of a child closes its sessions", policy.reports.closed, 2U);
	}

	void resources(Policy &policy)
	{
		step(policy, READY_FOR_RESOURCES);
		policy.requested.down();
		test.check_equal("a parent learns what its child needs", policy.requested_quota(), 65536UL);
		env.ram().transfer_quota(policy.ram.cap(), 65536);
		policy.child->notify_resource_avail();
		test.check_equal("a child learns about new resources", step(policy, GOT_RESOURCES), 65536UL);
	}

	void yield(Policy &policy)
	{
		step(policy, READY_TO_YIELD);
		policy.child->yield("ram_quota=32768");
		test.check_equal("a child learns what it shall give up", step(policy, ASKED_TO_YIELD), 32768UL);
		policy.yielded.down();
		step(policy, YIELDED);
		test.check("a parent learns that its child gave up resources", true);
	}

	void service(Policy &policy)
	{
		Root_client root(policy.echo_root);
		Capability<Echo_session> const echo =
			reinterpret_cap_cast<Echo_session>(root.session("ram_quota=8192, label=\"parent\"", Affinity()));

		test.check_equal("a parent uses the service of its child",
		                 echo.call<Echo_session::Rpc_echo>(6), 7U);
		root.close(echo);
		test.check_throws<Ipc_error>("a closed session is dead", [&] {
			echo.call<Echo_session::Rpc_echo>(1); });
	}

	/*
	 * Children end at any point, and leave nothing behind
	 */
	void ends()
	{
		size_t const avail = env.ram().avail();
		{
			Policy policy(env, heap);
			await(policy, STARTED);
			proceed(policy);
			await(policy, CONFIGURED);
			proceed_always(policy);
		}
		{
			/* a child that may not even get to its first report */
			Policy policy(env, heap);
			proceed_always(policy);
		}
		test.check("a child can be destroyed at any time", true);
		test.check_equal("a destroyed child leaves its quota to its parent", env.ram().avail(), avail);
	}

	void bad_binary()
	{
		Pd_connection  pd(env, "bad");
		Cpu_connection cpu(env, "bad");
		Rom_connection rom(env, "conformance_child_program");
		test.check("sessions for a child can be opened without a child",
		           pd.address_space().valid() && cpu.affinity_space().total() > 0);
	}

	void round()
	{
		life();
		ends();
		bad_binary();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_child::Main main(env); }
