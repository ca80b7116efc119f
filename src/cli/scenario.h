/*
 * \brief  Scenario, which is the configuration of init
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SCENARIO_H_
#define _CLI__SCENARIO_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include <cli/findings.h>

namespace Cli {

	struct Scenario;

	/** Return offset of the start tag of a node within its text */
	inline size_t offset(pugi::xml_node node)
	{
		ptrdiff_t const name = node.offset_debug();
		return name > 0 ? size_t(name - 1) : 0;
	}
}


/**
 * Scenario as understood by init
 *
 * It refers to the nodes of the document that it was read from.
 */
struct Cli::Scenario
{
	/** Longest name in bytes, init cuts off the rest */
	static constexpr size_t MAX_NAME = 63;

	struct Child
	{
		pugi::xml_node        node     { };
		std::string           name     { };
		std::string           binary   { };
		uint64_t              quantum  = 0;
		std::set<std::string> services { };
		pugi::xml_node        route    { };   /* empty without an own route */
	};

	std::vector<Child>    children        { };
	std::set<std::string> parent_services { };

	/* names of children by further names that routes may use */
	std::map<std::string, std::string> aliases { };

	pugi::xml_node        default_route   { };

	/**
	 * Constructor, reads the '<config>' node and reports what is wrong in itself
	 */
	Scenario(pugi::xml_node config, Findings &);

	/** Return child of the given name, null if there is none */
	Child const *child(std::string const &name) const;

	/** Return child that a route of the given name leads to, null if there is none */
	Child const *target(std::string const &name) const;

	/** Return names of the children that provide a service */
	std::vector<std::string> providers(std::string const &service) const;
};

#endif /* _CLI__SCENARIO_H_ */
