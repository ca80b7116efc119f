/*
 * \brief  Check of the routes of a scenario
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__ROUTE_CHECK_H_
#define _CLI__ROUTE_CHECK_H_

#include <cli/scenario.h>

namespace Cli { class Route_check; }


/**
 * Search for rules that cannot work
 *
 * What a rule means is defined by 'src/init/routing.cc'.
 */
class Cli::Route_check
{
	private:

		Scenario const &_scenario;
		Findings       &_findings;

		/* name of the child whose route is under check, empty for the default */
		std::string _client { };

		std::string _whose() const;

		bool _child_fits(pugi::xml_node target, std::string const &service);
		bool _target_fits(pugi::xml_node target, std::string const &service);
		void _check_service_rule(pugi::xml_node rule);
		void _check_any_service_rule(pugi::xml_node rule);
		void _check_route(pugi::xml_node route);
		void _check_ambiguity();

	public:

		/**
		 * Constructor, performs the check
		 */
		Route_check(Scenario const &, Findings &);
};

#endif /* _CLI__ROUTE_CHECK_H_ */
