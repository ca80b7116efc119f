/*
 * \brief  Report about snapshots and restores
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/report/report.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include <cli/cap_table.h>
#include <cli/failure.h>
#include <cli/graph/dot.h>
#include <cli/markup.h>
#include <cli/progress_line.h>
#include <cli/report/chart.h>
#include <cli/report/page.h>
#include <cli/restore_report.h>
#include <cli/size.h>
#include <cli/snapshot_access.h>
#include <cli/snapshot_caps.h>
#include <cli/snapshot_text.h>

using namespace Cli;

using Control::Capability;


namespace {

	/* what the timelines need of a snapshot */
	struct Moment
	{
		std::filesystem::path path;
		std::string           id, components;
		Store::Timestamp      created;
		uint64_t              pause_us, content, file_size, pages;

		double seconds() const { return std::chrono::duration<double>(created.time_since_epoch()).count(); }
	};

	/**
	 * Return what a heading says about components: a few labels, or their number
	 */
	std::string heading(std::string const &labels)
	{
		constexpr std::string_view SEPARATOR = ", ";
		constexpr size_t           MAX_LABELS = 3;

		size_t count = 1;
		for (size_t at = labels.find(SEPARATOR); at != std::string::npos; at = labels.find(SEPARATOR, at + 1))
			count++;

		return count > MAX_LABELS ? fmt::format("{} components", count) : labels;
	}

	Moment moment(std::filesystem::path const &path)
	{
		Opened_snapshot const opened(path);

		Store::Header const &header = opened.chain.newest().header();

		uint64_t content = 0;
		for (auto const &ds : opened.snapshot.ram_dataspaces)
			content += content_size(ds);

		return { .path = path, .id = header.info.id.hex(),
		         .components = joined(opened.snapshot.components, ", "),
		         .created = header.info.created, .pause_us = opened.snapshot.pause_us,
		         .content = content, .file_size = header.file_size, .pages = opened.snapshot.page_count };
	}

	std::vector<Moment> moments(std::vector<std::filesystem::path> const &paths)
	{
		std::vector<Moment> result { };
		Progress_line       progress("reading");

		uint64_t        done = 0, total = 0;
		std::error_code ignored { };
		for (auto const &path : paths)
			total += std::filesystem::file_size(path, ignored);

		for (auto const &path : paths) {
			result.push_back(moment(path));
			done += result.back().file_size;
			progress.update(std::min(done, total), total);
		}
		std::ranges::stable_sort(result, { }, &Moment::created);
		return result;
	}

	std::string pause_text(uint64_t us) { return us ? format_duration(us) : "unknown"; }

	std::string snapshots_table(std::vector<Moment> const &moments)
	{
		std::vector<Page::Row> rows { };
		for (Moment const &m : moments)
			rows.push_back({ { m.path.filename().string() }, { m.components }, { time_text(m.created) },
			                 { pause_text(m.pause_us), "number" }, { format_size(m.content), "number" },
			                 { std::to_string(m.pages), "number" }, { format_size(m.file_size), "number" },
			                 { m.id } });

		return Page::table("snapshots in the order of their creation",
		                   { "file", "components", "created", "pause", "memory", "pages", "file size",
		                     "identifier" }, rows);
	}

	std::string chart(std::vector<Moment> const &moments, char const *title, Chart::Form form,
	                  uint64_t Moment::*value, std::string (*format)(uint64_t))
	{
		Chart chart { .title = title, .form = form, .points = { }, .format = format };

		for (Moment const &m : moments)
			chart.points.push_back({ .time = m.seconds(), .value = m.*value,
			                         .tooltip = fmt::format("{}: {}", time_text(m.created),
			                                                format(m.*value)) });
		return chart_svg(chart);
	}

	Page::Cell mark_cell(std::string const &mark) { return { mark, mark.empty() ? "" : "mark" }; }

	std::string caps_table(std::string const &label, std::vector<Capability> const &caps)
	{
		std::vector<Page::Row> rows { };
		for (Capability const &cap : caps)
			rows.push_back({ mark_cell(cap_mark(cap)), { std::to_string(cap.slot), "number" },
			                 { cap.kind.empty() ? "dead" : cap.kind, cap.kind.empty() ? "bad" : "" },
			                 { cap.name }, { cap_label(cap) }, { cap.rights }, { cap.owner },
			                 { joined(cap.holders, ", ") }, { cap.attached },
			                 { cap.map_count ? std::to_string(*cap.map_count) : "?", "number" },
			                 { cap_problem(cap), "bad" } });

		return Page::table("capability space of " + label,
		                   { "", "slot", "kind", "name", "label", "rights", "owner", "held by",
		                     "attached to", "map", "problem" }, rows);
	}

	using Caps_by_label = std::map<std::string, std::vector<Capability>>;

	/**
	 * Table with what a slot held when the snapshot was taken, beside what
	 * became of it
	 */
	std::string restore_content(Control::Restore_result const &result, Caps_by_label const &before)
	{
		auto captured = [&] (Control::Report_entry const &entry) -> Capability const * {
			auto const caps = before.find(entry.component);
			if (caps == before.end())
				return nullptr;
			auto const it = std::ranges::find(caps->second, entry.slot, &Capability::slot);
			return it == caps->second.end() ? nullptr : &*it; };

		std::vector<Page::Row> rows { };
		for (Control::Report_entry const &entry : result.report) {

			Capability const * const cap = captured(entry);

			rows.push_back({ { entry.component }, { std::to_string(entry.slot), "number" },
			                 mark_cell(cap ? cap_mark(*cap) : ""),
			                 { cap ? cap->kind + " " + cap->name : "not in this snapshot" },
			                 { cap ? cap->owner : "" }, { entry.kind + " " + entry.name },
			                 { entry.outcome, entry.outcome == "dead" ? "bad" : "" }, { entry.detail } });
		}

		std::string        summary { };
		std::istringstream lines(restore_summary(result));
		for (std::string line; std::getline(lines, line); )
			summary += "<p>" + markup(line) + "</p>\n";

		return summary
		     + Page::table("slots before and after the restore of " + result.label,
		                   { "component", "slot", "", "before", "owner before", "after", "outcome", "detail" },
		                   rows);
	}

	std::string graph_content(Opened_snapshot &opened)
	{
		try {
			return "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"graph\">"
			     + svg_text(Graph(opened), false) + "</div>\n";
		}
		catch (Failure const &failure) { return "<p class=\"note\">" + markup(failure.what()) + "</p>\n"; }
	}
}


