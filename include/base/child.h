/*
 * \brief  Creation of children
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__CHILD_H_
#define _INCLUDE__BASE__CHILD_H_

#include <base/heap.h>
#include <base/lock.h>
#include <base/object_pool.h>
#include <base/rpc_server.h>
#include <base/service.h>
#include <cpu_session/client.h>
#include <cpu_session/connection.h>
#include <cpu_thread/client.h>
#include <parent/capability.h>
#include <pd_session/client.h>
#include <pd_session/connection.h>
#include <ram_session/capability.h>
#include <ram_session/connection.h>
#include <region_map/client.h>
#include <util/arg_string.h>

namespace Genode {

	struct Child_policy;
	class  Child;
}


/**
 * Decisions that a parent takes about a child
 */
struct Genode::Child_policy
{
	virtual ~Child_policy() { }

	/** Return name of the child */
	virtual char const *name() const = 0;

	/**
	 * Return service for a session request, null to deny it
	 */
	virtual Service *resolve_session_request(char const * /* service */,
	                                         char const * /* args */) { return nullptr; }

	/**
	 * Modify session arguments
	 *
	 * \param args      null-terminated arguments
	 * \param args_len  size of the buffer
	 */
	virtual void filter_session_args(char const * /* service */, char * /* args */,
	                                 size_t /* args_len */) { }

	/**
	 * Register service of the child
	 *
	 * \return  false if the child must not provide the service
	 */
	virtual bool announce_service(char const * /* name */, Root_capability,
	                              Allocator *, Server *) { return false; }

	/**
	 * Limit the affinity of a session
	 */
	virtual Affinity filter_session_affinity(Affinity const &affinity) { return affinity; }

	/**
	 * Forget the services of the child
	 */
	virtual void unregister_services() { }

	/**
	 * React to the exit of the child
	 */
	virtual void exit(int exit_value)
	{
		log("child \"", name(), "\" exited with exit value ", exit_value);
	}

	/** Return RAM session that is the reference account of the child */
	virtual Ram_session           *ref_ram_session() { return env()->ram_session(); }
	virtual Ram_session_capability ref_ram_cap() const { return env()->ram_session_cap(); }

	/**
	 * The child gave up resources
	 */
	virtual void yield_response() { }

	/**
	 * The child asks for resources
	 */
	virtual void resource_request(Parent::Resource_args const &) { }

	/**
	 * Create another child with the same configuration, see 'Parent'
	 */
	virtual Parent::Clone_result create_clone(char const * /* name */) {
		return Parent::Clone_result::REFUSED; }

	/**
	 * Remove a child that 'create_clone' created
	 */
	virtual void destroy_clone(char const * /* name */) { }
};


/**
 * Component created by another one, and the parent interface it talks to
 */
class Genode::Child : protected Rpc_object<Parent>
{
	public:

		/**
		 * Initial thread of a child
		 */
		struct Initial_thread_base
		{
			virtual ~Initial_thread_base() { }

			virtual void start(addr_t ip) = 0;

			virtual Capability<Cpu_thread> cap() = 0;
		};

		/**
		 * Initial thread created via a CPU session
		 */
		struct Initial_thread : Initial_thread_base
		{
			private:

				Cpu_session      &_cpu;
				Thread_capability _cap;

			public:

				typedef Cpu_session::Name Name;

				/**
				 * \throw Cpu_session::Thread_creation_failed
				 * \throw Cpu_session::Out_of_metadata
				 */
				Initial_thread(Cpu_session &, Pd_session_capability, Name const &);
				~Initial_thread();

				void start(addr_t) override;

				Capability<Cpu_thread> cap() override { return _cap; }
		};

		/** The binary cannot be started */
		class Process_startup_failed : public Exception { };

	private:

		class Session;
		class Transfer;
		class Announced;

		struct Process
		{
			class Missing_dynamic_linker : Exception { };
			class Invalid_executable     : Exception { };

			Process(Dataspace_capability elf_ds, Dataspace_capability ldso_ds,
			        Pd_session &pd, Ram_session &ram, Initial_thread_base &,
			        Region_map &local_rm, Region_map &remote_rm, Parent_capability);

			static void start(Dataspace_capability elf_ds, Ram_session &ram,
			                  Initial_thread_base &, Region_map &local_rm,
			                  Region_map &remote_rm);
		};

		Pd_session_capability  _pd;
		Ram_session_capability _ram;
		Cpu_session_capability _cpu;

