/*
 * \brief  Numbers that a component counts in its log
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__PROGRESS_H_
#define _BENCH__DRIVER__PROGRESS_H_

#include <regex>

#include <bench/driver/system.h>

namespace Bench { class Progress; }


/**
 * Observer of a component that numbers its work
 *
 * As the numbers grow by one, a smaller number proves that the component was
 * brought back to an earlier state and went on from there.
 */
class Bench::Progress
{
	private:

		System           &_system;
		std::string const _label;
		std::regex  const _pattern;
		uint64_t          _last { 0 };

		/* greater than the number of lines that may be on their way */
		static constexpr unsigned DISTANCE = 3;

		bool _evaluate(Log_line const &);
		void _next();

	public:

		/**
		 * Constructor
		 *
		 * \param label    of the component
		 * \param pattern  regular expression of its lines, with one group for
		 *                 the number
		 */
		Progress(System &system, std::string const &label, std::string const &pattern)
		: _system(system), _label(label), _pattern(pattern) { }

		/**
		 * Wait until the component has left the current state behind for sure
		 *
		 * \param numbers  how many it counts meanwhile
		 *
		 * \throw Failure
		 */
		void advance(unsigned numbers = DISTANCE);

		/**
		 * Wait until the component goes on from an earlier state
		 *
		 * \throw Failure
		 */
		void step_back();
};

#endif /* _BENCH__DRIVER__PROGRESS_H_ */
