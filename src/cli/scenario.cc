/*
 * \brief  Scenario, which is the configuration of init
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/scenario.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

#include <cli/size.h>

using namespace Cli;


namespace {

	/*
	 * Donations to the PD, RAM, and CPU sessions of a child, which init takes
	 * from the child's quantum
	 */
	constexpr uint64_t ENVIRONMENT_QUOTA = (64 + 64 + 128)*1024;

	/* services that core has, the last three have no devices to offer */
	std::set<std::string> const CORE_SERVICES {
		"CPU", "LOG", "PD", "RAM", "RM", "ROM", "Rtcr", "IRQ", "IO_MEM", "IO_PORT" };

	void warn_about_unknown(pugi::xml_node parent, std::set<std::string_view> const &known,
	                        Findings &findings)
	{
		for (pugi::xml_node const node : parent.children())
			if (node.type() == pugi::node_element && !known.contains(node.name()))
				findings.warning(offset(node), fmt::format("init ignores <{}> within <{}>",
				                                           node.name(), parent.name()));
	}

	void warn_about_second(pugi::xml_node parent, char const *name, Findings &findings)
	{
		if (pugi::xml_node const second = parent.child(name).next_sibling(name))
			findings.warning(offset(second), fmt::format("init ignores the second <{}>", name));
	}

	void check_length(pugi::xml_node node, std::string const &name, Findings &findings)
	{
		if (name.size() > Scenario::MAX_NAME)
			findings.error(offset(node), fmt::format("the name \"{}\" is too long; shorten it to {} bytes",
			                                         name, Scenario::MAX_NAME));
	}

	/**
	 * Return names of the services that a node lists
	 */
	std::set<std::string> services(pugi::xml_node list, std::set<std::string> known, Findings &findings)
	{
		warn_about_unknown(list, { "service" }, findings);

		for (pugi::xml_node const node : list.children("service")) {

			std::string const name = node.attribute("name").value();

			if (name.empty())
				findings.error(offset(node), fmt::format("a <service> of <{}> has no name; "
				                                         "add the attribute name=\"...\"", list.name()));
			else if (!known.insert(name).second)
				findings.warning(offset(node), fmt::format("the service \"{}\" is listed twice", name));

			check_length(node, name, findings);
		}
		return known;
	}

	/**
	 * Check share of CPU time
	 */
	void check_cpu_quantum(pugi::xml_node resource, std::string const &name, Findings &findings)
	{
		std::string_view const text = resource.attribute("quantum").value();

		unsigned   percent = 0;
		auto const result  = std::from_chars(text.data(), text.data() + text.size(), percent);

		if (result.ec != std::errc() || result.ptr != text.data() + text.size() || percent > 100)
			findings.warning(offset(resource), fmt::format("child \"{}\": the CPU quantum \"{}\" is no number "
			                                               "of percents up to 100", name, text));
	}

	/**
	 * Return amount of memory, 0 if there is no valid one
	 */
	uint64_t quantum(pugi::xml_node start, std::string const &name, Findings &findings)
	{
		pugi::xml_node resource { };
		for (pugi::xml_node const node : start.children("resource")) {

			std::string_view const resource_name = node.attribute("name").value();
			if (resource_name == "RAM")
				resource = node;
			else if (resource_name == "CPU")
				check_cpu_quantum(node, name, findings);
			else
				findings.warning(offset(node), fmt::format("init knows no resource \"{}\", only \"RAM\" "
				                                           "and \"CPU\"", resource_name));
		}

		if (!resource) {
			findings.error(offset(start), fmt::format("child \"{}\" has no RAM quantum; add "
			                                          "<resource name=\"RAM\" quantum=\"4M\"/>", name));
			return 0;
		}

		std::string const text  = resource.attribute("quantum").value();
		auto        const value = parse_quantum(text);

		if (!value) {
			findings.error(offset(resource), fmt::format("child \"{}\": the RAM quantum \"{}\" is no amount "
			                                             "of memory; write a number with the unit K, M, or G",
			                                             name, text));
			return 0;
		}
		if (*value <= ENVIRONMENT_QUOTA)
			findings.error(offset(resource), fmt::format("child \"{}\": a RAM quantum of {} is too small; more "
			                                             "than {} are needed for the child's environment alone",
			                                             name, text, format_size(ENVIRONMENT_QUOTA)));
		return *value;
	}

	/**
	 * Check '<checkpoint>' node
	 */
	void check_protection(pugi::xml_node node, std::string const &name, Findings &findings)
	{
		auto error = [&] (std::string const &what) {
			findings.error(offset(node), fmt::format("child \"{}\": {}", name, what)); };

		auto check_number = [&] (char const *attribute, unsigned long max) {

			char const * const text = node.attribute(attribute).value();
			if (!*text)
				return;

			unsigned long value = 0;
			auto const [end, status] = std::from_chars(text, text + strlen(text), value);

			if (status != std::errc() || *end || value < 1 || value > max)
				error(fmt::format("{}=\"{}\" of <checkpoint> must be a number from 1 to {}",
				                  attribute, text, max));
		};

		auto check_choice = [&] (char const *attribute, char const *first, char const *second) {

			std::string_view const text = node.attribute(attribute).as_string(first);
			if (text != first && text != second)
				error(fmt::format("{}=\"{}\" of <checkpoint> must be \"{}\" or \"{}\"",
				                  attribute, text, first, second));
		};

		check_number("interval_ms", 86'400'000);
		check_number("keep",        64);
		check_number("retries",     1000);
		check_number("max_pause_us", 3'600'000'000);
		check_choice("on_fault",  "stop",   "rollback");
		check_choice("in_flight", "resend", "fail");

		for (pugi::xml_attribute const attribute : node.attributes()) {

			std::string const known = attribute.name();
			if (known != "interval_ms" && known != "keep" && known != "retries"
			 && known != "on_fault" && known != "in_flight" && known != "group"
			 && known != "max_pause_us")
				findings.warning(offset(node), fmt::format("init ignores the attribute \"{}\" of <checkpoint>",
				                                           known));
		}
		if (!node.attribute("interval_ms"))
			error("<checkpoint> has no interval; add the attribute interval_ms=\"...\"");
	}

	Scenario::Child child(pugi::xml_node start, Findings &findings)
	{
		warn_about_unknown(start, { "affinity", "binary", "resource", "provides", "route", "config", "configfile",
		                            "exit", "checkpoint" }, findings);
		for (char const * const name : { "affinity", "binary", "route", "config", "configfile", "exit",
		                                 "checkpoint" })
			warn_about_second(start, name, findings);

		std::string const name = start.attribute("name").value();

		Scenario::Child result { .node    = start,
		                         .name    = name,
		                         .binary  = start.child("binary").attribute("name").as_string(name.c_str()),
		                         .quantum = quantum(start, name, findings),
		                         .route   = start.child("route") };

		if (pugi::xml_node const checkpoint = start.child("checkpoint"))
			check_protection(checkpoint, name, findings);

		check_length(start, result.name, findings);
		if (result.binary != result.name)
			check_length(start.child("binary"), result.binary, findings);

		for (pugi::xml_node const provides : start.children("provides"))
			result.services = services(provides, result.services, findings);

		return result;
	}
}


