/*
 * \brief  Snapshot for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_text.h>

#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cli/cap_table.h>
#include <cli/size.h>
#include <cli/snapshot_caps.h>
#include <cli/snapshot_map.h>
#include <cli/snapshot_threads.h>
#include <cli/state_names.h>
#include <cli/table.h>
#include <cli/text.h>

using namespace Cli;

using Align = Table::Align;


namespace {

	std::string overview(Opened_snapshot const &opened)
	{
		Rtcr::Snapshot const &snapshot = opened.snapshot;
		Store::Header  const &header   = opened.chain.newest().header();

		uint64_t content = 0;
		for (auto const &ds : snapshot.ram_dataspaces)
			content += content_size(ds);

		uint64_t const from_rom = snapshot.rom_page_count()*Store::PAGE_SIZE;

		auto line = [] (char const *title, std::string const &text) {
			return fmt::format("{:<13} {}\n", title, harmless(text)); };

		return line("snapshot", header.info.id.hex())
		     + line(snapshot.components.size() == 1 ? "component" : "components",
		            joined(snapshot.components, ", "))
		     + line("created", time_text(header.info.created))
		     + line("system", fmt::format("{}, {} after its start", system_text(snapshot.system),
		                                  format_duration(snapshot.time_us)))
		     + line("pause", snapshot.pause_us ? format_duration(snapshot.pause_us) : "unknown")
		     + line("file", fmt::format("{}, format {}", format_size(header.file_size), header.version.text()))
		     + (opened.chain.depth() == 1 ? "" :
		        line("parents", counted(opened.chain.depth() - 1, "snapshot that pages are inherited from",
		                                "snapshots that pages are inherited from")))
		     + line("memory", fmt::format("{} in {}, {} with content{}", format_size(snapshot.ram_size()),
		                                  counted(snapshot.ram_dataspaces.size(), "dataspace", "dataspaces"),
		                                  format_size(content),
		                                  from_rom ? fmt::format(", of it {} as in ROM modules", format_size(from_rom))
		                                           : ""))
		     + line("CPU features", snapshot.cpu_features)
		     + line("objects", fmt::format("{}, {}, {}, {}",
		            counted(snapshot.gates.size(),           "gate",           "gates"),
		            counted(snapshot.signal_sources.size(),  "signal source",  "signal sources"),
		            counted(snapshot.signal_contexts.size(), "signal context", "signal contexts"),
		            counted(snapshot.region_maps.size(),     "region map",     "region maps")));
	}

	std::string pds_text(Rtcr::Snapshot const &snapshot)
	{
		Table table({ { "PROTECTION DOMAIN" }, { "CAPS", Align::RIGHT },
		              { "UNANSWERED CALLS", Align::RIGHT }, { "SERVICES" } });

		for (Rtcr::Pd const &pd : snapshot.pds) {

			std::vector<std::string> services { };
			for (auto const &service : pd.announced)
				services.push_back(service.name);

			table.add({ pd_label(snapshot, pd), std::to_string(pd.caps.size()),
			            std::to_string(pd.calls.size()), joined(services, ", ") });
		}
		return table.text();
	}

	std::string threads_summary(Rtcr::Snapshot const &snapshot)
	{
		Table table({ { "THREAD" }, { "OF" }, { "STATE" }, { "" } });

		for (Rtcr::Thread const &thread : snapshot.threads)
			table.add({ thread.name, pd_label(snapshot, snapshot.pds[thread.pd]),
			            state_name(thread.state), thread.paused ? "paused" : "" });

		return table.text();
	}

	std::string sessions_text(Rtcr::Snapshot const &snapshot, bool details)
	{
		Table table({ { "SESSION" }, { "AT" }, { details ? "ARGUMENTS" : "LABEL OR ARGUMENTS" },
		              { "DONATED", Align::RIGHT }, { "USED", Align::RIGHT }, { "STATE" },
		              { "CAPS OF STATE", Align::RIGHT } });

		for (Rtcr::Session const &session : snapshot.sessions)
			table.add({ Rtcr::Session::service_name(session.service), "core",
			            details ? session.args : session.label,
			            details ? format_size(session.donated) : "",
			            details ? format_size(session.used)    : "", "", "" });

		for (Rtcr::Inner_session const &session : snapshot.inner_sessions)
			table.add({ session.service, inner_server(snapshot, session), session.args,
			            details ? format_size(session.donated) : "", "", "", "" });

		for (Rtcr::Outside const &outside : snapshot.outsides)
			if (outside.role == Rtcr::Outside::Role::SESSION)
				table.add({ outside.service, outside.owner, outside.args, "", "",
				            outside.has_state ? format_size(outside.state.size()) : "",
				            details && outside.has_state ? std::to_string(outside.state_caps.size()) : "" });

		return table.text();
	}

	std::string memory_summary(Rtcr::Snapshot const &snapshot)
	{
		Table table({ { "RAM DATASPACE", Align::RIGHT }, { "CONTENT", Align::RIGHT }, { "ACCOUNT" } });

		for (Rtcr::Ram_dataspace const &ds : snapshot.ram_dataspaces)
			table.add({ format_size(ds.size), format_size(content_size(ds)),
			            snapshot.sessions[ds.ram_session].label });

		return table.text();
	}
}


std::string Cli::time_text(Store::Timestamp timestamp)
{
	auto const seconds = std::chrono::floor<std::chrono::seconds>(timestamp).time_since_epoch().count();

	time_t const time = time_t(seconds);
	tm           parts { };

	if (!gmtime_r(&time, &parts))
		return "?";

	return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", parts);
}


std::string Cli::system_text(Rtcr::System_id const &id)
{
	return fmt::format("{:016x}{:016x}", id[0], id[1]);
}


uint64_t Cli::content_size(Rtcr::Ram_dataspace const &ds)
{
	uint64_t pages = 0;
	for (auto const &run : ds.content)
		pages += run.count;

	return pages*Store::PAGE_SIZE;
}


std::string Cli::snapshot_text(Opened_snapshot &opened, Inspection const &inspection)
{
	Rtcr::Snapshot const &snapshot = opened.snapshot;

	std::string result = overview(opened) + "\n" + pds_text(snapshot);

	result += "\n" + (inspection.threads  ? threads_text(snapshot_threads(opened, inspection.rom_directories))
	                                      : threads_summary(snapshot));
	result += "\n" + sessions_text(snapshot, inspection.sessions);
	result += "\n" + (inspection.memory   ? memory_map_text(snapshot) : memory_summary(snapshot));

	if (inspection.caps)
		for (Rtcr::Pd const &pd : snapshot.pds)
			result += fmt::format("\ncapability space of \"{}\"\n{}", harmless(pd_label(snapshot, pd)),
			                      cap_table(snapshot_caps(opened, pd)));

	return result;
}
