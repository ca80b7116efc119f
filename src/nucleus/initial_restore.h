/*
 * \brief  Restore of components that take place of their start
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _NUCLEUS__INITIAL_RESTORE_H_
#define _NUCLEUS__INITIAL_RESTORE_H_

#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include <rtcr/engine.h>

namespace Nucleus { class Initial_restore; }


/**
 * Thread that waits until the components of a snapshot are about to start,
 * and restores them instead
 */
class Nucleus::Initial_restore
{
	private:

		Kernel::System &_system;
		Rtcr::Engine   &_engine;

		Rtcr::Snapshot       const _snapshot;
		std::shared_ptr<Rtcr::Page_archive> const _pages;

		Rtcr::Restore_policy const _policy;

		std::atomic<bool> _abandoned = false;

		/* functions of those who wait, protected by a lock of their own */
		std::mutex                       _watchers_mutex { };
		std::set<Rtcr::Progress const *> _watchers       { };

		/* protected by the kernel lock */
		std::set<std::string> _awaited { };     /* components that have not started yet */
		std::set<std::string> _taken   { };
		bool                  _done = false;
		Rtcr::Report          _report { };
		std::exception_ptr    _error  { };

		std::thread _thread;

		void _run();
		void _report_progress(Rtcr::Stage, uint64_t done, uint64_t total);

		Rtcr::Restore_policy _with_progress(Rtcr::Restore_policy);

		Initial_restore(Initial_restore const &) = delete;
		Initial_restore &operator = (Initial_restore const &) = delete;

	public:

		Initial_restore(Kernel::System &, Rtcr::Engine &, Rtcr::Snapshot &&,
		                std::shared_ptr<Rtcr::Page_archive> const &, Rtcr::Restore_policy const &);
		~Initial_restore();

		/**
		 * Take over a component that is about to start
		 *
		 * Called with the kernel lock held.
		 *
		 * \return  false if it is none of the snapshot
		 */
		bool take_over(std::string const &label);

		/**
		 * Let the restore fail if it has not changed anything, called with the
		 * lock held
		 */
		void abandon();

		/** Return labels of the components */
		std::vector<std::string> labels() const;

		/**
		 * Wait for the restore
		 *
		 * \param progress  may be null, is called by the thread that restores,
		 *                  and no more once it has thrown an exception
		 *
		 * \throw ...  what the engine threw
		 */
		Rtcr::Report wait(Rtcr::Progress const &progress);
};

#endif /* _NUCLEUS__INITIAL_RESTORE_H_ */
