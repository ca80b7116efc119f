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
 * Created and destructed with the kernel lock held.
 */
class Rtcr::Freezer
{
	private:

		Kernel::System                         &_system;
		std::vector<Kernel::Ref<Kernel::Task>> _tasks { };
		bool                                   _intact = true;
		bool                                   _busy   = false;

		void _freeze(Kernel::Lock_guard &, std::vector<Kernel::Ref<Kernel::Task>> const &);
		void _park_threads(Kernel::Lock_guard &);
		bool _in_service() const;
		void _thaw();

		Freezer(Freezer const &) = delete;
		Freezer &operator = (Freezer const &) = delete;

	public:

		/** A thread does not stop, e. g., because a debugger holds it */
		struct Failed : std::runtime_error { using std::runtime_error::runtime_error; };

		/**
		 * Constructor, the lock is released while waiting for threads
		 *
		 * \throw Failed
		 */
		Freezer(Kernel::System &, Kernel::Lock_guard &,
		        std::vector<Kernel::Ref<Kernel::Task>> const &);

		/** Destructor, lets the threads go on */
		~Freezer() { _thaw(); }

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
