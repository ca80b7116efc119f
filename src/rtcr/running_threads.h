/*
 * \brief  States of threads that go on before the objects are captured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__RUNNING_THREADS_H_
#define _RTCR__RUNNING_THREADS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include <kernel/thread.h>
#include <rtcr/still_threads.h>

namespace Rtcr {

	struct Thread_memory;
	class  Running_threads;
}


/**
 * What a thread left behind in its process
 */
struct Rtcr::Thread_memory
{
	Host::Carrier::State carrier    { };
	std::vector<uint8_t> utcb       { };   /* start of the UTCB, the rest is zero */
	std::vector<uint8_t> save_stack { };   /* empty if the thread has no valid stack */

	/** Obtain memory for what a thread has in most cases */
	void reserve();

	/** Copy state of a thread that is held or blocked, and has a carrier */
	void copy(Kernel::Thread const &);
};


/**
 * Copies of the states of those threads that could change them without the
 * kernel
 *
 * A thread that waits for the kernel does not go on as long as the kernel
 * lock is held. The object can be used again, and keeps its memory and those
 * copies that are right still.
 */
class Rtcr::Running_threads
{
	private:

		struct Entry
		{
			uint64_t checkpoint = 0;   /* at which the thread was added the last time */

			/* wait that the copy was made in, the copy is right as long as it lasts */
			std::optional<Host::Carrier::Stay> stay { };
		};

		/* of one task, by thread index, what is known is right unless 'still' is outdated */
		struct Of_task
		{
			Kernel::Object::Id id;
			Still_threads      still { };

			/* copies apart, because most of them are left alone */
			std::vector<Entry>         entries  { };
			std::vector<Thread_memory> memories { };   /* as many */

			void resize(size_t threads);
		};

		std::vector<Of_task> _tasks { };   /* there are few */
		uint64_t             _checkpoint = 0;

		Of_task       *_find(Kernel::Task const &);
		Of_task const *_find(Kernel::Task const &) const;

	public:

		/**
		 * Get ready for a pause of the tasks
		 *
		 * Obtains memory, and lets the processor fetch what is needed to hold the
		 * threads.
		 */
		void prepare(std::vector<Kernel::Ref<Kernel::Task>> const &tasks);

		/** Return threads that need not be held, null if there are none */
		Still_threads *still(Kernel::Task const &);

		/**
		 * Call 'fn' with each thread of a task that does not stand still by itself
		 */
		void for_each_other_thread(Kernel::Task const &task, auto const &fn)
		{
			Still_threads const * const still = this->still(task);

			if (still && !still->outdated(task))
				task.for_each_other_thread(still->indices(), fn);
			else
				task.for_each_thread(fn);
		}

		/** Forget the threads that were added, not those that stand still */
		void clear() { _checkpoint++; }

		/**
		 * Copy the state of a thread that is held and has a carrier
		 *
		 * If the thread is still blocked as it was at the last time, nothing is
		 * copied, and the thread need not be held the next time.
		 */
		void add(Kernel::Thread const &);

		/** Return copy, null if the thread was not added and does not stand still */
		Thread_memory const *memory(Kernel::Thread const &) const;

		/** Return true if the thread could go on without the kernel if it was not held */
		static bool concerns(Kernel::Thread const &thread)
		{
			return thread.state() == Kernel::Thread::State::RUNNING && thread.has_carrier();
		}
};

#endif /* _RTCR__RUNNING_THREADS_H_ */
