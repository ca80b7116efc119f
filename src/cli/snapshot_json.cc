/*
 * \brief  Snapshot for programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_json.h>

#include <nlohmann/json.hpp>

#include <cli/json.h>
#include <cli/snapshot_caps.h>
#include <cli/snapshot_map.h>
#include <cli/snapshot_text.h>
#include <cli/snapshot_threads.h>
#include <cli/state_names.h>

using namespace Cli;


namespace {

	Json pds_json(Opened_snapshot &opened, Inspection const &inspection)
	{
		Json result = Json::array();

		for (Rtcr::Pd const &pd : opened.snapshot.pds) {

			Json services = Json::array();
			for (auto const &service : pd.announced)
				services.push_back(service.name);

			Json entry { { "label",            pd_label(opened.snapshot, pd) },
			             { "caps_count",       pd.caps.size() },
			             { "unanswered_calls", pd.calls.size() },
			             { "services",         services } };
			if (inspection.caps)
				entry["caps"] = json(snapshot_caps(opened, pd));
			if (inspection.memory)
				entry["memory_map"] = memory_map_json(opened.snapshot, pd);

			result.push_back(entry);
		}
		return result;
	}

	Json threads_json(Opened_snapshot &opened, Inspection const &inspection)
	{
		Rtcr::Snapshot const &snapshot = opened.snapshot;

		Json result = Json::array();

		if (inspection.threads) {
			for (Thread_details const &details : snapshot_threads(opened, inspection.rom_directories).threads)
				result.push_back(json(details));
			return result;
		}

		for (Rtcr::Thread const &thread : snapshot.threads)
			result.push_back(Json { { "name",   thread.name },
			                        { "pd",     pd_label(snapshot, snapshot.pds[thread.pd]) },
			                        { "state",  state_name(thread.state) },
			                        { "paused", thread.paused } });
		return result;
	}

	Json sessions_json(Rtcr::Snapshot const &snapshot)
	{
		Json result = Json::array();

		for (Rtcr::Session const &session : snapshot.sessions)
			result.push_back(Json { { "service", Rtcr::Session::service_name(session.service) },
			                        { "server",  "core" },
			                        { "label",   session.label },
			                        { "args",    session.args },
			                        { "donated", session.donated },
			                        { "used",    session.used } });

		for (Rtcr::Inner_session const &session : snapshot.inner_sessions)
			result.push_back(Json { { "service", session.service },
			                        { "server",  inner_server(snapshot, session) },
			                        { "args",    session.args },
			                        { "donated", session.donated } });

		for (Rtcr::Outside const &outside : snapshot.outsides)
			if (outside.role == Rtcr::Outside::Role::SESSION)
				result.push_back(Json { { "service",    outside.service },
				                        { "server",     outside.owner },
				                        { "args",       outside.args },
				                        { "state_size", outside.has_state ? Json(outside.state.size())
				                                                          : Json() } });
		return result;
	}

	Json memory_json(Rtcr::Snapshot const &snapshot)
	{
		Json result = Json::array();

		for (Rtcr::Ram_dataspace const &ds : snapshot.ram_dataspaces)
			result.push_back(Json { { "size",    ds.size },
			                        { "content", content_size(ds) },
			                        { "account", snapshot.sessions[ds.ram_session].label } });
		return result;
	}
}


std::string Cli::snapshot_json(Opened_snapshot &opened, Inspection const &inspection)
{
	Rtcr::Snapshot const &snapshot = opened.snapshot;
	Store::Header  const &header   = opened.chain.newest().header();

	return text(Json {
		{ "id",             header.info.id.hex() },
		{ "components",     snapshot.components },
		{ "created",        time_text(header.info.created) },
		{ "system",         system_text(snapshot.system) },
		{ "time_us",        snapshot.time_us },
		{ "pause_us",       snapshot.pause_us ? Json(snapshot.pause_us) : Json() },
		{ "file_size",      header.file_size },
		{ "format",         header.version.text() },
		{ "pages",          snapshot.page_count },
		{ "rom_pages",      snapshot.rom_page_count() },
		{ "cpu_features",   snapshot.cpu_features },
		{ "pds",            pds_json(opened, inspection) },
		{ "threads",        threads_json(opened, inspection) },
		{ "sessions",       sessions_json(snapshot) },
		{ "ram_dataspaces", memory_json(snapshot) } });
}
