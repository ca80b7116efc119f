/*
 * \brief  Prediction of the time for which components stand still
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PAUSE_MODEL_H_
#define _RTCR__PAUSE_MODEL_H_

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace Rtcr { class Pause_model; }


/**
 * What is known of the pauses of certain components
 *
 * A pause consists of a part that does not depend on the memory, and of the
 * time for copying pages. Means and deviations are exponentially weighted,
 * as retransmission timers have it (RFC 6298).
 */
class Rtcr::Pause_model
{
	private:

		static constexpr double GAIN = 0.125, DEVIATION_GAIN = 0.25, DEVIATIONS = 2;

		/* fewer pages do not tell how long a page takes */
		static constexpr uint64_t MIN_PAGES = 16;

		double _fixed_us     = 0;
		double _deviation_us = 0;
		double _page_us      = 0.5;
		bool   _known        = false;

	public:

		/**
		 * Take note of a pause
		 *
		 * \param us       time of the whole pause
		 * \param copy_us  part of it that was needed to copy pages
		 */
		void learn(uint64_t us, uint64_t copy_us, uint64_t pages)
		{
			double const fixed = double(us - std::min(us, copy_us));

			if (pages >= MIN_PAGES)
				_page_us += GAIN*(double(copy_us)/double(pages) - _page_us);

			if (!_known) {
				_fixed_us     = fixed;
				_deviation_us = fixed/2;
				_known        = true;
				return;
			}
			_deviation_us += DEVIATION_GAIN*(std::abs(fixed - _fixed_us) - _deviation_us);
			_fixed_us     += GAIN*(fixed - _fixed_us);
		}

		/** Return time that a pause with that many pages is going to take in most cases */
		uint64_t predicted_us(uint64_t pages) const
		{
			return uint64_t(_fixed_us + DEVIATIONS*_deviation_us + double(pages)*_page_us);
		}
};

#endif /* _RTCR__PAUSE_MODEL_H_ */
