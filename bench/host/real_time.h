/*
 * \brief  Whether programs may run in real time
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__REAL_TIME_H_
#define _BENCH__HOST__REAL_TIME_H_

namespace Bench {

	/**
	 * Return true if the host lets this program, and what it starts, have the CPU
	 * before others
	 */
	bool real_time_permitted();
}

#endif /* _BENCH__HOST__REAL_TIME_H_ */
