/*
 * \brief  Process of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PROCESS_H_
#define _HOST__PROCESS_H_

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <host/activity.h>
#include <host/agent.h>
#include <host/carrier.h>
#include <host/child_process.h>
#include <host/dormancy.h>
#include <host/fault_watch.h>
#include <host/known_writes.h>
#include <host/mapping_table.h>
#include <host/search_area.h>
#include <host/write_tracking.h>

namespace Host {

	class Process;
	class Reaper;

	struct Mapping;
	struct Process_environment;
}


/**
 * Part of an address space, backed by memory of the arena
 */
struct Host::Mapping
{
	uint64_t addr;     /* page-aligned */
	uint64_t size;     /* multiple of the page size */
	uint64_t offset;   /* within the arena */
	bool     writeable;
	bool     executable;
};


/**
 * What all processes have in common
 */
struct Host::Process_environment
{
	Arena        &arena;
	Reaper       &reaper;
	std::string   stub_path;           /* program that a process starts with */
	uint64_t      system_page_offset;  /* 'System_page' within the arena */

	Write_tracking *tracking = nullptr;   /* null if nobody wants to know */
};


/**
 * Confined process, empty at first
 *
 * Its address space and its threads are under the control of nucleus. Changes
 * are queued by methods that return at once, and take effect by 'flush'.
 */
class Host::Process
{
	private:

		Process_environment const &_env;

		Agent         _agent;
		Child_process _child;

		/* what a command does to memory of components */
		struct Change
		{
			uint64_t addr, size;
			bool     tracked;      /* gets a mapping that can be written */
			bool     executable;   /* ... and executed */
			uint64_t offset;       /* of the mapping */
		};

		/* queue of commands, in the order of their effect */
		struct Entry
		{
			Agent::Command        command;
			Carrier              *new_thread;   /* carrier to create a thread for, or null */
			std::optional<Change> change;
		};

		std::mutex         _queue_mutex { };
		std::vector<Entry> _queue { };
		uint64_t           _queued = 0;              /* number of commands so far */
		std::vector<uint64_t> _refused_writes { };   /* addresses to wake up */
		std::atomic<uint64_t> _applied { 0 };        /* ... that took effect */

		std::mutex         _flush_mutex { };

		Activity _activity { };

		std::mutex                                   _carriers_mutex { };
		std::map<unsigned, std::unique_ptr<Carrier>> _carriers { };
		std::optional<Fault_watch>                   _fault_watch { };   /* of all carriers */

		std::mutex                     _writes_mutex { };
		Mapping_table                  _writeable { };
		Dormancy                       _dormancy { };
		Search_area                    _search_area { };
		std::unique_ptr<Write_tracker> _tracker { };
		bool                           _tracking = false;
		Known_writes                   _known_writes { };

		mutable std::mutex              _death_mutex { };
		mutable std::condition_variable _death       { };
		std::atomic<bool>               _dead        { false };
		std::atomic<bool>               _killed      { false };
		std::atomic<bool>               _disobedient { false };
		std::atomic<int>                _refusal     { 0 };
		std::function<void ()>          _death_handler { };

		std::mutex              _use_mutex { };
		std::condition_variable _unused    { };
		unsigned                _users     = 0;

		/* mapped where there was a channel, does not permit calls */
		Memory _former_channel { };

		int _spawned() const;
		uint64_t _queue_command(Agent::Command const &, Carrier * = nullptr,
		                        std::optional<Change> const & = { });
		void _queue_thread_memory(Carrier const &);
		void _execute(std::vector<Entry> const &);
		void _note_changes(std::span<Entry const>);
		void _wake(std::span<uint64_t const> addresses);
		void _wake_cut(std::span<Entry const>);
		void _note_dormant(Dormancy::Range);
		void _unprotect(Dormancy::Range);
		void _start_tracking();
		void _lose_track();
		Known_writes::Faults _page_faults();
		void _handle_death();

		Process(Process const &) = delete;
		Process &operator = (Process const &) = delete;

	public:

		/**
		 * Guard that keeps the object from being destructed
		 */
		class Use
		{
			private:

				Process *_process;

			public:

				explicit Use(Process &);
				~Use();

				Use(Use &&other) noexcept : _process(other._process) { other._process = nullptr; }

				Use(Use const &) = delete;
				Use &operator = (Use const &) = delete;

				Process &process() const { return *_process; }
		};

		/**
		 * Constructor
		 *
		 * The process dies with the calling thread.
		 *
		 * \throw System_error
		 * \throw Arena::Out_of_memory
		 */
		explicit Process(Process_environment const &);

