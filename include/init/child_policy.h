/*
 * \brief  Policies of which the one for a child can be composed
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INIT__CHILD_POLICY_H_
#define _INCLUDE__INIT__CHILD_POLICY_H_

#include <base/child.h>
#include <base/rpc_server.h>
#include <base/service.h>
#include <base/session_label.h>
#include <rom_session/rom_session.h>
#include <util/arg_string.h>
#include <util/misc_math.h>

namespace Init {

	class Child_policy_ram_phys;
	class Child_policy_enforce_labeling;
	class Child_policy_handle_cpu_priorities;
	class Child_policy_provide_rom_file;
	class Child_policy_redirect_rom_file;
}


/**
 * Removal of wishes regarding physical addresses of RAM
 */
class Init::Child_policy_ram_phys
{
	private:

		bool const _constrain_phys;

	public:

		/**
		 * Constructor
		 *
		 * \param constrain_phys  the child may have such wishes
		 */
		explicit Child_policy_ram_phys(bool constrain_phys) : _constrain_phys(constrain_phys) { }

		void filter_session_args(char const *service, char *args, Genode::size_t)
		{
			if (_constrain_phys || Genode::strcmp(service, "RAM"))
				return;

			Genode::Arg_string::remove_arg(args, "phys_start");
			Genode::Arg_string::remove_arg(args, "phys_size");
		}
};


/**
 * Name of the child in front of each session label
 */
class Init::Child_policy_enforce_labeling
{
	private:

		char const * const _name;

	public:

		explicit Child_policy_enforce_labeling(char const *name) : _name(name) { }

		void filter_session_args(char const *, char *args, Genode::size_t args_len)
		{
			using namespace Genode;

			Session_label const label =
				prefixed_label(Session_label(_name), label_from_args(args));

			Arg_string::set_arg_string(args, (unsigned)args_len, "label", label.string());
		}
};


/**
 * Priorities of the child's CPU sessions within the band of the child
 */
class Init::Child_policy_handle_cpu_priorities
{
	private:

		long const _prio_levels_log2;
		long const _priority;

	public:

		/**
		 * Constructor
		 *
		 * \param prio_levels_log2  logarithm of the number of bands
		 * \param priority          band of the child, 0 is the highest
		 */
		Child_policy_handle_cpu_priorities(long prio_levels_log2, long priority)
		: _prio_levels_log2(prio_levels_log2), _priority(priority) { }

		void filter_session_args(char const *service, char *args, Genode::size_t args_len)
		{
			using namespace Genode;

			if (strcmp(service, "CPU") || _prio_levels_log2 == 0)
				return;

			unsigned long const limit  = Cpu_session::PRIORITY_LIMIT;
			unsigned long const wanted = min(Arg_string::find_arg(args, "priority").ulong_value(0),
			                                 limit - 1);

			if (wanted & ((1UL << _prio_levels_log2) - 1))
				warning("priority band too small, losing least-significant priority bits");

			unsigned long const priority = (wanted >> _prio_levels_log2)
			                             + (unsigned long)_priority*(limit >> _prio_levels_log2);

			Arg_string::set_arg(args, (unsigned)args_len, "priority", (int)priority);
		}
};


/**
 * ROM module that consists of a given dataspace
 */
class Init::Child_policy_provide_rom_file
{
	private:

		struct Rom_session_component : Genode::Rpc_object<Genode::Rom_session>
		{
			Genode::Dataspace_capability const ds;

			explicit Rom_session_component(Genode::Dataspace_capability ds) : ds(ds) { }

			Genode::Rom_dataspace_capability dataspace() override {
				return Genode::reinterpret_cap_cast<Genode::Rom_dataspace>(ds); }

			void sigh(Genode::Signal_context_capability) override { }
		};

		struct Rom_service : Genode::Service
		{
			Genode::Rom_session_capability const rom;
			bool                           const valid;

			Rom_service(Genode::Rom_session_capability rom, bool valid)
			: Genode::Service("ROM"), rom(rom), valid(valid) { }

			Genode::Session_capability session(char const *, Genode::Affinity const &) override
			{
				if (!valid)
					throw Invalid_args();

				return rom;
			}

			void upgrade(Genode::Session_capability, char const *) override { }
			void close(Genode::Session_capability) override { }
		};

		Rom_session_component       _session;
		Genode::Rpc_entrypoint     &_ep;
		Rom_service                 _service;
		Genode::Session_label const _module_name;

	public:

		/**
		 * Constructor
		 *
		 * \param module_name  name of the module
		 * \param ds_cap       its content
		 * \param ep           serves the ROM session
		 */
		Child_policy_provide_rom_file(char const *module_name, Genode::Dataspace_capability ds_cap,
		                              Genode::Rpc_entrypoint *ep)
		:
			_session(ds_cap), _ep(*ep), _service(_ep.manage(&_session), ds_cap.valid()),
			_module_name(module_name)
		{ }

		~Child_policy_provide_rom_file() { _ep.dissolve(&_session); }

		/**
		 * Return service if the request is meant for the module, or null
		 */
		Genode::Service *resolve_session_request(char const *service_name, char const *args)
		{
			if (Genode::strcmp(service_name, "ROM"))
				return nullptr;

			return _module_name == Genode::label_from_args(args).last_element() ? &_service : nullptr;
		}
};


/**
 * Another ROM module in place of the one that the child asks for
 */
class Init::Child_policy_redirect_rom_file
{
	private:

		char const * const _from;
		char const * const _to;

	public:

		/**
		 * Constructor
		 *
		 * \param from, to  names of the modules, null for no effect
		 */
		Child_policy_redirect_rom_file(char const *from, char const *to) : _from(from), _to(to) { }

		void filter_session_args(char const *service, char *args, Genode::size_t args_len)
		{
			using namespace Genode;

			if (!_from || !_to || strcmp(service, "ROM"))
				return;

			Session_label const label = label_from_args(args);
			if (label.last_element() != _from)
				return;

			Session_label const redirected = prefixed_label(label.prefix(), Session_label(_to));
			Arg_string::set_arg_string(args, (unsigned)args_len, "label", redirected.string());
		}
};

#endif /* _INCLUDE__INIT__CHILD_POLICY_H_ */
