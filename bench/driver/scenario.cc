/*
 * \brief  Configuration of a system to be measured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/scenario.h>

#include <fmt/format.h>

using namespace Bench;


namespace {

	std::string start_node(Scenario::Child const &child)
	{
		std::string const provides = child.provides.empty() ? "" :
			fmt::format("\t\t<provides> <service name=\"{}\"/> </provides>\n", child.provides);

		std::string const checkpoint = child.checkpoint.empty() ? "" :
			fmt::format("\t\t<checkpoint {}/>\n", child.checkpoint);

		std::string const binary = child.binary.empty() ? "" :
			fmt::format("\t\t<binary name=\"{}\"/>\n", child.binary);

		return fmt::format("\t<start name=\"{}\">\n"
		                   "\t\t<resource name=\"RAM\" quantum=\"{}\"/>\n"
		                   "{}{}{}"
		                   "\t\t<config {}/>\n"
		                   "\t</start>\n", child.name, child.ram, binary, provides, checkpoint, child.config);
	}
}


std::string Scenario::xml() const
{
	std::string services { };
	for (char const * const service : { "ROM", "RAM", "PD", "CPU", "RM", "LOG" })
		services += fmt::format("\t\t<service name=\"{}\"/>\n", service);

	std::string result = "<config>\n"
	                     "\t<parent-provides>\n" + services + "\t</parent-provides>\n"
	                     "\t<default-route>\n"
	                     "\t\t<any-service> <parent/> <any-child/> </any-service>\n"
	                     "\t</default-route>\n";

	for (Child const &child : _children)
		result += start_node(child);

	return result + "</config>\n";
}
