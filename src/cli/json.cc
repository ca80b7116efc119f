/*
 * \brief  Output for programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/json.h>

#include <nlohmann/json.hpp>

#include <cli/cap_table.h>
#include <cli/component_tree.h>
#include <cli/state_names.h>

using namespace Cli;
using namespace Control;


namespace {

	template <typename T>
	Json array(std::vector<T> const &elements, auto const &convert)
	{
		Json result = Json::array();
		for (T const &element : elements)
			result.push_back(convert(element));
		return result;
	}

	Json text_or_null(std::string const &text) { return text.empty() ? Json() : Json(text); }
}


Json Cli::json(std::vector<Component_status> const &components)
{
	return array(components, [] (Component_status const &c) {
		return Json { { "label",       c.label },
		              { "state",       state_name(c.state) },
		              { "pid",         c.pid ? Json(c.pid) : Json() },
		              { "threads",     c.threads },
		              { "caps",        c.caps },
		              { "ram_quota",   c.ram_quota },
		              { "ram_used",    c.ram_used },
		              { "checkpoints", c.checkpoints },
		              { "restores",    c.restores },
		              { "parent",      text_or_null(parent_label(c.label)) },
		              { "pauses",      array(c.pauses, [] (Pause const &pause) {
		                  return Json { { "ago_us", pause.ago_us }, { "pause_us", pause.pause_us } }; }) } }; });
}


Json Cli::cost_json(std::vector<Component_status> const &components, Control::System_cost const &system)
{
	auto const distribution = [] (Control::Pause_histogram const &pauses) {
		Json result = Json::array();
		pauses.for_each([&] (unsigned bucket, uint64_t count) {
			result.push_back({ { "from_us", pauses.least(bucket) }, { "count", count } }); });
		return result;
	};

	Json list = Json::array();

	for (Component_status const &c : components)
		if (uint64_t const count = c.cost.pauses.count())
			list.push_back({ { "label",         c.label },
			                 { "checkpoints",   count },
			                 { "p50_us",        c.cost.pauses.quantile(0.5) },
			                 { "p99_us",        c.cost.pauses.quantile(0.99) },
			                 { "p999_us",       c.cost.pauses.quantile(0.999) },
			                 { "max_us",        c.cost.pauses.max() },
			                 { "over_budget",   c.cost.over_budget },
			                 { "obtaining",     c.cost.obtaining },
			                 { "work_us",       c.cost.work_us },
			                 { "copy_bytes",    c.cost.copy_bytes },
			                 { "history_bytes", c.cost.history_bytes },
			                 { "pauses",        distribution(c.cost.pauses) } });

	return { { "components", list },
	         { "copy_limit", system.copy_limit },
	         { "copy_taken", system.copy_taken },
	         { "copy_used",  system.copy_used },
	         { "cpu_us",     system.cpu_us } };
}


Json Cli::json(std::vector<Session> const &sessions)
{
	return array(sessions, [] (Session const &s) {
		return Json { { "client",  s.client },
		              { "service", s.service },
		              { "server",  s.server },
		              { "args",    s.args },
		              { "donated", s.donated },
		              { "used",    s.used } }; });
}


Json Cli::json(Log_line const &line)
{
	return { { "number",  line.number },
	         { "time_us", line.time_us },
	         { "text",    line.text } };
}


Json Cli::json(std::vector<Capability> const &caps)
{
	return array(caps, [] (Capability const &c) {
		return Json { { "slot",       c.slot },
		              { "mark",       text_or_null(cap_mark(c)) },
		              { "dead",       c.kind.empty() },
		              { "kind",       text_or_null(c.kind) },
		              { "name",       c.name },
		              { "label",      text_or_null(cap_label(c)) },
		              { "rights",     c.rights },
		              { "owner",      c.owner },
		              { "holders",    array(c.holders, [] (auto const &name) { return Json(name); }) },
		              { "attached",   text_or_null(c.attached) },
		              { "deliveries", c.deliveries },
		              { "map_count",  c.map_count ? Json(*c.map_count) : Json() },
		              { "problem",    text_or_null(cap_problem(c)) } }; });
}


Json Cli::json(std::vector<Phase> const &phases)
{
	return array(phases, [] (Phase const &phase) {
		return Json { { "name", phase.name }, { "us", phase.us } }; });
}


Json Cli::json(Restore_result const &result)
{
	return { { "label",  result.label },
	         { "report", array(result.report, [] (Report_entry const &e) {
	             return Json { { "component", e.component },
	                           { "slot",      e.slot },
	                           { "kind",      e.kind },
	                           { "name",      e.name },
	                           { "outcome",   e.outcome },
	                           { "detail",    e.detail } }; }) },
	         { "notes",  array(result.notes, [] (auto const &note) { return Json(note); }) },
	         { "verified_bytes", result.verified_bytes },
	         { "phases", json(result.phases) } };
}


std::string Cli::text(Json const &value)
{
	return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}


std::string Cli::line(Json const &value)
{
	return value.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}
