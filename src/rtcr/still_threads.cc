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
		for (Entry const &entry : _found) {
			_entries.push_back(entry);
			_indices.set(entry.index);
		}
	}
	_found.clear();
	_found.reserve(task.end_index());
}
