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

#include <memory>
#include <span>
#include <vector>

#include <host/file.h>
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

		struct Page_range { uint64_t start, end, categories; };

		static constexpr size_t MAX_RANGES = 1024;   /* of one scan */

		File                    _userfaultfd;
		File                    _page_map;
		std::vector<Page_range> _ranges { MAX_RANGES };

		Userfaultfd_tracker(File &&userfaultfd, File &&page_map);

	public:

		/**
		 * Return tracker for a process
		 *
		 * \param pidfd       descriptor that stands for the process
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

		/** Write_tracker interface */
		void mapped(uint64_t addr, uint64_t size) override;
		void for_each_written(uint64_t addr, uint64_t size, Range_fn const &) override;
};

#endif /* _HOST__USERFAULTFD_TRACKER_H_ */
