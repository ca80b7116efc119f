/*
 * \brief  Child as described by a '<start>' node, for components like init
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INIT__CHILD_H_
#define _INCLUDE__INIT__CHILD_H_

#include <base/child.h>
#include <base/log.h>
#include <cap_session/connection.h>
#include <cpu_session/connection.h>
#include <init/child_config.h>
#include <init/child_policy.h>
#include <init/routed_service.h>
#include <init/start_node.h>
#include <pd_session/connection.h>
#include <ram_session/connection.h>
#include <rom_session/connection.h>

namespace Init {

	struct Name_registry;
	class  Child_registry;
	class  Child;
}


/**
 * What a child has to know about the others
 */
struct Init::Name_registry
{
	virtual ~Name_registry() { }

	/** Return false if there is a child of this name */
	virtual bool unique(char const *name) const = 0;

	/** Return child of this name as a server, null if there is none */
	virtual Genode::Server *lookup_server(char const *name) const = 0;
};


/**
 * Component with the resources, services, and routes that its node demands
 */
class Init::Child : Genode::Child_policy
{
	public:

		/** Another child has the name already */
		class Child_name_is_not_unique { };

	private:

		friend class Child_registry;

		/* deep enough for creating sessions on behalf of core */
		enum { ENTRYPOINT_STACK_SIZE = 64*1024, MAX_NAME_LEN = 64 };

		Genode::List_element<Child> _list_element { this };

		Genode::Xml_node const _start_node;
		Genode::Xml_node const _default_route_node;
		Name_registry         &_name_registry;

		/**
		 * Names of child and binary
		 */
		struct Name
		{
			typedef Genode::String<MAX_NAME_LEN> String;

			String unique, file;

			Name(Genode::Xml_node start_node, Name_registry const &registry)
			:
				unique(start_node.attribute_value("name", String())), file(unique)
			{
				/* a node without name is an error of the caller */
				if (!start_node.has_attribute("name")) {
					Genode::warning("missing 'name' attribute in '<start>' entry");
					throw Genode::Xml_node::Nonexistent_attribute();
				}
				if (!registry.unique(unique.string())) {
					Genode::error("child name \"", unique, "\" is not unique");
					throw Child_name_is_not_unique();
				}
				if (start_node.has_sub_node("binary"))
					file = start_node.sub_node("binary").attribute_value("name", unique);
			}
		} const _name;

		/**
		 * CPU quota that is left for children, 'QUOTA_LIMIT' is all the component has
		 */
		static Genode::size_t &_avail_cpu_quota()
		{
			static Genode::size_t avail = Genode::Cpu_session::QUOTA_LIMIT;
			return avail;
		}

		/**
		 * Quota as configured
		 */
		struct Quota
		{
			Genode::size_t ram            = 0;
			Genode::size_t cpu_percent    = 0;
			bool           constrain_phys = false;

			explicit Quota(Genode::Xml_node start_node)
			{
				using namespace Genode;
				typedef String<16> Resource;

				start_node.for_each_sub_node("resource", [&] (Xml_node node) {
					Resource const resource = node.attribute_value("name", Resource());
					if (resource == "RAM") {
						ram            = node.attribute_value("quantum", Number_of_bytes(0));
						constrain_phys = node.attribute_value("constrain_phys", false);
					}
					if (resource == "CPU")
						cpu_percent = node.attribute_value("quantum", 0UL);
				});

				if (ram > avail_slack_ram_quota()) {
					ram = avail_slack_ram_quota();
					warn_insuff_quota(ram);
				}
			}
		};

		/**
		 * Resources of the child
		 */
		struct Resources
		{
			Quota                  quota;
			long             const prio_levels_log2;
			long             const priority;
			Genode::Affinity const affinity;
			Genode::Pd_connection  pd;
			Genode::Ram_connection ram;
			Genode::Cpu_connection cpu;
			Genode::size_t         cpu_quota = 0;   /* taken from what is available */

			Resources(Genode::Xml_node start_node, char const *label, long prio_levels,
			          Genode::Affinity::Space const &space)
			:
				quota(start_node),
				prio_levels_log2(prio_levels ? Genode::log2(prio_levels) : 0),
				priority(read_priority(start_node, prio_levels)),
				affinity(space, read_affinity_location(space, start_node)),
				pd(label), ram(label),
				cpu(label, priority*(Genode::Cpu_session::PRIORITY_LIMIT >> prio_levels_log2), affinity)
			{
				using namespace Genode;

				/* the child pays for the sessions of its environment */
				size_t const environment = (size_t)Pd_connection::RAM_QUOTA
				                         + (size_t)Cpu_connection::RAM_QUOTA
				                         + (size_t)Ram_connection::RAM_QUOTA;
				quota.ram -= min(quota.ram, environment);

				ram.ref_account(env()->ram_session_cap());
				env()->ram_session()->transfer_quota(ram.cap(), quota.ram);
				transfer_cpu_quota();
			}

			~Resources() { _avail_cpu_quota() += cpu_quota; }

