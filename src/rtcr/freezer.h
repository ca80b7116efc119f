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
		std::vector<Parking>                   _parkings { };
		bool                                   _frozen = false;
		bool                                   _intact = true;
		bool                                   _busy   = false;

		void _freeze(Kernel::Task &);
		void _park_threads(Kernel::Lock_guard &);
		bool _in_service() const;
		void _thaw();

		Freezer(Freezer const &) = delete;
		Freezer &operator = (Freezer const &) = delete;

	public:

		/** A thread does not stop, e. g., because a debugger holds it */
		struct Failed : std::runtime_error { using std::runtime_error::runtime_error; };

		Freezer(Kernel::System &, std::vector<Kernel::Ref<Kernel::Task>> &&);

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

		/** Call 'fn' with each 'Kernel::Thread' of the tasks */
		void for_each_thread(auto const &fn) const
		{
			for (Kernel::Ref<Kernel::Task> const &task : _tasks)
				task->for_each_thread(fn);
		}

		/**
		 * Freeze further tasks, which have no threads that run
		 */
		void add(Kernel::Ref<Kernel::Task> const &);
};

#endif /* _RTCR__FREEZER_H_ */
