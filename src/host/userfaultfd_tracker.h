/*
 * \brief  Tracking of writes by the MMU: userfaultfd and PAGEMAP_SCAN of Linux
 *
 * The host protects pages against writing. The first write to a page merely
 * lifts its protection (UFFD_FEATURE_WP_ASYNC), neither the process nor
 * nucleus are involved. The ioctl PAGEMAP_SCAN finds the pages that are not
 * protected and protects them again in one go. See ioctl_userfaultfd(2),
 * PAGEMAP_SCAN(2const), and "admin-guide/mm/pagemap" of the documentation of
 * Linux. Both are there since Linux 6.7.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__USERFAULTFD_TRACKER_H_
#define _HOST__USERFAULTFD_TRACKER_H_

#include <atomic>
#include <memory>

#include <host/file.h>
#include <host/renewal_policy.h>
#include <host/write_tracker.h>

namespace Host { class Userfaultfd_tracker; }


/**
 * Tracker for a process, which cannot reach it
 *
 * Pages that the process has only read since they became visible to it count
 * as written. So do all pages of a page table that are not there while others
 * are, because the host may have dropped them from the table under pressure,
 * along with the knowledge about them.
 */
class Host::Userfaultfd_tracker : public Write_tracker
{
	private:

		File           _userfaultfd;
		File           _page_map;
		Renewal_policy _policy { fault_cost() };

		/* of the current report */
		bool                  _renew = true;
		bool                  _final = true;
		std::atomic<uint64_t> _bytes { 0 };

		Userfaultfd_tracker(File &&userfaultfd, File &&page_map);

	public:

		/**
		 * Return tracker for a process
		 *
		 * \param pidfd       descriptor that represents the process
		 * \param descriptor  number of the descriptor within the process that its
		 *                    program obtained by 'userfaultfd'
		 *
		 * \return  null if the host does not permit it
		 */
		static std::unique_ptr<Write_tracker> create(int pid, int pidfd, int descriptor);

		/**
		 * Return true if the host has what it takes, found by trying
		 */
		static bool supported();

		/**
		 * Return what the first write to a protected page takes, in copies of a page
		 *
		 * The first call finds out, and the others know.
		 */
		static unsigned fault_cost();

		/** Write_tracker interface */
		void mapped(uint64_t addr, uint64_t size) override;
		bool renews(Renewal) const override;
		void repeat_report() override;
		void begin_report(Renewal) override;
		void report(uint64_t addr, uint64_t size, Range_fn const &) override;
		void end_report() override;
};

#endif /* _HOST__USERFAULTFD_TRACKER_H_ */