			void transfer_cpu_quota()
			{
				using Genode::Cpu_session;

				Genode::size_t      &avail = _avail_cpu_quota();
				Genode::size_t const limit = Cpu_session::QUOTA_LIMIT;

				cpu_quota = Cpu_session::quota_lim_upscale(quota.cpu_percent, 100);
				if (cpu_quota > avail) {
					warn_insuff_quota(Cpu_session::quota_lim_downscale(avail, 100));
					cpu_quota = avail;
				}
				cpu.ref_account(Genode::env()->cpu_session_cap());
				if (!cpu_quota)
					return;

				/* a transfer is relative to what is left */
				Genode::env()->cpu_session()->transfer_quota(
					cpu.cap(), cpu_quota < avail ? Cpu_session::quota_lim_upscale(cpu_quota, avail) : limit);
				avail -= cpu_quota;
			}

			Resources(Resources const &) = delete;
			Resources &operator = (Resources const &) = delete;
		} _resources;

		Genode::Child::Initial_thread _initial_thread { _resources.cpu, _resources.pd,
		                                                _name.unique.string() };

		/* serves the parent interface, and the ROM modules 'config' and 'binary' */
		Genode::Rpc_entrypoint _entrypoint;

		Genode::Rom_connection       _binary_rom;
		Genode::Dataspace_capability _binary_rom_ds { _binary_rom.dataspace() };

		Child_config   _config;
		Genode::Server _server { _resources.ram.cap() };

		Genode::Region_map_client _address_space { _resources.pd.address_space() };
		Genode::Child             _child;

		Genode::Service_registry &_parent_services;
		Genode::Service_registry &_child_services;

		Child_policy_enforce_labeling      _labeling_policy { _name.unique.string() };
		Child_policy_handle_cpu_priorities _priority_policy { _resources.prio_levels_log2,
		                                                      _resources.priority };
		Child_policy_provide_rom_file      _config_policy { "config", _config.dataspace(), &_entrypoint };
		Child_policy_provide_rom_file      _binary_policy { "binary", _binary_rom_ds, &_entrypoint };
		Child_policy_redirect_rom_file     _configfile_policy { "config", _config.filename() };
		Child_policy_ram_phys              _ram_session_policy { _resources.quota.constrain_phys };

		/**
		 * Where a request leads to, as far as that is decided
		 */
		struct Resolution
		{
			bool             decided = false;
			Genode::Service *service = nullptr;
		};

		static Resolution _decision(Genode::Service *service, bool decided)
		{
			Resolution result;
			result.decided = decided;
			result.service = service;
			return result;
		}

		/**
		 * Look up service at the target of a route
		 *
		 * \param wildcard  true if the next target is tried on failure
		 */
		Resolution _lookup(Genode::Xml_node target, char const *service_name, bool wildcard) const
		{
			using namespace Genode;

			Service *service = nullptr;

			if (target.has_type("parent"))
				service = _parent_services.find(service_name);

			else if (target.has_type("child")) {
				Name::String const name = target.attribute_value("name", Name::String());
				Server *server = _name_registry.lookup_server(name.string());
				if (!server) {
					warning(_name.unique, ": invalid route to non-existing server \"", name, "\"");
					return _decision(nullptr, true);
				}
				service = _child_services.find(service_name, server);
			}
			else if (target.has_type("any-child")) {
				if (_child_services.is_ambiguous(service_name)) {
					error(_name.unique, ": ambiguous routes to service \"", service_name, "\"");
					return _decision(nullptr, true);
				}
				service = _child_services.find(service_name);
			}
			else
				return _decision(nullptr, false);

			if (!service && !wildcard)
				warning(_name.unique, ": lookup of service \"", service_name, "\" failed");

			return _decision(service, service || !wildcard);
		}

		void _declare_services()
		{
			using namespace Genode;
			typedef String<Service::MAX_NAME_LEN> Service_name;

			if (!_start_node.has_sub_node("provides"))
				return;

			_start_node.sub_node("provides").for_each_sub_node("service", [&] (Xml_node node) {
				Service_name const name = node.attribute_value("name", Service_name());
				if (config_verbose)
					log("  provides service ", name);
				_child_services.insert(new (_child.heap()) Routed_service(name.string(), &_server));
			});
		}

	public:

