/*
 * \brief  Distribution of the pauses of checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__PAUSE_HISTOGRAM_H_
#define _CONTROL__PAUSE_HISTOGRAM_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace Control { class Pause_histogram; }


/**
 * Numbers of pauses by their lengths
 *
 * The buckets are as wide as one 16th of the power of two they are above of,
 * so a length is known to about six percent. Up to 15 us, it is exact.
 */
class Control::Pause_histogram
{
	private:

		static constexpr unsigned STEP_BITS = 4, STEPS = 1u << STEP_BITS;

	public:

		/** Lengths from 2^36 us on share the last bucket */
		static constexpr unsigned NUM_BUCKETS = (36 - STEP_BITS + 1)*STEPS;

	private:

		std::array<uint64_t, NUM_BUCKETS> _counts { };

		uint64_t _count = 0;
		uint64_t _max   = 0;

		static unsigned _bucket(uint64_t us)
		{
			if (us < STEPS)
				return unsigned(us);

			unsigned const shift = unsigned(std::bit_width(us)) - STEP_BITS - 1;

			return std::min<unsigned>((shift + 1)*STEPS + unsigned((us >> shift) - STEPS), NUM_BUCKETS - 1);
		}

	public:

		void add(uint64_t us)
		{
			_counts[_bucket(us)]++;
			_count++;
			_max = std::max(_max, us);
		}

		/**
		 * Take over a bucket that somebody else has filled
		 *
		 * \return  false if there is no such bucket
		 */
		bool fill(unsigned bucket, uint64_t count)
		{
			if (bucket >= NUM_BUCKETS || _counts[bucket] || count > ~0ull - _count)
				return false;

			_counts[bucket] = count;
			_count += count;
			return true;
		}

		void max(uint64_t us) { _max = us; }

		/** Return number of pauses */
		uint64_t count() const { return _count; }

		/** Return length of the longest pause in microseconds */
		uint64_t max() const { return _max; }

		/** Return shortest length that belongs to a bucket */
		static uint64_t least(unsigned bucket)
		{
			if (bucket < STEPS)
				return bucket;

			return uint64_t(STEPS + bucket%STEPS) << (bucket/STEPS - 1);
		}

		/**
		 * Return length that a part of the pauses does not exceed
		 *
		 * \param part  e.g., 0.99
		 *
		 * \return  upper end of the bucket, but not more than the longest pause
		 */
		uint64_t quantile(double part) const
		{
			uint64_t sum = 0;

			for (unsigned i = 0; i < NUM_BUCKETS; i++) {
				sum += _counts[i];
				if (_count && double(sum) >= part*double(_count))
					return i + 1 < NUM_BUCKETS ? std::min(_max, least(i + 1) - 1) : _max;
			}
			return _max;
		}

		/** Call 'fn' with number and count of each bucket that is not empty */
		void for_each(auto const &fn) const
		{
			for (unsigned i = 0; i < NUM_BUCKETS; i++)
				if (_counts[i])
					fn(i, _counts[i]);
		}
};

#endif /* _CONTROL__PAUSE_HISTOGRAM_H_ */
