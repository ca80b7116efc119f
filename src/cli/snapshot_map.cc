/*
 * \brief  Address spaces of a snapshot for people and programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_map.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/memory_map.h>
#include <cli/size.h>
#include <cli/snapshot_caps.h>
#include <cli/table.h>
#include <cli/text.h>

using namespace Cli;


namespace {

	std::string access(Mapping const &mapping)
	{
		return std::string("r") + (mapping.ram() ? "w" : "-") + (mapping.executable ? "x" : "-");
	}

	std::string object_text(Mapping const &mapping)
	{
		return mapping.ram() ? fmt::format("RAM dataspace {}", mapping.dataspace.index) : "";
	}
}


std::string Cli::memory_map_text(Rtcr::Snapshot const &snapshot)
{
	using Align = Table::Align;

	std::string result { };

	for (Rtcr::Pd const &pd : snapshot.pds) {

		Table table({ { "START" }, { "END" }, { "ACCESS" }, { "SIZE", Align::RIGHT },
		              { "NOT ZERO", Align::RIGHT }, { "CONTENT" }, { "OBJECT" } });

		for (Mapping const &mapping : memory_map(snapshot, pd))
			table.add({ fmt::format("{:#014x}", mapping.addr), fmt::format("{:#014x}", mapping.end()),
			            access(mapping), format_size(mapping.size),
			            mapping.ram() ? format_size(content_size(snapshot, mapping)) : "",
			            content_kind(snapshot, pd, mapping), object_text(mapping) });

		result += fmt::format("{}address space of \"{}\"\n{}", result.empty() ? "" : "\n",
		                      harmless(pd_label(snapshot, pd)), table.text());
	}
	return result;
}


Json Cli::memory_map_json(Rtcr::Snapshot const &snapshot, Rtcr::Pd const &pd)
{
	Json result = Json::array();

	for (Mapping const &mapping : memory_map(snapshot, pd))
		result.push_back(Json {
			{ "addr",          fmt::format("{:#x}", mapping.addr) },
			{ "size",          mapping.size },
			{ "access",        access(mapping) },
			{ "kind",          content_kind(snapshot, pd, mapping) },
			{ "ram_dataspace", mapping.ram() ? Json(mapping.dataspace.index) : Json() },
			{ "content",       mapping.ram() ? Json(content_size(snapshot, mapping)) : Json() } });

	return result;
}
