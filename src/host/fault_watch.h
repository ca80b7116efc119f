/*
 * \brief  Whether threads of a process had page faults
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__FAULT_WATCH_H_
#define _HOST__FAULT_WATCH_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <host/activity.h>
#include <host/carrier.h>
#include <host/fault_count.h>

namespace Host { class Fault_watch; }


/**
 * Notices page faults of the threads of a process
 *
 * The host takes the longer to sum up the faults of a process the more threads it
 * has. So the host is asked for those threads only that may have run since the last
 * time. As long as neither nucleus nor one of those has woken up another thread, the
 * others need not even be looked at. What a thread says about that is up to the
 * component, which would do harm to copies of its own memory only.
 */
class Host::Fault_watch
{
	private:

		struct Thread
		{
			Carrier const               *carrier;
			std::optional<Carrier::Rest> rest   { };   /* when faults were counted last */
			std::optional<uint64_t>      faults { };   /* nothing if they are not known */
			std::optional<uint32_t>      given  { };   /* 'wakeups_given' then */

			bool candidate = false;
		};

		struct Counter
		{
			Carrier const *carrier;
			Fault_count    count;
		};

		/** Threads that are counted one by one */
		static constexpr size_t MAX_COUNTERS = 8;

		/** With that few threads, the sum takes about as long as the count of one */
		static constexpr size_t FEW_THREADS = 16;

		/** Looks until threads are counted one by one again */
		static constexpr unsigned SUM_PERIOD = 16;

		int const               _pid;
		Activity               &_activity;
		Fault_count             _process;
		std::optional<uint64_t> _process_faults { };   /* when they were counted last */

		std::vector<Thread> _threads { };

		/* positions there, by index of the carrier */
		std::vector<uint32_t> _positions { };

		std::vector<uint32_t> _awake      { };   /* positions of those that were not at rest */
		std::vector<uint32_t> _candidates { };   /* ... or that nucleus may have let go on since */

		bool _unsettled = true;   /* any thread may have gone on */

		/* the latest ones that were needed */
		std::array<std::optional<Counter>, MAX_COUNTERS> _counters { };
		size_t                                           _next_counter = 0;

		unsigned _sums_left = 0;   /* looks that need the sum, as there were many threads that run */
		uint64_t _changes   = 0;

		bool _rests(Thread &) const;
		bool _find_candidates();
		bool _gave_none(Thread &) const;
		void _find_awake();

		Fault_count const &_counter(Carrier const &);
		bool _look_at_sum();
		bool _look_at(Thread &);
		bool _look_at_each();

	public:

		/**
		 * Constructor
		 *
		 * \param activity  of the process
		 *
		 * \throw System_error  the host does not tell
		 */
		Fault_watch(int pid, Activity &activity);

		/**
		 * Watch a further thread, which must exist as long as the object
		 */
		void add(Carrier const &carrier);

		/**
		 * Look for page faults
		 *
		 * A fault is counted before the thread goes on, so there was none between
		 * two calls that return the same. It may be another number although there
		 * was none.
		 *
		 * \return  nothing if the host does not tell, e. g., because the process is gone
		 */
		std::optional<uint64_t> changes();
};

#endif /* _HOST__FAULT_WATCH_H_ */
