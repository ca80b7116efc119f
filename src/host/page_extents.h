/*
 * \brief  Large pieces of memory for pages of nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PAGE_EXTENTS_H_
#define _HOST__PAGE_EXTENTS_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <host/workers.h>

namespace Host { class Page_extents; }


/**
 * Memory that is taken from the host piece by piece
 *
 * To obtain fresh memory takes longer than to fill it, in particular in a
 * virtual machine whose host has to provide it. So a thread can do that
 * in advance. It takes a part of the time of one CPU only, and at most a part of
 * the memory that the host has to spare.
 *
 * Large pages are used where the host has them.
 */
class Host::Page_extents
{
	public:

		/** Size of an extent in bytes */
		static constexpr size_t SIZE = 4u << 20;

		/** What a user is going to need */
		struct Demand
		{
			size_t bytes;      /* that there should be in all */
			bool   unsettled;  /* to be asked for again soon */
		};

		/** Function that returns the current demand, and may take a while */
		using Demand_fn = std::function<Demand ()>;

	private:

		using Clock = std::chrono::steady_clock;

		Workers &_workers;

		size_t const _max;
		bool         _large_pages = true;   /* as long as they are not slow */

		std::mutex mutable      _mutex  { };
		std::condition_variable _change { };

		size_t              _count     = 0;       /* those in preparation included */
		bool                _preparing = false;
		std::vector<char *> _ready     { };       /* not handed out yet */
		bool                _stop      = false;

		std::atomic<bool>          _demand_changed { false };
		std::optional<std::thread> _thread { };

		void  _populate(char *extent);
		char *_fresh();

		bool _stopped_within(std::chrono::nanoseconds);
		bool _touch(char *extent);
		bool _prepare_one(size_t wanted);
		void _drop_surplus(size_t wanted);
		bool _rest_after(Clock::time_point start);
		void _run(Demand_fn const &);

		Page_extents(Page_extents const &) = delete;
		Page_extents &operator = (Page_extents const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param workers  help to obtain memory that is needed at once
		 * \param max      number of extents to take from the host at most
		 */
		Page_extents(Workers &workers, size_t max) : _workers(workers), _max(max) { }

		/** Destructor, extents that were handed out belong to the user */
		~Page_extents();

		/**
		 * Return next extent of arbitrary content, null if the maximum is reached
		 *
		 * \throw System_error  the host has no memory
		 */
		char *take();

		/** Give memory of an extent back to the host */
		static void release(char *extent);

		/** Return number of extents that the host provided */
		size_t count() const;

		/** Return maximum of that number */
		size_t max() const { return _max; }

		/**
		 * Obtain memory in advance from now on
		 *
		 * \param demand  called by another thread, must not throw
		 *
		 * \throw std::system_error  there is no further thread
		 */
		void start_preparing(Demand_fn const &demand);

		/**
		 * End that
		 */
		void stop_preparing();

		/**
		 * Tell that more may be wanted, or less
		 *
		 * This can be called at any time by any thread, and costs next to
		 * nothing if it happens often.
		 */
		void demand_changed();
};

#endif /* _HOST__PAGE_EXTENTS_H_ */
