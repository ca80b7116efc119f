/*
 * \brief  Choice of the method for finding out which memory was written
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__WRITE_TRACKING_H_
#define _HOST__WRITE_TRACKING_H_

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <host/write_tracker.h>

namespace Host { class Write_tracking; }


/**
 * Tracking of writes to the arena by all processes
 *
 * What is no longer known because a mapping or a process vanished is kept
 * here, as memory that may have been written.
 */
class Host::Write_tracking
{
	public:

		enum class Method {

			/** by the MMU, see 'Userfaultfd_tracker' */
			USERFAULTFD,

			/**
			 * none: whatever a process can write counts as written, and its
			 * user must compare
			 */
			COMPARISON,
		};

		using Part_fn = Function_ref<void (uint64_t offset, uint64_t size)>;

	private:

		Method const      _method;
		std::atomic<bool> _active { false };
		std::mutex        _mutex  { };

		/* merged ranges, start -> end */
		std::map<uint64_t, uint64_t> _lost { };

	public:

		/** Return best method that works on this host */
		static Method best_method();

		/** Return method of the given name, nothing if there is none */
		static std::optional<Method> method_of_name(std::string const &);

		explicit Write_tracking(Method method) : _method(method) { }

		Method method() const { return _method; }

		/**
		 * Start to record lost knowledge, to be called before anything that is
		 * derived from the content of memory is kept
		 */
		void activate() { _active = true; }

		/**
		 * Return tracker of a process, null for the method COMPARISON
		 *
		 * The parameters are those of 'Userfaultfd_tracker::create'. If the host
		 * refuses a tracker, the writes of the process are not tracked.
		 */
		std::unique_ptr<Write_tracker> tracker(int pid, int pidfd, int descriptor) const;

		/**
		 * Record that a part of the arena may have been written
		 */
		void lost(uint64_t offset, uint64_t size);

		/**
		 * Report and forget the parts that were recorded
		 */
		void for_each_lost(Part_fn const &);
};

#endif /* _HOST__WRITE_TRACKING_H_ */
