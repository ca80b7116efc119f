/*
 * \brief  What the check of a text has found
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/findings.h>

#include <algorithm>

#include <fmt/format.h>

using namespace Cli;


size_t Findings::num_errors() const
{
	return size_t(std::ranges::count(_list, Severity::ERROR, &Finding::severity));
}


std::vector<Findings::Finding> Findings::list() const
{
	std::vector<Finding> result = _list;
	std::ranges::stable_sort(result, { }, &Finding::position);
	return result;
}


std::string Findings::text(Finding const &finding) const
{
	return fmt::format("{}:{}:{}: {}: {}", _source.name, finding.position.line,
	                   finding.position.column,
	                   finding.severity == Severity::ERROR ? "error" : "warning",
	                   finding.message);
}
