/*
 * \brief  Check of a scenario before a system is started with it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SCENARIO_CHECK_H_
#define _CLI__SCENARIO_CHECK_H_

#include <filesystem>
#include <string>
#include <vector>

#include <cli/findings.h>

namespace Cli {

	/**
	 * What the system is started with
	 */
	struct Scenario_environment
	{
		std::vector<std::filesystem::path> rom_dirs { };
		uint64_t                           memory   = 1u << 30;   /* bytes */
		std::string                        init     { "init" };   /* first component */
	};

	/**
	 * Check text of a scenario
	 *
	 * Another first component than init has a configuration of its own, which
	 * must be XML with a <config> node, and nothing else is known about.
	 */
	void check_scenario(Source_text const &, Scenario_environment const &, Findings &);

	/**
	 * Return true if a ROM module exists
	 */
	bool rom_module_exists(std::vector<std::filesystem::path> const &rom_dirs, std::string const &name);
}

#endif /* _CLI__SCENARIO_CHECK_H_ */
