/*
 * \brief  Completion of memory that comes in on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PREFETCHER_H_
#define _RTCR__PREFETCHER_H_

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include <core/dataspace.h>
#include <kernel/system.h>

namespace Rtcr { class Prefetcher; }


/**
 * Thread that provides first what threads wait for, then what nobody has asked
 * for yet, part by part
 */
class Rtcr::Prefetcher : public Core::Content_fetcher
{
	private:

		using Dataspace = Kernel::Ref<Kernel::Object>;

		struct Part { Dataspace dataspace; uint64_t offset; };

		Kernel::System &_system;

		std::mutex              _mutex   { };
		std::condition_variable _changed { };
		std::deque<Part>        _urgent  { };
		std::deque<Dataspace>   _queue   { };
		bool                    _stop    = false;

		/* used by the thread only, changed with the kernel lock held */
		Dataspace _current { };

		std::thread _thread { [this] { _run(); } };

		void                _wait();
		std::optional<Part> _next_urgent();
		void _fetch(Kernel::Lock_guard &, Part const &);
		void _advance(Kernel::Lock_guard &);
		bool _stopped();
		void _run();

	public:

		explicit Prefetcher(Kernel::System &system) : _system(system) { }
		~Prefetcher();

		/** Content_fetcher interface */
		void fetch(Core::Ram_dataspace &, uint64_t offset) override;

		/**
		 * Complete a dataspace in the background
		 */
		void add(Dataspace const &);

		/**
		 * Provide the next missing part of a dataspace
		 *
		 * The content is obtained without the kernel lock. Somebody else may
		 * provide the part meanwhile, and the dataspace may vanish.
		 *
		 * \return  true if there are further parts
		 *
		 * \throw Core::Content_lost
		 */
		static bool provide_next(Kernel::Lock_guard &, Dataspace const &);
};

#endif /* _RTCR__PREFETCHER_H_ */
