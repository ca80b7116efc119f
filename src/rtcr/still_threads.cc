/*
 * \brief  Threads that stand still without being held
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/still_threads.h>

using namespace Rtcr;


void Still_threads::prepare(Kernel::Task const &task)
{
	if (outdated(task)) {
		_changes = task.thread_changes();
		_clear();
	} else {
		/* what they did before they came to rest is not known */
		if (!_found.empty())
			_given.reset();

		for (Entry const &entry : _found) {
			_entries.push_back(entry);
			_indices.set(entry.index);
		}
	}
	_found.clear();
	_found.reserve(task.end_index());
}


/*
 * Return sum of the numbers of the threads, nothing if one is being given right now
 */
std::optional<uint64_t> Still_threads::_wakeups_given(Kernel::Task const &task) const
{
	std::optional<uint64_t> sum { 0 };

	task.for_each_other_thread(_indices, [&] (Kernel::Thread const &thread) {

		if (!thread.carrier())
			return;

		auto const given = thread.carrier()->wakeups_given();

		sum = sum && given ? std::optional(*sum + *given) : std::nullopt;
	});
	return sum;
}