Scenario::Scenario(pugi::xml_node config, Findings &findings)
:
	default_route(config.child("default-route"))
{
	warn_about_unknown(config, { "affinity-space", "parent-provides", "default-route", "alias",
	                             "start" }, findings);
	warn_about_second(config, "affinity-space", findings);
	warn_about_second(config, "default-route", findings);

	for (pugi::xml_node const node : config.children("parent-provides")) {

		parent_services = services(node, parent_services, findings);

		for (pugi::xml_node const service : node.children("service"))
			if (std::string const name = service.attribute("name").value();
			    !name.empty() && !CORE_SERVICES.contains(name))
				findings.warning(offset(service), fmt::format("core does not provide the service \"{}\", "
				                                              "sessions will be denied", name));
	}

	for (pugi::xml_node const alias : config.children("alias")) {

		std::string const name = alias.attribute("name").value(), child = alias.attribute("child").value();

		if (name.empty() || child.empty())
			findings.error(offset(alias), "<alias> needs the attributes name=\"...\" and child=\"...\"");
		else
			aliases[name] = child;
	}

	for (pugi::xml_node const start : config.children("start")) {

		if (*start.attribute("name").value() == 0) {
			findings.error(offset(start), "<start> has no name; add the attribute name=\"...\"");
			continue;
		}

		Child const candidate = ::child(start, findings);

		if (Child const * const first = child(candidate.name))
			findings.error(offset(start), fmt::format("the name \"{}\" is taken by the child of line {}; "
			                                          "choose another one", candidate.name,
			                                          findings.line(offset(first->node))));
		else
			children.push_back(candidate);
	}

	if (children.empty() && !findings.num_errors())
		findings.warning(offset(config), "nothing will be started; add a <start> node");
}


Scenario::Child const *Scenario::child(std::string const &name) const
{
	auto const it = std::ranges::find(children, name, &Child::name);

	return it == children.end() ? nullptr : &*it;
}


Scenario::Child const *Scenario::target(std::string const &name) const
{
	Child const * const found = child(name);
	auto  const         alias = aliases.find(name);

	return found || alias == aliases.end() ? found : child(alias->second);
}


std::vector<std::string> Scenario::providers(std::string const &service) const
{
	std::vector<std::string> result { };

	for (Child const &child : children)
		if (child.services.contains(service))
			result.push_back(child.name);

	return result;
}
