/*
 * \brief  Telling threads that refuse an interruption from those that are late
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__INTERRUPT_WATCH_H_
#define _HOST__INTERRUPT_WATCH_H_

#include <chrono>
#include <cstdint>
#include <optional>

namespace Host { class Interrupt_watch; }


/**
 * Observation of a thread that was interrupted and does not react yet
 *
 * A thread of a component can block the signal by which it is interrupted.
 * The stub does so as well, for some microseconds at a time. A thread refuses
 * if, with the signal pending and blocked, it has used the processor for
 * longer than that, or sleeps all the time. As long as it waits for a
 * processor, or a debugger holds it, nothing can be told.
 */
class Host::Interrupt_watch
{
	private:

		struct Sample
		{
			bool     refused;       /* signal is pending and blocked */
			bool     sleeping;
			uint64_t switches;      /* number of times it went to sleep */
			uint64_t processor_ns;  /* time it was executed */
		};

		int const _pid, _thread_id;

		std::optional<Sample> _first { };

		std::optional<Sample> _sample() const;

	public:

		/** Time between two calls of 'refuses' */
		static constexpr std::chrono::milliseconds PERIOD { 10 };

		Interrupt_watch(int pid, int thread_id) : _pid(pid), _thread_id(thread_id) { }

		/**
		 * Look at the thread
		 *
		 * \return  true if it is certain that the thread refuses, according to
		 *          what was seen since the first call
		 */
		bool refuses();
};

#endif /* _HOST__INTERRUPT_WATCH_H_ */
