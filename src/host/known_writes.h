/*
 * \brief  What a process wrote, as far as that is known without a search
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__KNOWN_WRITES_H_
#define _HOST__KNOWN_WRITES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace Host { class Known_writes; }


/**
 * Result of the latest search for what a process wrote, and whether it still holds
 *
 * The first write to a protected page is a page fault. So a process that had no
 * fault since the latest search has written nothing but what was found, if
 * that stayed without protection, or nothing at all, if it was protected.
 */
class Host::Known_writes
{
	public:

		/** What 'Fault_watch' tells, the same as long as there is no page fault */
		using Faults = std::optional<uint64_t>;

		enum class State {
			UNKNOWN,   /* a search is needed */
			NOTHING,   /* nothing was written since */
			SAME,      /* what the search found, and nothing else, may have been written since */
		};

		struct Part  { uint64_t offset, size; };   /* of the arena, in bytes */
		struct Range { uint64_t addr,   size; };   /* of the address space, in bytes */

		/** What one of the threads of a search has found */
		struct Found
		{
			std::vector<Part>  parts  { };
			std::vector<Range> ranges { };

			void reserve(size_t count)
			{
				parts.reserve(count);
				ranges.reserve(count);
			}

			void clear()
			{
				parts.clear();
				ranges.clear();
			}
		};

		static constexpr size_t MAX_THREADS = 2;

	private:

		std::array<Found, MAX_THREADS> _found { };

		State  _state    = State::UNKNOWN;   /* as long as there is no fault */
		Faults _faults   { };                /* before the search */
		bool   _repeated = false;            /* the result was used again */

	public:

		/**
		 * Return what is known
		 *
		 * \param faults  of the process by now
		 */
		State state(Faults faults) const
		{
			return faults && faults == _faults ? _state : State::UNKNOWN;
		}

		/** Forget the result because of something that is no fault */
		void forget()
		{
			_faults.reset();
			_repeated = false;

			for (Found &found : _found)
				found.clear();
		}

		/**
		 * Note the end of a search
		 *
		 * \param faults     of the process when it began
		 * \param protection whether all that it found is protected now
		 */
		void searched(Faults faults, bool protection)
		{
			_faults = faults;
			_state  = protection ? State::NOTHING : State::SAME;
		}

		/** Note that the result is the one of the next search as well */
		void repeat() { _repeated = true; }

		/** Return true if 'repeat' was called since the last time */
		bool repeated() { return std::exchange(_repeated, false); }

		/** Return what a thread of the latest search has found */
		Found &found(size_t thread) { return _found[thread]; }

		void for_each_part(auto const &fn) const
		{
			for (Found const &found : _found)
				for (Part const &part : found.parts)
					fn(part);
		}

		void for_each_range(auto const &fn) const
		{
			for (Found const &found : _found)
				for (Range const &range : found.ranges)
					fn(range);
		}
};

#endif /* _HOST__KNOWN_WRITES_H_ */
