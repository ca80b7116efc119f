/*
 * \brief  The first component, and core in the role of its parent
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__INIT_DOMAIN_H_
#define _CORE__INIT_DOMAIN_H_

#include <condition_variable>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <core/cpu_session.h>
#include <core/ram_session.h>
#include <core/services.h>
#include <parent/parent.h>

namespace Core { class Init_domain; }


/**
 * Component that core starts, with all memory of the system as its quota
 *
 * It obtains its sessions, and those for its children, from core's services.
 */
class Core::Init_domain : public Rpc_component<Genode::Parent, Init_domain>
{
	public:

		/** The component cannot be started */
		struct Start_failed : std::runtime_error { using std::runtime_error::runtime_error; };

	private:

		/** Session opened by the component */
		struct Open_session
		{
			std::unique_ptr<Session> session;
			size_t                   donated;   /* bytes taken from the component's quota */
			Session_info             info;      /* as requested */
		};

		using Sessions = std::map<Kernel::Object const *, Open_session>;

		Kernel::System   &_system;
		Services         &_services;
		Log_sink         &_log;
		std::string const _name;

		std::unique_ptr<Session> _pd_session, _ram_session, _cpu_session;

		Pd_session_component  &_pd  = dynamic_cast<Pd_session_component  &>(*_pd_session);
		Ram_session_component &_ram = dynamic_cast<Ram_session_component &>(*_ram_session);
		Cpu_session_component &_cpu = dynamic_cast<Cpu_session_component &>(*_cpu_session);

		Cpu_thread_component *_main_thread = nullptr;
		Sessions              _sessions { };
		std::optional<int>    _exit_value { };
		unsigned long         _last_session_id = 0;

		std::unique_ptr<Session> _environment_session(char const *service, size_t ram_quota);
		uint64_t                 _load(Rom_module const &);
		Open_session            *_open_session(Genode::Session_capability const &);
		Session                 *_session(Genode::Session_capability const &);
		void                     _close(Sessions::iterator);

	public:

		/**
		 * Constructor
		 *
		 * Called with the kernel lock held.
		 *
		 * \param name       name of the component and of its binary
		 * \param ram_quota  bytes
		 */
		Init_domain(Kernel::System &, Services &, Log_sink &, std::string const &name,
		            size_t ram_quota);

		~Init_domain();

		/**
		 * Load binary and start the component
		 *
		 * Called with the kernel lock held.
		 *
		 * \throw Start_failed
		 */
		void start(Rom_module const &binary);

		/** Return value that the component passed to 'Parent::exit' */
		std::optional<int> exit_value() const { return _exit_value; }


		/**********************
		 ** Parent interface **
		 **********************/

		void exit(int) override;
		void announce(Service_name const &, Genode::Root_capability) override;
		Genode::Session_capability session(Service_name const &, Session_args const &,
		                                   Genode::Affinity const &) override;
		void upgrade(Genode::Session_capability, Upgrade_args const &) override;
		void close(Genode::Session_capability) override;
		Genode::Thread_capability main_thread_cap() const override;
		void resource_avail_sigh(Genode::Signal_context_capability) override { }
		void resource_request(Resource_args const &) override;
		void yield_sigh(Genode::Signal_context_capability) override { }
		Resource_args yield_request() override { return { }; }
		void yield_response() override { }

		/* there is nobody else who could ask by the parent capability of the component */
		Session_info session_info(Genode::Session_capability) override;
		Session_ids session_ids(unsigned first) override;
		void close_session(unsigned long id, bool) override;
		bool downgrade(Genode::Session_capability, size_t bytes) override;
};

#endif /* _CORE__INIT_DOMAIN_H_ */
