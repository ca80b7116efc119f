/*
 * \brief  PD service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__PD_SESSION_H_
#define _CORE__PD_SESSION_H_

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include <core/cpu_thread.h>
#include <core/metadata_accounts.h>
#include <core/region_map.h>
#include <core/session.h>
#include <core/signal_context.h>
#include <kernel/gate.h>
#include <pd_session/pd_session.h>

namespace Core {

	class Pd_session_component;
	struct Pd_events;
}


/**
 * Who is to be told about what happens to protection domains
 */
struct Core::Pd_events
{
	virtual ~Pd_events() { }

	/**
	 * The first thread of a protection domain is about to be started
	 *
	 * \return  true if the handler takes over, the thread is not started then
	 */
	virtual bool pd_starts(Pd_session_component &) = 0;

	/** End of a process that was not requested */
	struct Death
	{
		std::string how;       /* what happened, for people */
		bool        refused;   /* the host refused what the process needs */
	};

	/** The process of a protection domain died */
	virtual void pd_died(Pd_session_component &, Death const &) = 0;

	/**
	 * A thread of a protection domain was stopped by an exception, and nobody
	 * handles it
	 *
	 * \param what  exception, for people
	 */
	virtual void pd_faulted(Pd_session_component &, std::string const &what) = 0;

	/**
	 * A capability is not delivered to a protection domain, because nobody can
	 * pay for its slot
	 *
	 * Called once for each protection domain.
	 */
	virtual void pd_lacks_quota(Pd_session_component &) = 0;

	/** A protection domain is about to vanish */
	virtual void pd_ends(Pd_session_component &) = 0;
};


