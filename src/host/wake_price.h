/*
 * \brief  What it takes to wake up another thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__WAKE_PRICE_H_
#define _HOST__WAKE_PRICE_H_

#include <algorithm>
#include <chrono>

namespace Host { class Wake_price; }


/**
 * Decision whether the help of a thread that sleeps is worth its wakeup
 *
 * On most hosts, a wakeup takes the one who causes it few microseconds. It is many
 * times as much in virtual machines whose host has to be called for
 * interrupting another processor.
 */
class Host::Wake_price
{
	public:

		using Duration = std::chrono::nanoseconds;

	private:

		/* part by which the price sinks with each wakeup that it prevented */
		static constexpr int DECLINE = 64;

		/* what the first wakeup counts at most */
		static constexpr Duration START { 5000 };

		Duration _price { 0 };

	public:

		/**
		 * Take note of what a wakeup took, a single long one counts little
		 */
		void measured(Duration price)
		{
			_price = std::min(price, std::max(2*_price, START));
		}

		/**
		 * Return true if half of the work takes longer than the wakeup
		 *
		 * A price that prevents wakeups cannot be measured, so it is doubted more
		 * and more.
		 */
		bool worthwhile(Duration work)
		{
			if (work/2 >= _price)
				return true;

			_price -= _price/DECLINE;
			return false;
		}
};

#endif /* _HOST__WAKE_PRICE_H_ */
