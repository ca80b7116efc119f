/*
 * \brief  Stopping the threads of a set of tasks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__FREEZER_H_
#define _RTCR__FREEZER_H_

#include <stdexcept>
#include <vector>

#include <kernel/system.h>
#include <kernel/task.h>
#include <rtcr/running_threads.h>

namespace Rtcr { class Freezer; }


/**
 * Scope in which no thread of the tasks executes
 *
 * Threads that are blocked in the kernel have left their state in memory and
 * just must not go on. Running threads are interrupted and parked.
 *
 * Used with the kernel lock held. The constructor obtains the memory that is
 * needed to freeze the tasks.
 */
class Rtcr::Freezer
{
	private:

		/* thread that was interrupted */
		struct Parking
		{
			Host::Process::Use  process;
			Host::Carrier      &carrier;
		};

		Kernel::System                         &_system;
		std::vector<Kernel::Ref<Kernel::Task>> _tasks;
		Running_threads                       *_known;
		std::vector<Parking>                   _parkings { };
		bool                                   _frozen = false;
		bool                                   _intact = true;
		bool                                   _busy   = false;
		bool                                   _served = false;   /* a thread was in service */

		/** Return threads that need not be held, null if none is known */
		Still_threads *_still(Kernel::Task const &task) { return _known ? _known->still(task) : nullptr; }

		void _freeze(Kernel::Task &);
		void _stop(Kernel::Thread &, uint32_t reason);
		void _await_parking(Kernel::Lock_guard &);
		bool _stop_moved_threads(uint32_t reason);
		void _park_threads(Kernel::Lock_guard &);
		bool _in_service() const;
		void _thaw();

		Freezer(Freezer const &) = delete;
		Freezer &operator = (Freezer const &) = delete;

	public:

		/** A thread does not stop, e. g., because a debugger holds it */
		struct Failed : std::runtime_error { using std::runtime_error::runtime_error; };

		/**
		 * Constructor
		 *
		 * \param known  what is known of the threads, and is not changed as long as
		 *               the object exists except by 'add', or null
		 */
		Freezer(Kernel::System &, std::vector<Kernel::Ref<Kernel::Task>> &&,
		        Running_threads *known = nullptr);

		/** Destructor, lets the threads go on */
		~Freezer() { _thaw(); }

		/**
		 * Freeze the tasks, the lock is released while waiting for threads
		 *
		 * \throw Failed
		 */
		void freeze(Kernel::Lock_guard &);

		/**
		 * Return false if a process died when its threads had not stopped yet,
		 * so that their states are lost
		 */
		bool intact() const { return _intact; }

		/** Return true if a thread was running, so it had to be interrupted */
		bool busy() const { return _busy; }

		/**
		 * Call 'fn' with each 'Kernel::Thread' of the tasks except those that
		 * stand still by themselves
		 */
		void for_each_thread(auto const &fn) const
		{
			for (Kernel::Ref<Kernel::Task> const &task : _tasks) {
				if (_known)
					_known->for_each_other_thread(*task, fn);
				else
					task->for_each_thread(fn);
			}
		}

		/**
		 * Hold all threads of tasks that got or lost threads since they were frozen,
		 * as it is not known anymore which of them stand still
		 */
		void hold_unknown();

		/**
		 * Freeze further tasks, which have no threads that run
		 */
		void add(Kernel::Ref<Kernel::Task> const &);
};

#endif /* _RTCR__FREEZER_H_ */
