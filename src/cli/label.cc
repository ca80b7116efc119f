/*
 * \brief  Components by name
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/label.h>

#include <set>

#include <fmt/format.h>

#include <cli/failure.h>
#include <cli/text.h>

using namespace Cli;


std::string Cli::resolved_label(std::string const &name, std::vector<std::string> const &labels)
{
	std::set<std::string> matches { };

	for (std::string const &label : labels) {
		if (label == name)
			return label;
		if (label_has_name(label, name))
			matches.insert(label);
	}

	if (matches.size() == 1)
		return *matches.begin();

	std::string const candidates = joined(matches.empty() ? labels
	                             : std::vector<std::string>(matches.begin(), matches.end()), "\", \"");
	if (matches.empty())
		throw Failure(fmt::format("there is no component \"{}\"; there are \"{}\"", name, candidates));

	throw Failure(fmt::format("the name \"{}\" is ambiguous; give the whole label, which is one of \"{}\"",
	                          name, candidates));
}


std::string Cli::resolved_label(std::string const &name,
                                std::vector<Control::Component_status> const &components)
{
	std::vector<std::string> labels { };
	for (Control::Component_status const &component : components)
		labels.push_back(component.label);

	return resolved_label(name, labels);
}
