/*
 * \brief  Component that serves the one that creates it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__SLAVE_H_
#define _INCLUDE__OS__SLAVE_H_

#include <base/child.h>
#include <base/env.h>
#include <cpu_session/connection.h>
#include <init/child_policy.h>
#include <os/child_policy_dynamic_rom.h>
#include <pd_session/connection.h>
#include <ram_session/connection.h>
#include <region_map/client.h>
#include <rom_session/connection.h>

namespace Genode {

	class Slave_policy;
	class Slave;
}


/**
 * Policy of a slave
 *
 * The slave has no services but those that are permitted, its binary, and the
 * configuration given by its creator.
 */
class Genode::Slave_policy : public Child_policy
{
	private:

		Session_label const                 _label;
		Service_registry                    _parent_services { };
		Rom_connection                      _binary_rom;
		Init::Child_policy_enforce_labeling _labeling_policy;
		Init::Child_policy_provide_rom_file _binary_policy;
		Child_policy_dynamic_rom_file       _config_policy;

		bool _service_permitted(char const *service) const
		{
			for (char const **s = _permitted_services(); *s; s++)
				if (!strcmp(service, *s))
					return true;

			return false;
		}

	protected:

		/**
		 * Return null-terminated array of the names of the parent's services
		 * that the slave may use
		 */
		virtual char const **_permitted_services() const = 0;

	public:

		/**
		 * Constructor
		 *
		 * \param label       name of the slave
		 * \param entrypoint  serves what the slave is provided with
		 * \param ram         pays for the configuration, none is provided if null
		 * \param binary      ROM module of the binary, 'label' if null
		 *
		 * \throw Rom_connection::Rom_connection_failed
		 */
		Slave_policy(char const *label, Rpc_entrypoint &entrypoint, Ram_session *ram = nullptr,
		             char const *binary = nullptr)
		:
			_label(label), _binary_rom(binary ? binary : label), _labeling_policy(_label.string()),
			_binary_policy("binary", _binary_rom.dataspace(), &entrypoint),
			_config_policy("config", entrypoint, ram)
		{
			if (ram)
				configure("<config/>");
		}

		~Slave_policy()
		{
			while (Service * const service = _parent_services.find_by_server(nullptr)) {
				_parent_services.remove(service);
				destroy(env()->heap(), service);
			}
		}

		/** Return dataspace with the binary */
		Dataspace_capability binary() { return _binary_rom.dataspace(); }

		/**
		 * Define configuration
		 *
		 * \param config  null-terminated text
		 */
		void configure(char const *config) { _config_policy.load(config, strlen(config) + 1); }

		void configure(char const *config, size_t len) { _config_policy.load(config, len); }


		/****************************
		 ** Child_policy interface **
		 ****************************/

		bool announce_service(char const *, Root_capability, Allocator *, Server *) override {
			return false; }

		char const *name() const override { return _label.string(); }

		Service *resolve_session_request(char const *service_name, char const *args) override
		{
			if (Service * const service = _config_policy.resolve_session_request(service_name, args))
				return service;

			if (Service * const service = _binary_policy.resolve_session_request(service_name, args))
				return service;

			if (!_service_permitted(service_name)) {
				error(name(), ": illegal session request of service \"", service_name, "\" (",
				      args, ")");
				return nullptr;
			}

			if (Service * const service = _parent_services.find(service_name))
				return service;

			Service * const service = new (env()->heap()) Parent_service(service_name);
			_parent_services.insert(service);
			return service;
		}

		void filter_session_args(char const *service, char *args, size_t args_len) override {
			_labeling_policy.filter_session_args(service, args, args_len); }
};


/**
 * Component created and destructed along with the object
 */
class Genode::Slave
{
	private:

		struct Resources
		{
			Pd_connection  pd;
			Ram_connection ram;
			Cpu_connection cpu;

			class Quota_exceeded : public Genode::Exception { };

			Resources(char const *label, size_t ram_quota, Ram_session_capability ram_ref_cap)
			:
				pd(label), ram(label), cpu(label)
			{
				ram.ref_account(ram_ref_cap);

				if (Ram_session_client(ram_ref_cap).transfer_quota(ram.cap(), ram_quota))
					throw Quota_exceeded();
			}
		};

		Resources             _resources;
		Child::Initial_thread _initial_thread;
		Region_map_client     _address_space { _resources.pd.address_space() };
		Child                 _child;

	public:

		/**
		 * Constructor
		 *
		 * \param entrypoint    serves the parent interface
		 * \param slave_policy  decides about the slave
		 * \param ram_quota     quota of the slave in bytes
		 * \param ram_ref_cap   account from which the quota comes
		 *
		 * \throw Parent::Exception
		 * \throw Child::Process_startup_failed
		 */
		Slave(Rpc_entrypoint &entrypoint, Slave_policy &slave_policy, size_t ram_quota,
		      Ram_session_capability ram_ref_cap = env()->ram_session_cap(),
		      Dataspace_capability ldso_ds = Dataspace_capability())
		:
			_resources(slave_policy.name(), ram_quota, ram_ref_cap),
			_initial_thread(_resources.cpu, _resources.pd.cap(), slave_policy.name()),
			_child(slave_policy.binary(), ldso_ds, _resources.pd.cap(), _resources.pd,
			       _resources.ram.cap(), _resources.ram, _resources.cpu.cap(), _initial_thread,
			       *env()->rm_session(), _address_space, entrypoint, slave_policy)
		{ }

		Ram_connection &ram() { return _resources.ram; }

		/**
		 * Ask the slave to give up resources
		 */
		void yield(Parent::Resource_args const &args) { _child.yield(args); }

		/**
		 * Tell the slave that resources arrived
		 */
		void notify_resource_avail() const { _child.notify_resource_avail(); }
};

#endif /* _INCLUDE__OS__SLAVE_H_ */
