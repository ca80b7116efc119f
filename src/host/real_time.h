/*
 * \brief  Properties of a program that must react in time
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__REAL_TIME_H_
#define _HOST__REAL_TIME_H_

#include <string>
#include <vector>

namespace Host {

	/**
	 * Let the program have the CPU before others, and keep its memory from being
	 * paged out
	 *
	 * To be called when there are no further threads, which inherit the
	 * scheduling (SCHED_FIFO with the lowest priority). Memory is locked when it
	 * is accessed for the first time. Processes of components inherit neither.
	 *
	 * \return  what the host refused, for people, and what to do about it
	 */
	std::vector<std::string> run_in_real_time();

	/**
	 * Let timeouts end when they are over, rather than with others some time later
	 *
	 * To be called when there are no further threads, which inherit it.
	 */
	void wake_up_in_time();
}

#endif /* _HOST__REAL_TIME_H_ */
