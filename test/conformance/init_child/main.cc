/*
 * \brief  Children as init has them, within another component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <conformance/test.h>
#include <init/child.h>
#include <init_child/session.h>

namespace Init { bool config_verbose = false; }


/*
 * The class is declared by the header, and defined by each component like init
 */
class Init::Child_registry : public Name_registry
{
	private:

		typedef Genode::List_element<Child> Element;

		Genode::List<Element> _children { };

		Child *_lookup(char const *name) const
		{
			for (Element const *e = _children.first(); e; e = e->next())
				if (e->object()->has_name(name))
					return e->object();
			return nullptr;
		}

	public:

		void insert(Child *child) { _children.insert(&child->_list_element); }

		/* what the others have opened at the child is closed */
		void remove(Child *child)
		{
			_children.remove(&child->_list_element);
			for (Element const *e = _children.first(); e; e = e->next())
				e->object()->_child.revoke_server(child->server());
		}

		bool unique(char const *name) const override { return !_lookup(name); }

		Genode::Server *lookup_server(char const *name) const override
		{
			Child * const child = _lookup(name);
			return child ? child->server() : nullptr;
		}
};


namespace Test_init_child {

	struct Child;
	struct Main;

	typedef Init::Child::Child_name_is_not_unique Not_unique;

	/* the second child asks for more than its quantum while it runs */
	static char const * const CONFIG =
		"<config>"
		"<default-route> <any-service> <parent/> </any-service> </default-route>"
		"<start name=\"client\">"
		"	<binary name=\"conformance_init_child_program\"/>"
		"	<resource name=\"RAM\" quantum=\"1M\"/>"
		"	<resource name=\"CPU\" quantum=\"30\"/>"
		"	<route>"
		"		<service name=\"Double\" label=\"wanted\"> <child name=\"server\"/> </service>"
		"		<service name=\"Double\"> <if-arg key=\"label\" value=\"other\"/> <child name=\"server\"/> </service>"
		"		<service name=\"LOG\"> <parent/> </service>"
		"	</route>"
		"	<config/>"
		"</start>"
		"<start name=\"server\" priority=\"-1\">"
		"	<binary name=\"conformance_init_child_program\"/>"
		"	<resource name=\"RAM\" quantum=\"1M\"/>"
		"	<provides> <service name=\"Double\"/> </provides>"
		"	<config server=\"yes\"/>"
		"</start>"
		"</config>";
}


struct Test_init_child::Child : Init::Child
{
	Semaphore exited { };
	int       value = 0;

	using Init::Child::Child;

	void exit(int exit_value) override
	{
		value = exit_value;
		exited.up();
	}
};


struct Test_init_child::Main
{
	enum { PRIO_LEVELS = 2 };

	Env              &env;
	Conformance::Test test { env, "init_child" };

	Xml_node const config { CONFIG };

	Service_registry parent_services { };
	Parent_service   rom { "ROM" }, log_service { "LOG" };

	void nodes()
	{
		Xml_node const client = config.sub_node("start"), server = client.next("start");

		test.check("priorities are levels", Init::read_priority(client, PRIO_LEVELS) == 0
		                                 && Init::read_priority(server, PRIO_LEVELS) == 1
		                                 && Init::read_priority(server, 0) == 0);

		Affinity::Space    const space(4, 2);
		Affinity::Location const all  = Init::read_affinity_location(space, client);
		Affinity::Location const part = Init::read_affinity_location(space,
			Xml_node("<start> <affinity xpos=\"1\"/> </start>"));
		test.check("a child may have all CPUs", all.xpos() == 0 && all.width() == 4 && all.height() == 2);
		test.check("a child may have a column", part.xpos() == 1 && part.width() == 1 && part.height() == 2);

		test.check("the name is in front of the label",
		           !strcmp(Init::skip_label_prefix("a", "a -> b"), "b")
		        && !strcmp(Init::skip_label_prefix("a", "a"), ""));

		Xml_node const route(client.sub_node("route").sub_node(0U));
		test.check("a route selects labels",
		           Init::service_node_matches(route, "label=\"client -> wanted\"", "client", "Double")
		       && !Init::service_node_matches(route, "label=\"client -> x\"",      "client", "Double")
		       && !Init::service_node_matches(route, "label=\"client -> wanted\"", "client", "LOG"));

		Xml_node const condition(client.sub_node("route").sub_node(1U));
		test.check("a route depends on arguments",
		           Init::service_node_args_condition_satisfied(condition, "label=\"client -> other\"", "client")
		       && !Init::service_node_args_condition_satisfied(condition, "label=\"client -> x\"",     "client")
		       &&  Init::service_node_args_condition_satisfied(route,     "label=\"client -> x\"",     "client"));
	}

	void children()
	{
		Init::Child_registry    registry;
		Service_registry        child_services;
		Cap_connection          cap(env);
		Affinity::Space const   space(1);
		Xml_node const          client_node = config.sub_node("start"), server_node = client_node.next("start");
		Xml_node const          default_route = config.sub_node("default-route");

		auto const throws = [&] (Xml_node node) {
			Child child(node, default_route, registry, PRIO_LEVELS, space, parent_services,
			            child_services, cap, Dataspace_capability()); };

		test.check_throws<Xml_node::Nonexistent_attribute>("a child has a name", [&] {
			throws(Xml_node("<start> <resource name=\"RAM\" quantum=\"1M\"/> </start>")); });

		Child client(client_node, default_route, registry, PRIO_LEVELS, space, parent_services,
		             child_services, cap, Dataspace_capability());
		registry.insert(&client);

		test.check_throws<Not_unique>("a name is given once", [&] { throws(client_node); });
		{
			Child server(server_node, default_route, registry, PRIO_LEVELS, space, parent_services,
			             child_services, cap, Dataspace_capability());
			registry.insert(&server);

			test.check("a service is known before it is announced",
			           child_services.find("Double", server.server()));
			client.start();
			server.start();
			client.exited.down();
			test.check_equal("a client gets its service and its quota, and nothing else",
			                 client.value, OK + DENIED);
			registry.remove(&server);
		}
		test.check("the services go along with the server", !child_services.find("Double"));
		registry.remove(&client);
	}

	void round()
	{
		size_t const before = env.ram().avail();
		nodes();
		children();
		test.check("the quota of children comes back", env.ram().avail() + 128*1024 >= before);
	}

	explicit Main(Env &env) : env(env)
	{
		parent_services.insert(&rom);
		parent_services.insert(&log_service);
		test.run([&] { round(); });
	}
};


void Component::construct(Genode::Env &env) { static Test_init_child::Main main(env); }
