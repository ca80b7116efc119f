/*
 * \brief  Completion of memory that comes in on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PREFETCHER_H_
#define _RTCR__PREFETCHER_H_

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include <core/dataspace.h>
#include <kernel/system.h>

namespace Rtcr { class Prefetcher; }


/**
 * Thread that provides what nobody has asked for yet, part by part
 */
class Rtcr::Prefetcher
{
	private:

		using Dataspace = Kernel::Ref<Kernel::Object>;

		Kernel::System &_system;

		std::mutex              _mutex   { };
		std::condition_variable _changed { };
		std::deque<Dataspace>   _queue   { };
		bool                    _stop    = false;

		std::thread _thread { [this] { _run(); } };

		void _run();

	public:

		explicit Prefetcher(Kernel::System &system) : _system(system) { }
		~Prefetcher();

		/**
		 * Complete a dataspace in the background
		 */
		void add(Dataspace const &);

		/**
		 * Provide the next missing part of a dataspace, if it still exists
		 *
		 * Called with the kernel lock held.
		 *
		 * \return  true if there are further parts
		 */
		static bool provide_next(Dataspace const &);
};

#endif /* _RTCR__PREFETCHER_H_ */