std::string Cli::report_html(Report_input const &input)
{
	auto const all = moments(input.snapshots);

	Opened_snapshot newest(all.back().path);

	std::string const latest = heading(all.back().components);

	Page page(all.size() == 1 ? "Snapshot of " + latest
	                          : fmt::format("{} snapshots, the latest one of {}", all.size(), latest));

	page.section("Snapshots", snapshots_table(all));
	page.section("Components and capabilities", graph_content(newest));

	if (all.size() > 1) {
		page.section("Pauses of checkpoints", chart(all, "pauses over time", Chart::Form::BARS,
		                                            &Moment::pause_us, format_duration));
		page.section("Memory with content", chart(all, "memory over time", Chart::Form::LINE,
		                                          &Moment::content, format_size));
	}

	Caps_by_label caps { };
	for (Rtcr::Pd const &pd : newest.snapshot.pds)
		caps[pd_label(newest.snapshot, pd)] = snapshot_caps(newest, pd);

	for (auto const &path : input.restores) {
		auto const result = read_restore_result(path);
		page.section("Restore of " + heading(result.label) + " (" + path.filename().string() + ")",
		             restore_content(result, caps));
	}

	for (auto const &[label, table] : caps)
		page.section("Capability space of " + label, caps_table(label, table), caps.size() == 1);

	return page.html();
}
