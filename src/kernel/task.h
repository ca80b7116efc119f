/*
 * \brief  Task, the unit of protection
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__TASK_H_
#define _KERNEL__TASK_H_

#include <bitset>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include <host/process.h>
#include <kernel/cap_space.h>
#include <kernel/memory_account.h>
#include <kernel/object.h>

namespace Kernel {

	class Expected_calls;
	class Task;
	class Thread;
	struct Call;
	struct Channel;
}


/**
 * Call that a server received and has not answered yet
 */
struct Kernel::Call
{
	Ref<Thread> client;
	uint64_t    number;   /* of the call among all calls of the client */
	Ref<Thread> server;
};


/**
 * Capability space and address space
 *
 * The address space is that of a process, which comes and goes: a task that
 * is killed has none, a task that is restored gets a fresh one.
 */
class Kernel::Task : public Object
{
	public:

		/** Number by which a server refers to a call, local to the task */
		using Token = uint64_t;

		using Calls = std::map<Token, Call>;

		/** Thread indices */
		using Indices = std::bitset<Abi::MAX_THREADS>;

	private:

		Memory_account *_slot_account    = nullptr;
		Memory_account *_channel_account = nullptr;

		Cap_space _caps { *this };

		std::unique_ptr<Host::Process> _process { };

		Indices _used_indices { };

		/* by index, null where there is none */
		std::vector<Thread *> _threads     { };
		Indices               _with_thread { };   /* of those that are not null */

		uint64_t _thread_changes = 0;

		Calls _calls      { };
		Token _last_token = 0;

		std::unique_ptr<Expected_calls> _expected_calls;   /* never null */

		std::map<Token, Channel *> _channels { };   /* that are open */

		bool     _frozen  = false;

		std::vector<Ref<Thread>> _canceled { };   /* to be canceled by 'thaw' */

		/* by 'begin_reset' */
		std::vector<Host::Carrier *> _resetting { };

		uint64_t _cap_map = 0;
		uint64_t _clock_offset = 0;

		std::function<void ()> _death_handler { };

		void _destroy() override;

		void _handle_death();

	public:

		Task(System &, std::string const &name);
		~Task();

		Cap_space       &caps()       { return _caps; }
		Cap_space const &caps() const { return _caps; }

		/**
		 * Set who pays for memory that the task occupies in nucleus
		 *
		 * To be called while nothing is to be paid. Without an account, there
		 * is no limit.
		 *
		 * \param slots     pays for the capability space, or null
		 * \param channels  pays for channels as a client, or null
		 */
		void accounts(Memory_account *slots, Memory_account *channels)
		{
			_slot_account    = slots;
			_channel_account = channels;
		}

		Memory_account *slot_account()    const { return _slot_account; }
		Memory_account *channel_account() const { return _channel_account; }


		/*
		 * Process
		 */

		/**
		 * Provide the task with a process, used if it has none
		 */
		void assign_process(std::unique_ptr<Host::Process>);

		/**
		 * Kill the process and dispose of it, the threads lose their state
		 */
		void discard_process();

		/** Function that returns the UTCB of the state that a thread is going to get */
		using Utcb_fn = std::function<std::span<uint8_t const> (Thread const &)>;

		/**
		 * Let the threads lose their state, but keep the process
		 *
		 * There must be a process, and the threads must be held. They react
		 * within microseconds, unless the component spoiled their stacks.
		 *
		 * A thread that waits is left alone if it is going to get a state in which
		 * it waits for the same, see 'Host::Carrier::exchangeable'.
		 *
		 * \param next  returns nothing for threads that get no such state
		 */
		void begin_reset(Utcb_fn const &next);

		/**
		 * Wait until the threads have lost their state
		 *
		 * As the kernel stands still meanwhile, they get little time.
		 *
		 * \return  false if a thread does not obey in time, then the process is
		 *          to be discarded
		 */
		bool finish_reset();

		Host::Process *process() const { return _process.get(); }

		/**
		 * Set function to be called if the process dies on its own
		 *
		 * It is called with the kernel lock held.
		 */
		void death_handler(std::function<void ()> handler) { _death_handler = std::move(handler); }

		/*
		 * Address space, changes become effective with the transaction
		 */
		void map_memory(Host::Mapping const &);
		void unmap_memory(uint64_t addr, uint64_t size);


		/*
		 * Threads
		 */

