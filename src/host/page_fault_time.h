/*
 * \brief  Time that a page fault takes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PAGE_FAULT_TIME_H_
#define _HOST__PAGE_FAULT_TIME_H_

namespace Host {

	/**
	 * Return microseconds that a program waits at its first write to a page that
	 * exists already, on average over some pages
	 *
	 * A component waits about as long at its first write to a page after a checkpoint.
	 *
	 * \throw System_error
	 */
	double page_fault_us();
}

#endif /* _HOST__PAGE_FAULT_TIME_H_ */
