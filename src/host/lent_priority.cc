/*
 * \brief  Priority of a thread, lent to the one that it waits for
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <sched.h>

#include <host/lent_priority.h>

using namespace Host;


namespace {

	/*
	 * The thread may be gone by now, and the number belong to one of nobody
	 * concerned. So its scheduling is looked at first.
	 */
	bool lend(int thread_id)
	{
		sched_param priority { };

		return thread_id
		    && sched_getscheduler(0) == SCHED_FIFO
		    && sched_getparam(0, &priority) == 0
		    && sched_getscheduler(thread_id) == SCHED_OTHER
		    && sched_setscheduler(thread_id, SCHED_FIFO, &priority) == 0;
	}
}


Lent_priority::Lent_priority(int thread_id) : _thread_id(thread_id), _lent(lend(thread_id)) { }


/*
 * The niceness is what it was
 */
Lent_priority::~Lent_priority()
{
	sched_param const none { };

	if (_lent)
		sched_setscheduler(_thread_id, SCHED_OTHER, &none);
}