		/**
		 * Reserve the lowest free thread index
		 *
		 * An index where a thread would start with a smaller share of CPU time
		 * than wanted is taken only if there is no other one.
		 *
		 * \param niceness  of the thread, see 'Host::Scheduling'
		 *
		 * \return  'Abi::MAX_THREADS' if there is none
		 */
		unsigned reserve_index(int niceness = Host::MIN_NICENESS);

		/**
		 * Reserve a particular thread index
		 *
		 * \return  false if the index is in use or invalid
		 */
		bool reserve_index(unsigned index);

		void add_thread(Thread &);
		void remove_thread(Thread &);

		/** Take note that a thread has another carrier, is held for another reason, or was woken up */
		void thread_changed() { _thread_changes++; }

		/**
		 * Return number of changes so far
		 *
		 * As long as it is the same, the task has the same threads with the same
		 * carriers, and none was paused, or woken up by the kernel from a wait within the
		 * process.
		 */
		uint64_t thread_changes() const { return _thread_changes; }

		/**
		 * Tell that a carrier is idle, its index can be used again
		 */
		void carrier_idle(Host::Process const &, Host::Carrier const &);

		/**
		 * Return number of carriers that wait for being used again
		 */
		size_t idle_carriers() const;

		/**
		 * Return true if the index belongs to a thread, or to a carrier on its
		 * way to being idle
		 */
		bool index_used(unsigned index) const { return _used_indices.test(index); }

		/** Return an index that was not used for a carrier */
		void free_index(unsigned index) { _used_indices.reset(index); }

		/**
		 * Call 'fn' with each 'Thread', in the order of their indices
		 */
		void for_each_thread(auto const &fn) const
		{
			for (Thread * const thread : _threads)
				if (thread)
					fn(*thread);
		}

		/**
		 * Call 'fn' with each 'Thread' whose index is not among the given ones
		 *
		 * The others are not looked at, so it does not matter how many there are.
		 */
		void for_each_other_thread(Indices const &indices, auto const &fn) const
		{
			Indices const others = _with_thread & ~indices;

			/* a function of the implementation, which others lack */
			for (size_t i = others._Find_first(); i < _threads.size(); i = others._Find_next(i))
				if (_threads[i])
					fn(*_threads[i]);
		}

		/** Return number beyond the highest index of a thread */
		size_t end_index() const { return _threads.size(); }

		/**
		 * Keep threads from entering the kernel
		 *
		 * Requests are served when the task is thawed.
		 */
		void freeze();
		void thaw();

		bool frozen() const { return _frozen; }

		/**
		 * Cancel the blocking of a thread when the task is thawed
		 */
		void cancel_when_thawed(Thread &);


		/*
		 * Calls that servers of the task have to answer
		 */

		Token add_call(Call const &);

		/** Note call that is still being served, its client was restored */
		void restore_call(Token token, Call const &call) { _calls[token] = call; }

		/**
		 * Add call that the server knows by a token already
		 */
		void add_call(Token token, Call const &call) { _calls.emplace(token, call); }

		/**
		 * Add channel through which threads of the task are called
		 *
		 * \return  token for replying
		 */
		Token add_channel(Channel &);
		void  remove_channel(Token token) { _channels.erase(token); }

		/** Return open channel, null if there is none for the token */
		Channel *channel(Token) const;


		/** Return call, null if there is none for the token */
		Call const *call(Token) const;

		void remove_call(Token);

		/**
		 * Remove the call of a client, no effect if there is none
		 */
		void remove_call(Thread const &client);

		Calls const &calls() const { return _calls; }

		/**
		 * Replace the calls, used when restoring
		 */
		void calls(Calls calls, Token last_token);

		Token last_token() const { return _last_token; }

		/** Return calls that were received in a time that is undone, and are repeated */
		Expected_calls &expected_calls() { return *_expected_calls; }


		/*
		 * Clock
		 */

		/** Return microseconds as the task sees them */
		uint64_t clock() const;

		/** Return what 'clock' returned at a time of the system */
		uint64_t clock(uint64_t time) const { return time + _clock_offset; }

		/**
		 * Let the clock show at least the given time, used when restoring
		 *
		 * The clock never goes back, also not in another run of the system.
		 */
		void advance_clock(uint64_t time);


		/*
		 * User-level capability map
		 */

		/** Return address at which the task keeps its capability map, 0 if unknown */
		uint64_t cap_map() const        { return _cap_map; }
		void     cap_map(uint64_t addr) { _cap_map = addr; }
};

#endif /* _KERNEL__TASK_H_ */