		Service &_pd_service;
		Service &_ram_service;
		Service &_cpu_service;

		Heap                 _heap;
		Rpc_entrypoint      &_entrypoint;
		Parent_capability    _parent_cap;
		Child_policy        &_policy;
		Initial_thread_base &_initial_thread;

		Lock                 _lock         { };
		List<Session>        _session_list { };
		List<Announced>      _announced    { };

		unsigned long _last_session_id = 0;

		Server _server { _ram };

		Signal_context_capability _resource_avail_sigh { };
		Signal_context_capability _yield_sigh          { };

		Lock          _yield_request_lock { };
		Resource_args _yield_request_args { };

		Process _process;

		static Service &_parent_service();

		Session *_session(Session_capability const &);
		Session_capability _env_session(char const *name) const;
		void _close(Session &);
		void _add_session(Session_capability, Service &, size_t donated, Session_info);
		Service *_service(Session_capability const &, Session const *);
		unsigned long _unique_session_id();
		Announced *_announcement(unsigned index);

	public:

		/**
		 * Constructor
		 *
		 * \param elf_ds          binary, may be invalid for a child whose
		 *                        program is set up otherwise
		 * \param ldso_ds         dynamic linker, used for binaries that need it
		 * \param pd_cap, pd      protection domain of the child
		 * \param ram_cap, ram    account of the child
		 * \param cpu_cap         CPU session of the child
		 * \param initial_thread  thread to start the program with
		 * \param local_rm        address space of the caller
		 * \param remote_rm       address space of the child
		 * \param entrypoint      serves the parent interface
		 * \param policy          decides about the child
		 * \param pd_service, ram_service, cpu_service
		 *                        where the sessions of the child come from
		 *
		 * \throw Ram_session::Alloc_failed
		 * \throw Process_startup_failed
		 */
		Child(Dataspace_capability    elf_ds,
		      Dataspace_capability    ldso_ds,
		      Pd_session_capability   pd_cap,
		      Pd_session             &pd,
		      Ram_session_capability  ram_cap,
		      Ram_session            &ram,
		      Cpu_session_capability  cpu_cap,
		      Initial_thread_base    &initial_thread,
		      Region_map             &local_rm,
		      Region_map             &remote_rm,
		      Rpc_entrypoint         &entrypoint,
		      Child_policy           &policy,
		      Service                &pd_service  = _parent_service(),
		      Service                &ram_service = _parent_service(),
		      Service                &cpu_service = _parent_service());

		/**
		 * Destructor, closes the sessions of the child
		 */
		virtual ~Child();

		/** Return heap that is paid by the child */
		Allocator *heap() { return &_heap; }

		Pd_session_capability  pd_session_cap()  const { return _pd; }
		Ram_session_capability ram_session_cap() const { return _ram; }
		Cpu_session_capability cpu_session_cap() const { return _cpu; }
		Parent_capability      parent_cap()      const { return cap(); }

		/**
		 * Discard the sessions to a server that does not exist anymore
		 */
		void revoke_server(Server const *server);

		/**
		 * Ask the child to give up resources
		 */
		void yield(Resource_args const &args);

		/**
		 * Tell the child that resources arrived
		 */
		void notify_resource_avail() const;


		/**********************
		 ** Parent interface **
		 **********************/

		void announce(Service_name const &, Root_capability) override;
		Session_capability session(Service_name const &, Session_args const &,
		                           Affinity const &) override;
		void upgrade(Session_capability, Upgrade_args const &) override;
		void close(Session_capability) override;
		void exit(int) override;
		Thread_capability main_thread_cap() const override;
		void resource_avail_sigh(Signal_context_capability) override;
		void resource_request(Resource_args const &) override;
		void yield_sigh(Signal_context_capability) override;
		Resource_args yield_request() override;
		void yield_response() override;
		Session_info session_info(Session_capability) override;
		Announcement announcement(unsigned) override;
		Root_capability announced_root(unsigned) override;
		Session_ids session_ids(unsigned) override;
		void close_session(unsigned long, bool) override;
		bool downgrade(Session_capability, size_t) override;
		bool adopt_session(Service_name const &, Session_args const &, Affinity const &,
		                   Session_capability, size_t) override;
		Clone_result create_clone(Clone_name const &) override;
		void destroy_clone(Clone_name const &) override;
};

#endif /* _INCLUDE__BASE__CHILD_H_ */
