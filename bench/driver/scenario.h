/*
 * \brief  Configuration of a system to be measured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__SCENARIO_H_
#define _BENCH__DRIVER__SCENARIO_H_

#include <string>
#include <vector>

namespace Bench { class Scenario; }


class Bench::Scenario
{
	public:

		struct Child
		{
			std::string name;
			std::string ram      { "2M" };   /* quantum */
			std::string provides { };        /* service, none if empty */
			std::string config   { };        /* attributes of the <config> node */
			std::string checkpoint { };      /* attributes of the <checkpoint> node, if any */
		};

	private:

		std::vector<Child> const _children;

	public:

		explicit Scenario(std::vector<Child> children) : _children(std::move(children)) { }

		/** Return configuration of init */
		std::string xml() const;

		/** Return the timer, which many components need */
		static Child timer() { return { .name = "timer", .provides = "Timer" }; }
};

#endif /* _BENCH__DRIVER__SCENARIO_H_ */
