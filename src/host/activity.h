/*
 * \brief  Which threads of a process nucleus let go on
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__ACTIVITY_H_
#define _HOST__ACTIVITY_H_

#include <array>
#include <atomic>
#include <bit>
#include <cstdint>

#include <kernel/abi/layout.h>

namespace Host { class Activity; }


/**
 * Threads for which nucleus took a step that may let them go on when they are at rest
 *
 * Steps are taken by any number of threads of nucleus at a time.
 */
class Host::Activity
{
	private:

		static constexpr unsigned WORD_BITS = 64;

		std::atomic<uint64_t> _begun { 0 }, _ended { 0 };
		std::atomic<bool>     _renewed { false };

		/* a bit for each thread */
		std::array<std::atomic<uint64_t>, Kernel::Abi::MAX_THREADS/WORD_BITS> _stirred { };

	public:

		/**
		 * Scope in which a step takes place
		 */
		class Step
		{
			private:

				Activity &_activity;

			public:

				/**
				 * Constructor
				 *
				 * \param index  of the thread
				 */
				Step(Activity &activity, unsigned index) : _activity(activity)
				{
					_activity._begun++;
					_activity._stirred[index/WORD_BITS] |= 1ull << index%WORD_BITS;
				}

				~Step() { _activity._ended++; }

				Step(Step const &) = delete;
				Step &operator = (Step const &) = delete;
		};

		/**
		 * Tell that a thread gets a state that has nothing to do with its former one,
		 * so that what it counts there may be the same again
		 */
		void renew() { _renewed = true; }

		/**
		 * Call 'fn' with the index of each thread for which there was a step since
		 * the last time
		 *
		 * \return  true if these steps are complete, and no thread has got a new state.
		 *          Otherwise, there may be further effects, or those may come later.
		 */
		bool take_stirred(auto const &fn)
		{
			bool const renewed = _renewed.exchange(false);

			for (unsigned i = 0; i < _stirred.size(); i++) {

				uint64_t word = _stirred[i] ? _stirred[i].exchange(0) : 0;

				for (; word; word &= word - 1)
					fn(i*WORD_BITS + unsigned(std::countr_zero(word)));
			}

			/* in this order, as a step may take place meanwhile */
			uint64_t const ended = _ended;

			return _begun == ended && !renewed;
		}
};

#endif /* _HOST__ACTIVITY_H_ */
