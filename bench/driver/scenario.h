/*
 * \brief  Configuration of a system to be measured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__SCENARIO_H_
#define _BENCH__DRIVER__SCENARIO_H_

#include <cstdint>
#include <string>
#include <vector>

namespace Bench { class Scenario; }


class Bench::Scenario
{
	public:

		struct Child
		{
			std::string name;
			std::string binary   { };        /* ROM module, as 'name' if empty */
			std::string ram      { "2M" };   /* quantum */
			std::string provides { };        /* service, none if empty */
			std::string config   { };        /* attributes of the <config> node */
			std::string checkpoint { };      /* attributes of the <checkpoint> node, if any */
		};

	private:

		/* enough for most of the scenarios */
		static constexpr unsigned MEGABYTES = 1024;

		std::vector<Child> const _children;
		unsigned           const _megabytes;

	public:

		/**
		 * Constructor
		 *
		 * \param megabytes  memory of the whole system
		 */
		explicit Scenario(std::vector<Child> children, unsigned megabytes = MEGABYTES)
		: _children(std::move(children)), _megabytes(megabytes) { }

		/** Return bytes that the system may use */
		uint64_t memory() const { return uint64_t(_megabytes) << 20; }

		/** Return configuration of init */
		std::string xml() const;

		/** Return the timer, which many components need */
		static Child timer() { return { .name = "timer", .provides = "Timer" }; }
};

#endif /* _BENCH__DRIVER__SCENARIO_H_ */
