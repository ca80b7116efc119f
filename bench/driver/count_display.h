/*
 * \brief  Display of how much has been counted
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__COUNT_DISPLAY_H_
#define _BENCH__DRIVER__COUNT_DISPLAY_H_

#include <cstdint>
#include <string>

namespace Bench { class Count_display; }


/**
 * On a terminal, one line that changes. Otherwise, a line for each tenth.
 */
class Bench::Count_display
{
	private:

		std::string const _activity;
		uint64_t    const _total;
		bool        const _terminal;
		uint64_t          _shown = 0;   /* steps */

		Count_display(Count_display const &) = delete;
		Count_display &operator = (Count_display const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param activity  like "checkpoints of an idle machine"
		 */
		Count_display(std::string const &activity, uint64_t total);

		/** Destructor, removes the line from a terminal */
		~Count_display();

		void show(uint64_t done);
};

#endif /* _BENCH__DRIVER__COUNT_DISPLAY_H_ */