		/**
		 * Constructor
		 *
		 * The child does not get any answer before 'start'.
		 *
		 * \param start_node          must stay in place as long as the child exists
		 * \param default_route_node  routes of children without '<route>'
		 * \param prio_levels         number of priorities, 0 if there are none
		 * \param ldso_ds             without effect, there is no dynamic linking
		 *
		 * \throw Child_name_is_not_unique
		 * \throw Xml_node::Nonexistent_attribute        no name
		 * \throw Rom_connection::Rom_connection_failed  no binary
		 * \throw Genode::Child::Process_startup_failed
		 */
		Child(Genode::Xml_node start_node, Genode::Xml_node default_route_node,
		      Name_registry &name_registry, long prio_levels,
		      Genode::Affinity::Space const &affinity_space,
		      Genode::Service_registry &parent_services,
		      Genode::Service_registry &child_services,
		      Genode::Cap_session &cap_session,
		      Genode::Dataspace_capability ldso_ds)
		:
			_start_node(start_node), _default_route_node(default_route_node),
			_name_registry(name_registry), _name(start_node, name_registry),
			_resources(start_node, _name.unique.string(), prio_levels, affinity_space),
			_entrypoint(&cap_session, ENTRYPOINT_STACK_SIZE, _name.unique.string(), false),
			_binary_rom(_name.file.string()), _config(_resources.ram.cap(), start_node),
			_child(_binary_rom_ds, ldso_ds, _resources.pd, _resources.pd, _resources.ram,
			       _resources.ram, _resources.cpu, _initial_thread,
			       *Genode::env()->rm_session(), _address_space, _entrypoint, *this),
			_parent_services(parent_services), _child_services(child_services)
		{
			using namespace Genode;

			if (!_resources.quota.ram)
				warning("no valid RAM resource for child \"", _name.unique, "\"");

			if (config_verbose) {
				log("child \"", _name.unique, "\"");
				log("  RAM quota:  ", _resources.quota.ram);
				log("  ELF binary: ", _name.file);
				log("  priority:   ", _resources.priority);
			}
			_declare_services();
		}

		virtual ~Child()
		{
			while (Genode::Service * const service = _child_services.find_by_server(&_server)) {
				_child_services.remove(service);
				Genode::destroy(_child.heap(), service);
			}
		}

		bool has_name(char const *n) const { return _name.unique == n; }

		Genode::Server *server() { return &_server; }

		/** Start to answer the requests of the child */
		void start() { _entrypoint.activate(); }


		/****************************
		 ** Child_policy interface **
		 ****************************/

		char const *name() const override { return _name.unique.string(); }

		Genode::Service *resolve_session_request(char const *service_name, char const *args) override
		{
			using namespace Genode;

			if (Service * const service = _config_policy.resolve_session_request(service_name, args))
				return service;

			if (Service * const service = _binary_policy.resolve_session_request(service_name, args))
				return service;

			Xml_node const routes = _start_node.has_sub_node("route")
			                      ? _start_node.sub_node("route") : _default_route_node;
			Resolution result;
			routes.for_each_sub_node([&] (Xml_node node) {

				if (result.decided || !service_node_matches(node, args, name(), service_name)
				 || !service_node_args_condition_satisfied(node, args, name()))
					return;

				node.for_each_sub_node([&] (Xml_node target) {
					if (!result.decided)
						result = _lookup(target, service_name, node.has_type("any-service")); });
			});

			if (!result.decided)
				warning(name(), ": no route to service \"", service_name, "\"");

			return result.service;
		}

		void filter_session_args(char const *service, char *args, Genode::size_t args_len) override
		{
			_labeling_policy.   filter_session_args(service, args, args_len);
			_priority_policy.   filter_session_args(service, args, args_len);
			_configfile_policy. filter_session_args(service, args, args_len);
			_ram_session_policy.filter_session_args(service, args, args_len);
		}

		Genode::Affinity filter_session_affinity(Genode::Affinity const &session_affinity) override
		{
			using namespace Genode;

			Affinity::Space    const inner = session_affinity.space();
			Affinity::Location const part  = session_affinity.location();

			/* the grid of the result is fine enough for the locations of both */
			return !inner.total()
			     ? _resources.affinity
			     : Affinity(_resources.affinity.space().multiply(inner),
			                _resources.affinity.location().multiply_position(inner)
			                                              .transpose(part.xpos(), part.ypos()));
		}

		bool announce_service(char const *service_name, Genode::Root_capability root,
		                      Genode::Allocator *, Genode::Server *) override
		{
			using namespace Genode;

			if (config_verbose)
				log("child \"", name(), "\" announces service \"", service_name, "\"");

			Routed_service * const service = dynamic_cast<Routed_service *>(
				_child_services.find(service_name, &_server));

			if (!service) {
				error(name(), ": illegal announcement of service \"", service_name, "\"");
				return false;
			}
			service->announce(root);
			return true;
		}

		void resource_request(Genode::Parent::Resource_args const &args) override
		{
			using namespace Genode;

			log("child \"", name(), "\" requests resources: ", args);

			size_t const requested = Arg_string::find_arg(args.string(), "ram_quota").ulong_value(0);

			if (avail_slack_ram_quota() < requested) {
				warning("cannot respond to resource request - out of memory");
				return;
			}
			env()->ram_session()->transfer_quota(_resources.ram.cap(), requested);
			_child.notify_resource_avail();
		}

		void exit(int exit_value) override
		{
			if (_start_node.has_sub_node("exit")
			 && _start_node.sub_node("exit").attribute_value("propagate", false)) {
				Genode::env()->parent()->exit(exit_value);
				return;
			}
			Child_policy::exit(exit_value);
		}
};

#endif /* _INCLUDE__INIT__CHILD_H_ */
