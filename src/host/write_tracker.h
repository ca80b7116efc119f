/*
 * \brief  Finding out which memory a process wrote
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__WRITE_TRACKER_H_
#define _HOST__WRITE_TRACKER_H_

#include <cstdint>

#include <host/function_ref.h>

namespace Host { class Write_tracker; }


/**
 * Account of what the threads of one process write
 *
 * There is one implementation for each method that hosts offer for it.
 */
class Host::Write_tracker
{
	public:

		using Range_fn = Function_ref<void (uint64_t addr, uint64_t size)>;

		/** Whether the account of what is reported starts anew */
		enum class Renewal {
			FULL,
			LAZY,   /* unless it is cheaper to report pages again that are written often */
			NONE,   /* all of this is going to be part of the next report, too */
		};

		virtual ~Write_tracker() { }

		/**
		 * Include a mapping that was just established
		 *
		 * \param addr  page-aligned address
		 * \param size  multiple of the page size
		 */
		virtual void mapped(uint64_t addr, uint64_t size) = 0;

		/**
		 * Return true if 'begin_report' would start the account anew
		 */
		virtual bool renews(Renewal) const = 0;

		/**
		 * Note that there is a report that would be the same as the previous one
		 *
		 * The previous one did not start the account anew.
		 */
		virtual void repeat_report() = 0;

		/**
		 * Begin to report pages that were written since the last report, or since
		 * they were mapped
		 *
		 * Pages may be reported that were only read, or that a lazy report had
		 * already. A write that takes place meanwhile is part of this report or
		 * of the next one.
		 */
		virtual void begin_report(Renewal) = 0;

		/**
		 * Report the pages of a range, several threads can do this at a time
		 *
		 * \param addr  range of addresses, pages outside of it are left alone
		 * \param fn    called with address and size in bytes, in ascending order
		 *
		 * \throw System_error  the process cannot tell
		 */
		virtual void report(uint64_t addr, uint64_t size, Range_fn const &fn) = 0;

		/**
		 * End the report
		 *
		 * \throw System_error  what was reported is not all, e.g., because the
		 *                       process is dying
		 */
		virtual void end_report() = 0;
};

#endif /* _HOST__WRITE_TRACKER_H_ */
