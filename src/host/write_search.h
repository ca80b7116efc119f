/*
 * \brief  Search for what a process wrote, by several threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__WRITE_SEARCH_H_
#define _HOST__WRITE_SEARCH_H_

#include <atomic>
#include <chrono>
#include <mutex>
#include <vector>

#include <host/process.h>

namespace Host { class Write_search; }


/**
 * Search for the memory that a process wrote since the last one
 *
 * The first search finds all that the process accessed so far. Without support
 * by the host, everything is found that the process is able to write. See
 * 'Write_tracker' for the precision. What the process wrote by mappings that are
 * gone is known to 'Write_tracking'.
 *
 * Two threads can take part by 'execute', from either end. So each of them finds
 * much of what it searched the last time in the cache of its processor. The
 * mappings of the process do not change from 'begin' until 'finish', which one
 * thread calls.
 */
class Host::Write_search
{
	public:

		using Part  = Known_writes::Part;
		using Parts = std::vector<Part>;

		/** End of the pieces at which a thread begins */
		enum class From { START, END };

	private:

		using Piece  = Search_area::Piece;
		using Pieces = Search_area::Pieces;

		Process                             &_process;
		std::unique_lock<std::mutex>         _guard  { };
		Pieces const                        *_pieces { };   /* once the search has begun */
		std::atomic<bool>                    _failed { false };

		using State   = Known_writes::State;
		using Renewal = Write_tracker::Renewal;

		Renewal              _renewal { Renewal::FULL };
		State                _known   { State::NOTHING };   /* when the search began */
		bool                 _renews  = false;              /* what is found gets protected */
		Known_writes::Faults _faults  { };                  /* when the search began */

		/** Pieces that nobody has taken yet, aligned for accesses without a lock by any compiler */
		struct alignas(uint64_t) Rest { uint32_t first, end; };

		static_assert(std::atomic<Rest>::is_always_lock_free);

		std::atomic<Rest> _rest { };

		/* null if none is left */
		Piece const *_take(From);

		void _finish_report();
		Pieces const &_current_pieces() const;

		Write_search(Write_search const &) = delete;
		Write_search &operator = (Write_search const &) = delete;

	public:

		/** Roughly what a search takes per page of the searched memory */
		static constexpr std::chrono::nanoseconds PAGE_TIME { 2 };

		/**
		 * Constructor, obtains the memory for a search
		 */
		explicit Write_search(Process &);

		/**
		 * Begin the search, the mappings of the process stay the same until it is
		 * finished
		 *
		 * There may be nothing to be searched, see 'Known_writes'.
		 */
		void begin(Write_tracker::Renewal);

		bool begun() const { return _guard.owns_lock(); }

		/** Return true if nobody has searched yet what there is to be searched */
		bool pending() const { Rest const rest = _rest; return rest.first != rest.end; }

		/** Return true if something may be found */
		bool promising() const { return _known != State::NOTHING; }

		/** Return true if there is something to do for more than one thread */
		bool shareable() const { Rest const rest = _rest; return rest.end - rest.first > 1; }

		/** Return roughly how long one thread is going to search */
		std::chrono::nanoseconds expected_time() const;

		/**
		 * Search pieces until none is left
		 *
		 * \param from  different for the two threads
		 */
		void execute(From from);

		/**
		 * End the search when all threads are done, add what was found to 'parts'
		 *
		 * If the host could not tell, all that the process can write is added.
		 */
		void finish(Parts &parts);

		/**
		 * Return what a search by the current thread alone finds
		 */
		static Parts found(Process &, Write_tracker::Renewal);

		/**
		 * Search now, so that the next search has nothing to do unless the process
		 * writes further pages, or the next one is going to protect what it finds
		 *
		 * \return  what it found
		 */
		static Parts look_ahead(Process &process) { return found(process, Renewal::NONE); }
};

#endif /* _HOST__WRITE_SEARCH_H_ */