		/**
		 * Destructor, kills the process and waits for its end and for its users
		 */
		~Process();

		/** Return which threads nucleus lets go on */
		Activity &activity() { return _activity; }

		/**
		 * Return carrier with the given index, created if it does not exist
		 *
		 * A new carrier can be started at once, but its thread comes to life
		 * by 'flush'.
		 *
		 * \param index  below 'Kernel::Abi::MAX_THREADS'
		 *
		 * \throw Arena::Out_of_memory
		 */
		Carrier &carrier(unsigned index);

		/**
		 * Return number of carriers that exist
		 */
		size_t carriers();

		/**
		 * Return niceness that a thread with the given index starts with
		 */
		int niceness(unsigned index);

		/**
		 * Queue the creation of a mapping, which replaces what is there
		 */
		void map(Mapping const &);

		/**
		 * Queue the mapping of a page of the kernel area that the process can write
		 *
		 * \return  number to ask 'applied' for
		 */
		uint64_t map_shared(uint64_t addr, uint64_t offset);

		/**
		 * Queue the mapping of a channel of direct calls
		 *
		 * \return  number to ask 'applied' for
		 *
		 * \throw Arena::Out_of_memory
		 */
		uint64_t map_channel(uint64_t addr, uint64_t offset);

		/**
		 * Queue the mapping of a page on which all calls fail where there is a
		 * channel
		 *
		 * All former channels of the process are one page.
		 */
		void unmap_channel(uint64_t addr) { map_shared(addr, _former_channel.offset()); }

		/** Return true if everything up to the numbered change took effect */
		bool applied(uint64_t number) const { return _applied >= number; }

		/**
		 * Queue the removal of all mappings of an address range
		 */
		void unmap(uint64_t addr, uint64_t size);

		/**
		 * Return true if everything queued so far has taken effect, so that 'flush'
		 * has nothing to do
		 */
		bool settled();

		/**
		 * Apply everything queued before the call
		 *
		 * Blocks as long as the host keeps the process from running, for
		 * example under a debugger. If a change cannot be applied, the process
		 * is killed. Once a killed process is gone, there is nothing left to
		 * apply.
		 *
		 * \return  true if the process is alive
		 */
		bool flush();

		/* finds the memory that the process wrote */
		friend class Write_search;

		/**
		 * Protect parts that have not been written for long, so that searches can
		 * leave them out, see 'Dormancy'
		 *
		 * This is to be called after each checkpoint, when the threads go on.
		 */
		void rest_unwritten();

		/**
		 * Queue the removal of this protection because a thread wants to write
		 *
		 * No effect if the address is not protected by 'rest_unwritten'.
		 */
		void admit_write(uint64_t addr);

		/**
		 * Return number of parts that are protected by 'rest_unwritten'
		 */
		size_t dormant_parts();

		/**
		 * Forget what the process wrote since the last report
		 *
		 * Nothing of it is reported when the process dies.
		 */
		void forget_writes();

		/**
		 * Count all that the process can write as written
		 *
		 * This is the time to do so when nobody is going to ask the process anymore
		 * although it is not dead yet.
		 */
		void suspect_writes();

		/**
		 * Interrupt a thread of the process
		 */
		void interrupt(int thread_id);

		/**
		 * Kill the process, does not wait
		 */
		void kill();

		/**
		 * Kill the process because one of its threads refuses to stop
		 */
		void kill_disobedient();

		/**
		 * Kill the process because the host refuses something that it needs
		 *
		 * \param error  value of 'errno', see 'refusal'
		 */
		void kill_refused(int error);

		/** Return true if the process was killed by 'kill_disobedient' */
		bool disobedient() const { return _disobedient; }

		/**
		 * Wait until the process is gone
		 */
		void wait_for_death() const;

		/**
		 * Return error by which the host refused a change, so that the process
		 * was killed, 0 if there was none
		 */
		int refusal() const { return _refusal; }

		/** Return true if the process is gone */
		bool dead() const { return _dead; }

		/**
		 * Set function to be called once the process is gone
		 *
		 * It is called by the reaper's thread, or at once if the process is
		 * gone already. An empty function removes the handler. When the method
		 * returns, the previous handler is not being executed.
		 */
		void death_handler(std::function<void ()>);

		/** Return memory of the system */
		Arena &arena() const { return _env.arena; }

		/** Return process ID at the host */
		int pid() const { return _child.pid(); }
};

#endif /* _HOST__PROCESS_H_ */
