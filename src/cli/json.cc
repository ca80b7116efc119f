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
