/*
 * \brief  Samples of the parts of an operation
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__PHASES_H_
#define _BENCH__DRIVER__PHASES_H_

#include <string>
#include <utility>
#include <vector>

#include <bench/driver/samples.h>
#include <control/types.h>

namespace Bench { class Phases; }


class Bench::Phases
{
	public:

		/** Name of a phase and its durations in microseconds */
		using Phase = std::pair<std::string, Samples>;

	private:

		std::vector<Phase> _phases { };   /* in the order of their execution */

	public:

		void add(std::string const &name, double us);

		/**
		 * Add what a system reported about one operation
		 */
		void add(std::vector<Control::Phase> const &);

		std::vector<Phase> const &list() const { return _phases; }
};

#endif /* _BENCH__DRIVER__PHASES_H_ */
