/*
 * \brief  State of the kernel that is not part of any object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__SYSTEM_H_
#define _KERNEL__SYSTEM_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include <host/process_pool.h>
#include <host/function_ref.h>
#include <kernel/object.h>
#include <kernel/timeout_queue.h>
#include <kernel/transaction.h>

namespace Kernel {

	class System;
	class Lock_guard;
	struct Fault_handler;
	struct Diagnostics;
}


/**
 * Who looks after threads that raised an exception
 */
struct Kernel::Fault_handler
{
	virtual ~Fault_handler() { }

	/**
	 * The thread waits, until 'Thread::resolve_fault'
	 *
	 * Called with the kernel lock held.
	 *
	 * \return  false if nobody is going to resolve the fault
	 */
	virtual bool handle_fault(Thread &, Host::Fault const &) = 0;
};


/**
 * Receiver of diagnostic output of components
 */
struct Kernel::Diagnostics
{
	virtual ~Diagnostics() { }

	virtual void diagnostic_output(Task const &, std::string const &text) = 0;
};


/**
 * Kernel lock, time, and identities
 *
 * All kernel objects are protected by one lock, 'Lock_guard'.
 */
class Kernel::System
{
	private:

		friend class Lock_guard;

		Host::Process_pool &_pool;

		std::mutex _mutex    { };
		unsigned   _watchers = 0;   /* of the completion of operations */

		/** Somebody who waits by 'Lock_guard::wait_for_change' */
		struct Waiter
		{
			std::function<bool ()> const &condition;

			std::condition_variable woken { };
			bool                    wake = false;

			explicit Waiter(std::function<bool ()> const &condition) : condition(condition) { }

			bool concerned() const;
		};

		std::vector<Waiter *> _waiters { };
		bool                  _changed = false;

		void _wake_waiters();

		Transaction            *_transaction = nullptr;
		Object::Id              _last_id     = 0;
		uint32_t                _last_hold   = 0;
		uint64_t                _memory_changes = 0;

		Fault_handler *_fault_handler = nullptr;
		Diagnostics   *_diagnostics   = nullptr;

		std::unordered_map<Object::Id, Object *> _objects { };

		friend class Object;

		Timeout_queue _timeouts;

	public:

		explicit System(Host::Process_pool &pool);
		~System();

		Host::Process_pool &pool() { return _pool; }

		/*
		 * The methods below are called with the kernel lock held.
		 */

		/**
		 * Return object that is alive, null if there is none with this number
		 */
		Object *find_object(Object::Id) const;

		/** Return number other than 0 for holding threads */
		uint32_t new_hold_reason() { return ++_last_hold ? _last_hold : ++_last_hold; }

		/**
		 * Note that a dataspace came or went, or is attached in another way, or
		 * that a process got what is attached
		 *
		 * The kernel does not know dataspaces. This is where those who do meet.
		 */
		void note_memory_change() { _memory_changes++; }

		/** Return number of these changes */
		uint64_t memory_changes() const { return _memory_changes; }

		/** Return record of what has to be done when the lock is released */
		Transaction &transaction();

		Timeout_queue &timeouts() { return _timeouts; }

		void fault_handler(Fault_handler *handler) { _fault_handler = handler; }
		void diagnostics(Diagnostics *diagnostics) { _diagnostics = diagnostics; }

		Fault_handler *fault_handler() const { return _fault_handler; }
		Diagnostics   *diagnostics()   const { return _diagnostics; }

		/**
		 * Let those who wait by 'wait_for_change' go on whose conditions hold when
		 * the lock is released
		 */
		void notify_change() { _changed = true; }

		/** Return true if somebody waits by 'wait_for_completion' */
		bool completions_watched() const { return _watchers; }

		/** Return microseconds since the start of the system */
		uint64_t time() const { return _timeouts.time(); }
};


/**
 * Scope with the kernel lock held
 *
 * On destruction, the lock is released and the transaction executed.
 */
class Kernel::Lock_guard
{
	private:

		System                      &_system;
		Transaction                  _own_transaction { };
		std::unique_lock<std::mutex> _lock;

		using Deadline = std::optional<std::chrono::steady_clock::time_point>;

		void _acquired();
		void _about_to_release();
		bool _wait(std::function<bool ()> const &condition, Deadline const &);

		Lock_guard(Lock_guard const &) = delete;
		Lock_guard &operator = (Lock_guard const &) = delete;

	public:

		explicit Lock_guard(System &);
		~Lock_guard();

		/**
		 * Let threads go on whose operations are complete, and keep the lock
		 */
		void wake_completed() { _own_transaction.wake_completed(); }

		/**
		 * Release the lock, do the work of the transaction, take the lock again
		 *
		 * Without work, the lock is kept.
		 */
		void execute_transaction();

		/**
		 * Execute function without the lock, after the work of the transaction
		 */
		void unlocked(Host::Function_ref<void ()> const &fn);

		/**
		 * Wait until 'condition' holds, checked after each 'notify_change'
		 *
		 * The condition is called by other threads as well, with the lock held.
		 */
		void wait_for_change(std::function<bool ()> const &condition);

		/**
		 * Wait until 'condition' holds or the time is over
		 *
		 * \return  value of the condition
		 */
		bool wait_for_change(std::function<bool ()> const &condition,
		                     std::chrono::microseconds timeout);

		/**
		 * Wait like 'wait_for_change' with a condition that may depend on the
		 * completion of operations of threads that are not frozen
		 */
		bool wait_for_completion(std::function<bool ()> const &condition,
		                         std::chrono::microseconds timeout);
};

#endif /* _KERNEL__SYSTEM_H_ */
