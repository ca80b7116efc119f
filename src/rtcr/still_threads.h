/*
 * \brief  Threads that stand still without being held
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__STILL_THREADS_H_
#define _RTCR__STILL_THREADS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include <kernel/task.h>
#include <kernel/thread.h>

namespace Rtcr { class Still_threads; }


/**
 * Threads of a task that have waited for other threads of it for some time
 *
 * Nobody else wakes them up as long as the kernel lock is held. So when the others are
 * parked, those that wait still go on to do so, and a look at each of them is all that
 * a pause needs. Not even that if the others have woken up nobody since the previous look.
 * What was copied of them at the beginning of the wait is right.
 *
 * Used with the kernel lock held.
 */
class Rtcr::Still_threads
{
	private:

		struct Entry
		{
			unsigned            index;
			Host::Carrier::Wait wait;
		};

		std::vector<Entry>    _entries { };
		Kernel::Task::Indices _indices { };

		std::vector<Entry> _found   { };       /* in the present pause, where they are held */
		uint64_t           _changes = 0;       /* of the task, when they were found */

		/* wakeups given by the other threads when the entries were looked at, if that is known */
		std::optional<uint64_t> _given { };

		std::optional<uint64_t> _wakeups_given(Kernel::Task const &) const;

		void _clear()
		{
			_entries.clear();
			_indices.reset();
			_given.reset();
		}

	public:

		/**
		 * Take over what was found in the previous pause, and forget all if the
		 * threads of the task are not the same anymore
		 *
		 * The memory for a further pause is obtained.
		 */
		void prepare(Kernel::Task const &);

		/** Let the processor fetch what 'remove_moved' is going to look at */
		void expect() const
		{
			for (Entry const &entry : _entries)
				entry.wait.expect();
		}

		/** Return true if the task has other threads by now, so that nothing is known */
		bool outdated(Kernel::Task const &task) const { return task.thread_changes() != _changes; }

		/** Return indices of the threads, valid unless 'outdated' */
		Kernel::Task::Indices const &indices() const { return _indices; }

		/**
		 * Remove threads that do not wait anymore as they did
		 *
		 * To be called when the threads that were not still are parked.
		 *
		 * \param fn  called with each thread that is removed and exists
		 *
		 * \return  true if a thread was removed
		 */
		bool remove_moved(Kernel::Task const &, auto const &fn);

		/**
		 * Take note of a thread that is held in a wait, it counts from the next
		 * pause on
		 */
		void found(Kernel::Thread const &thread, Host::Carrier::Wait const &wait)
		{
			_found.push_back({ thread.index(), wait });
		}
};


bool Rtcr::Still_threads::remove_moved(Kernel::Task const &task, auto const &fn)
{
	Kernel::Task::Indices moved { };

	if (outdated(task)) {
		moved = _indices;
		_clear();
	} else {
		auto const given = _wakeups_given(task);

		if (given && given == _given)
			return false;

		std::erase_if(_entries, [&] (Entry const &entry) {

			bool const lasts = entry.wait.lasts();
			if (!lasts)
				moved.set(entry.index);

			return !lasts;
		});
		_indices &= ~moved;

		/* those that have moved may have woken up others */
		_given = moved.none() ? given : std::nullopt;
	}

	if (moved.none())
		return false;

	task.for_each_other_thread(~moved, fn);
	return true;
}

#endif /* _RTCR__STILL_THREADS_H_ */
