/*
 * \brief  Finding out which memory a process wrote
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__WRITE_TRACKER_H_
#define _HOST__WRITE_TRACKER_H_

#include <cstdint>
#include <functional>

namespace Host { class Write_tracker; }


/**
 * Account of what the threads of one process write
 *
 * There is one implementation for each method that hosts offer for it.
 */
class Host::Write_tracker
{
	public:

		using Range_fn = std::function<void (uint64_t addr, uint64_t size)>;

		virtual ~Write_tracker() { }

		/**
		 * Include a mapping that was just established
		 *
		 * \param addr  page-aligned address
		 * \param size  multiple of the page size
		 */
		virtual void mapped(uint64_t addr, uint64_t size) = 0;

		/**
		 * Report pages that were written since the last call, or since they were
		 * mapped
		 *
		 * Pages may be reported that were only read. A write that takes place
		 * during the call is reported now or by the next call. The account of
		 * what is reported starts anew.
		 *
		 * \param addr  range of addresses, pages outside of it are left alone
		 * \param fn    called with address and size in bytes, in ascending order
		 *
		 * \throw System_error  the process cannot tell, e.g., because it is dying
		 */
		virtual void for_each_written(uint64_t addr, uint64_t size, Range_fn const &fn) = 0;
};

#endif /* _HOST__WRITE_TRACKER_H_ */
