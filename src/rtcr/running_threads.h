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
 * lock is held. The object can be used again, and keeps its memory.
 */
class Rtcr::Running_threads
{
	private:

		struct Entry
		{
			Kernel::Thread const *thread = nullptr;
			Kernel::Object::Id    id     = 0;

			/* wait that the copy was made in, the copy is right as long as it lasts */
			std::optional<Host::Carrier::Stay> stay { };
		};

		/* copies apart, because most of them are left alone */
		std::vector<Entry>         _entries  { };
		std::vector<Thread_memory> _memories { };   /* as many */
		size_t                     _count = 0;

	public:

		/** Obtain memory for a number of threads */
		void reserve(size_t threads);

		/** Forget all threads */
		void clear() { _count = 0; }

		/**
		 * Copy the state of a thread that is held and has a carrier
		 *
		 * If the thread is still blocked as it was at the last time, and the
		 * threads are added in the same order, nothing is copied.
		 */
		void add(Kernel::Thread const &);

		size_t count() const { return _count; }

		/** Return copy, null if the thread was not added */
		Thread_memory const *memory(Kernel::Thread const &) const;

		/** Return true if the thread could go on without the kernel if it was not held */
		static bool concerns(Kernel::Thread const &thread)
		{
			return thread.state() == Kernel::Thread::State::RUNNING && thread.has_carrier();
		}
};

#endif /* _RTCR__RUNNING_THREADS_H_ */
