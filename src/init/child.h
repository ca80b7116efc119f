/*
 * \brief  Child of init
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INIT__CHILD_H_
#define _INIT__CHILD_H_

#include <base/child.h>
#include <config_rom.h>
#include <cpu_quota.h>
#include <cpu_session/connection.h>
#include <pd_session/connection.h>
#include <ram_session/connection.h>
#include <region_map/client.h>
#include <rom_session/connection.h>
#include <routing.h>
#include <util/reconstructible.h>

namespace Init {

	class  Child;
	struct Child_exit;
	struct Clone_factory;
}


/**
 * Who is told about the exit of a child
 */
struct Init::Child_exit
{
	virtual ~Child_exit() { }

	virtual void child_exited(Child &, int exit_value, bool propagate) = 0;
};


/**
 * Who creates further instances of children, on behalf of core
 */
struct Init::Clone_factory
{
	virtual ~Clone_factory() { }

	virtual Parent::Clone_result create_clone(Child const &original, char const *name) = 0;

	virtual void destroy_clone(char const *name) = 0;
};


/**
 * Component described by a '<start>' node
 */
class Init::Child : public Child_policy, public List<Child>::Element
{
	public:

		/** The child cannot be created, the reason was logged */
		class Failed : public Exception { };

		typedef String<64> Name;

		/** What the children of one init have in common */
		struct Context
		{
			Xml_node         const  default_route;   /* used if a start node has no '<route>' */
			long             const  prio_levels_log2;
			Affinity::Space  const  affinity_space;  /* what <affinity> nodes refer to */
			Cpu_quota              &cpu_quota;
			Child_registry         &children;
			Service_registry       &parent_services;
			Service_registry       &child_services;
			Child_exit             &exit;
			Clone_factory          &clones;

			Lock ram_lock { };   /* serializes grants of RAM to running children */
		};

	private:

		/* deep enough for creating a child on behalf of core */
		enum { ENTRYPOINT_STACK_SIZE = 64*1024 };

		Env          &_env;
		Xml_node const _start_node;
		Context       &_context;
		Name     const _name;
		bool     const _clone;
		Name     const _binary_name;
		size_t   const _ram_quota;

		long     const _priority;   /* of the main thread, 0 is the highest one */
		Affinity const _affinity;

		Routing        _routing;

		Ram_connection _ram { _env, _name.string() };
		Cpu_connection _cpu;
		Pd_connection  _pd  { _env, _name.string() };

		Region_map_client _address_space { _pd.address_space() };

		/* serves the parent interface and the configuration of the child */
		Rpc_entrypoint _entrypoint { &_env.pd(), ENTRYPOINT_STACK_SIZE, _name.string() };

		Rom_connection _binary { _env, _binary_name.string() };
		Config_rom     _config { _env, _entrypoint, _start_node };

		Genode::Child::Initial_thread         _initial_thread;
		Constructible<Genode::Child>          _child  { };
		Server                                _server { _ram.cap() };

		static Name   _required_name(Xml_node const &);
		static Name   _name_of_binary(Xml_node const &);
		static size_t _ram_slack(Env &);
		static size_t _ram_quantum(Env &, Xml_node const &);
		static long   _configured_priority(Xml_node const &, long prio_levels_log2);

		static Affinity _configured_affinity(Xml_node const &, Affinity::Space const &);

		size_t _cpu_share = 0;   /* of init's CPU quota */

		void _transfer_quota();
		bool _grant_quota(size_t amount);
		void _transfer_cpu_quota();

		Child(Env &, Context &, Xml_node const &start_node, Name const &, bool clone);

	public:

		/**
		 * Constructor
		 *
		 * The child exists but does not execute before 'start'.
		 *
		 * \param start_node  must stay in place as long as the child exists
		 *
		 * \throw Failed
		 */
		Child(Env &env, Context &context, Xml_node const &start_node)
		: Child(env, context, start_node, _required_name(start_node), false) { }

		/**
		 * Constructor of a child that is like another one
		 *
		 * Its services are not offered to anybody.
		 *
		 * \throw Failed
		 */
		Child(Env &env, Child const &original, Name const &name)
		: Child(env, original._context, original._start_node, name, true) { }

		~Child() { _context.cpu_quota.give_back(_cpu_share); }

		/**
		 * Load binary and execute it
		 *
		 * \throw Failed
		 */
		void start();

		Server &server() { return _server; }

		Xml_node const &start_node() const { return _start_node; }

		/** Return bytes of RAM that the child started with */
		size_t ram_quota() const { return _ram_quota; }

		/** Return true if the child was created by 'Clone_factory' */
		bool clone() const { return _clone; }

		/** Return true if the child is configured to provide the service */
		bool provides(char const *service) const;


		/****************************
		 ** Child_policy interface **
		 ****************************/

		char const *name() const override { return _name.string(); }

		Service *resolve_session_request(char const *service, char const *args) override;
		void filter_session_args(char const *service, char *args, size_t args_len) override;
		Affinity filter_session_affinity(Affinity const &) override;
		bool announce_service(char const *name, Root_capability, Allocator *, Server *) override;
		void exit(int exit_value) override;
		void resource_request(Parent::Resource_args const &) override;

		Parent::Clone_result create_clone(char const *name) override {
			return _context.clones.create_clone(*this, name); }

		/* a child cannot be destroyed by the entrypoint that serves it */
		void destroy_clone(char const *name) override
		{
			if (_name != name)
				_context.clones.destroy_clone(name);
		}

		Ram_session           *ref_ram_session()   override { return &_env.ram(); }
		Ram_session_capability ref_ram_cap() const override { return _env.ram_session_cap(); }
};

#endif /* _INIT__CHILD_H_ */