class Core::Pd_session_component final
:
	public Core::Session,
	public Rpc_component<Genode::Pd_session, Pd_session_component>
{
	public:

		/*
		 * Layout of the address space
		 */
		static constexpr uint64_t STACK_AREA_BASE  = 0x40000000;
		static constexpr uint64_t STACK_AREA_SIZE  = 0x10000000;
		static constexpr uint64_t LINKER_AREA_BASE = 0x50000000;

		using Signal_sources  = std::map<Kernel::Object const *, std::unique_ptr<Signal_source_component>>;
		using Signal_contexts = std::map<Kernel::Object const *, std::unique_ptr<Signal_context_component>>;
		using Gates           = std::map<Kernel::Object const *, Kernel::Ref<Kernel::Gate>>;
		using Threads         = std::set<Cpu_thread_component *>;

		enum class State { NEW, RUNNING, DEAD };

	private:

		Kernel::System &_system;
		Pd_events      &_events;

		Kernel::Ref<Kernel::Task> const _task;

		Slot_account    _slot_account;
		Channel_account _channel_account { donation() };

		State _state = State::NEW;

		/*
		 * Sessions that pay for threads of the process that wait for being used
		 * again, beyond those that are part of what a PD costs
		 */
		std::vector<Cpu_session_component *> _kept_places { };

		size_t _places_to_pay() const;
		void   _free_places(size_t remaining);

		/* destructed in reverse order, the areas are part of the address space */
		Region_map_component _address_space;
		Region_map_component _stack_area;
		Region_map_component _linker_area;

		Signal_sources  _signal_sources  { };
		Signal_contexts _signal_contexts { };
		Gates           _gates           { };
		Threads         _threads         { };

		Kernel::Ref<Kernel::Object> _parent { };
		Kernel::Ref<Kernel::Object> _restored_sigh { };

		void _handle_death();

	public:

		/** Number of threads of a process that may be idle without being paid */
		static constexpr size_t FREE_PLACES = 16;

		enum { OVERHEAD = 3*Cost::REGION_MAP + 2*Cost::REGION
		                + Kernel::Cap_space::PREPAID_SLOTS*Kernel::Cap_space::SLOT_COST };

		Pd_session_component(Kernel::System &, Session_registry &, Session_args const &,
		                     Pd_events &);

		~Pd_session_component();

		Kernel::Object &session_object() const override { return kernel_object(); }

		Kernel::Task &task() const { return *_task; }

		State state() const { return _state; }

		Slot_account &slot_account() { return _slot_account; }

		Region_map_component &address_space_rm() { return _address_space; }
		Region_map_component &stack_area_rm()    { return _stack_area; }
		Region_map_component &linker_area_rm()   { return _linker_area; }

		Signal_sources  const &signal_sources()  const { return _signal_sources; }
		Signal_contexts const &signal_contexts() const { return _signal_contexts; }
		Gates           const &gates()           const { return _gates; }
		Threads         const &threads()         const { return _threads; }

		void add_thread(Cpu_thread_component &thread)    { _threads.insert(&thread); }
		void remove_thread(Cpu_thread_component &thread) { _threads.erase(&thread); }

		/*
		 * When a thread ends, the thread of the process is kept for the next
		 * one, until the process ends. If there are many of them, those who
		 * created the threads go on paying.
		 */

		/**
		 * Tell that a thread of a session has ended
		 *
		 * \return  true if the session pays until it is told otherwise
		 */
		bool keep_place(Cpu_session_component &);

		/** Tell that a session is about to create a thread */
		void free_place(Cpu_session_component &);

		/** Tell that a session does not pay anymore */
		void abandon_places(Cpu_session_component const &);

		/** Return object of the parent capability, may be a null reference */
		Kernel::Ref<Kernel::Object> const &parent_object() const { return _parent; }

		/** Define object of the parent capability, used when restoring */
		void parent_object(Kernel::Ref<Kernel::Object> const &parent) { _parent = parent; }

		/** Object of the signal context that is told about restores, or null */
		Kernel::Ref<Kernel::Object> const &restored_sigh_object() const { return _restored_sigh; }

		void restored_sigh_object(Kernel::Ref<Kernel::Object> const &sigh) { _restored_sigh = sigh; }

		/** Submit the signal that tells about a restore */
		void submit_restored();

		/**
		 * Start thread, the first one brings the process into being
		 */
		void start_thread(Cpu_thread_component &, Host::Registers const &);

		/**
		 * Provide the protection domain with a fresh process, where everything
		 * that is attached to the address space is mapped
		 */
		void create_process(std::unique_ptr<Host::Process>);

		/**
		 * Kill the process, everything else stays
		 */
		void kill_process();

		/**
		 * Let the threads lose their state, but keep the process with all that
		 * is mapped
		 *
		 * \param next  see 'Kernel::Task::begin_reset'
		 *
		 * \return  false if there is no process, otherwise 'finish_reset_threads'
		 *          must follow
		 */
		bool begin_reset_threads(Kernel::Task::Utcb_fn const &next);

		/**
		 * Return false if the process does not obey
		 */
		bool finish_reset_threads() { return _task->finish_reset(); }

		/**
		 * Return true if nobody has to pay for the places of former threads if
		 * the process is kept with the given number of threads
		 */
		bool places_suffice(size_t threads) const;

		/**
		 * Kill the process, the next start of a thread creates a new one
		 */
		void reset_process();

		/*
		 * Creation and destruction of objects
		 *
		 * \throw Quota::Exceeded
		 */
		Signal_source_component  &create_signal_source();
		Signal_context_component &create_signal_context(Signal_source_component &, uint64_t imprint);
		Kernel::Gate             &create_gate(Kernel::Ref<Kernel::Thread> const &);

		void destroy(Signal_source_component &);
		void destroy(Signal_context_component &);
		void destroy(Kernel::Gate &);


		/**************************
		 ** Pd_session interface **
		 **************************/

		void assign_parent(Genode::Capability<Genode::Parent>) override;
		bool assign_pci(Genode::addr_t, Genode::uint16_t) override { return false; }
		Signal_source_capability alloc_signal_source() override;
		void free_signal_source(Signal_source_capability) override;
		Genode::Signal_context_capability alloc_context(Signal_source_capability,
		                                                unsigned long imprint) override;
		void free_context(Genode::Signal_context_capability) override;
		void submit(Genode::Signal_context_capability, unsigned) override;
		Genode::Native_capability alloc_rpc_cap(Genode::Native_capability) override;
		void free_rpc_cap(Genode::Native_capability) override;

		Genode::Capability<Genode::Region_map> address_space() override { return _address_space.cap(); }
		Genode::Capability<Genode::Region_map> stack_area()    override { return _stack_area.cap(); }
		Genode::Capability<Genode::Region_map> linker_area()   override { return _linker_area.cap(); }

		Genode::Capability<Native_pd> native_pd() override { return { }; }

		void restored_sigh(Genode::Signal_context_capability) override;
};

#endif /* _CORE__PD_SESSION_H_ */
