/*
 * \brief  Test of the commands that look into snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <csignal>
#include <cstring>
#include <random>

#include <gelf.h>

#include <cli/application.h>
#include <cli/graph/dot.h>
#include <cli/memory_map.h>
#include <cli/report/chart.h>
#include <cli/snapshot_diff.h>
#include <host/interruption.h>
#include <host/program.h>
#include <rtcr/format.h>

#include "rich_sample.h"
#include "support.h"

using namespace Cli_test;


namespace {

	struct Study_test : testing::Test
	{
		Control_test::Scratch_directory directory { };
		std::string const               file  = directory / "a.snap";
		std::string const               other = directory / "b.snap";

		static void save(Rtcr::Snapshot const &snapshot, std::string const &path)
		{
			Cli::save_image(make_image_of(snapshot), "init -> a", path,
			                { .durability = Store::Durability::CACHED });
		}

		Study_test() { save(make_rich_snapshot(), file); }

		/** Return text that all parts of SVG and HTML must be in balance in */
		static size_t count(std::string const &text, std::string const &part)
		{
			size_t result = 0;
			for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
				result++;
			return result;
		}
	};
}


TEST_F(Study_test, threads)
{
	Outcome const outcome = recap({ "inspect", file, "--threads" });

	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	for (char const * const text : { "thread 'worker' of \"init -> a\", waiting for calls",
	                                 "rip   0000000001000100", "r12   0000000000001212",
	                                 "#0  0x000001000100", "#1  0x000001000200", "no symbols for \"init -> a\"",
	                                 "thread 'signal' of \"init -> a\", stopped" })
		EXPECT_TRUE(outcome.says(text)) << text << "\n" << outcome.output;

	/* a thread within an operation has no others */
	EXPECT_FALSE(outcome.says("rax"));
}


TEST_F(Study_test, memory)
{
	Outcome const outcome = recap({ "inspect", file, "--memory" });

	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	for (char const * const text : { "address space of \"init -> a\"", "text of binary 'a'", "r-x", "rw-",
	                                 "0x000000100000", "RAM dataspace 0", "stack" })
		EXPECT_TRUE(outcome.says(text)) << text << "\n" << outcome.output;
}


TEST_F(Study_test, memory_map_of_hostile_origin)
{
	/* region maps within themselves, with many regions each */
	Rtcr::Snapshot snapshot = make_rich_snapshot();

	auto &regions = snapshot.region_maps[1].regions;
	regions.clear();
	for (unsigned i = 0; i < 100; i++)
		regions.push_back({ .addr = 0, .size = 1u << 20, .offset = 0,
		                    .dataspace = { Rtcr::Ref::Kind::MANAGED_DATASPACE, 1 } });
	regions.push_back({ .addr = 0, .size = 1u << 20, .offset = 0,
	                    .dataspace = { Rtcr::Ref::Kind::RAM_DATASPACE, 0 } });

	EXPECT_LE(Cli::memory_map(snapshot, snapshot.pds[0]).size(), 65536u);
}


TEST_F(Study_test, equal_snapshots_do_not_differ)
{
	Outcome const outcome = recap({ "diff", file, file, "--exit-code" });

	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	EXPECT_EQ(outcome.output, "no difference, 2 pages compared\n");
}


TEST_F(Study_test, diff)
{
	Rtcr::Snapshot changed = make_rich_snapshot();

	changed.pds[0].caps[1].slot = 2;
	changed.pds[0].caps.pop_back();                                  /* slot 5 */
	changed.pds[0].caps[3].object = { Rtcr::Ref::Kind::TASK, 0 };      /* slot 4 was dead */
	changed.threads[1].state = Kernel::Thread::State::SLEEPING;
	changed.ram_dataspaces[0].content[0].count = 1;
	save(changed, other);

	Outcome const outcome = recap({ "diff", file, other, "--exit-code" });

	EXPECT_EQ(outcome.code, 3) << outcome.errors;
	for (char const * const text : { "capability  slot     5", "capability  slot     4", "dead  =>  Task",
	                                 "thread      1 'worker'", "waiting for calls", "sleeping",
	                                 "0x100000", "1 page changed" })
		EXPECT_TRUE(outcome.says(text)) << text << "\n" << outcome.output;

	EXPECT_EQ(recap({ "diff", file, other }).code, 0);
	EXPECT_EQ(recap({ "diff", file, directory / "missing.snap" }).code, 1);
}


TEST_F(Study_test, core_file)
{
	std::string const core = directory / "a.core";

	Outcome const outcome = recap({ "export", file, "--elf-core", core });
	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	EXPECT_TRUE(outcome.says("1  worker  waiting for calls")) << outcome.output;
	EXPECT_TRUE(outcome.says("lacks the text of the binary")) << outcome.errors;

	std::string const content = read_file(core);
	ASSERT_GT(content.size(), sizeof(Elf64_Ehdr));

	Elf64_Ehdr header { };
	memcpy(&header, content.data(), sizeof(header));
	EXPECT_EQ(header.e_type, ET_CORE);
	ASSERT_EQ(header.e_phnum, 3u);    /* notes, RAM, text */

	std::vector<Elf64_Phdr> segments(header.e_phnum);
	memcpy(segments.data(), content.data() + header.e_phoff, segments.size()*sizeof(Elf64_Phdr));

	EXPECT_EQ(segments[0].p_type, PT_NOTE);
	EXPECT_EQ(segments[1].p_vaddr, DATA_ADDR);
	EXPECT_EQ(segments[1].p_filesz, 8192u);
	EXPECT_EQ(segments[2].p_vaddr, TEXT_ADDR);
	EXPECT_EQ(segments[2].p_filesz, 0u);

	/* the saved frame is where the stack was */
	uint64_t caller = 0;
	memcpy(&caller, content.data() + segments[1].p_offset + (STACK_ADDR + 8 - DATA_ADDR), sizeof(caller));
	EXPECT_EQ(caller, CALLER_IP);

	EXPECT_EQ(recap({ "export", file, "--elf-core", directory / "missing/a.core" }).code, 1);
	EXPECT_EQ(recap({ "export", file, "--elf-core", core, "--component", "b" }).code, 1);
}


/*
 * Whatever the reader of metadata lets pass, the tool must cope with
 */
TEST_F(Study_test, metadata_of_hostile_origin)
{
	auto const original = Rtcr::write_metadata(make_rich_snapshot());

	std::mt19937_64 random { 7 };
	unsigned        accepted = 0;

	for (unsigned i = 0; i < 1500; i++) {

		Control::Image image = make_rich_image();
		image.metadata = original;
		for (auto changes = random() % 4 + 1; changes; changes--)
			image.metadata[random() % original.size()] = std::byte(random() % 3 ? random() % 8 : random());

		try {
			if (Rtcr::read_metadata(image.metadata).page_count != image.page_count)
				continue;
		} catch (Rtcr::Invalid_snapshot const &) { continue; }

		accepted++;
		Cli::save_image(image, "x", other, { .durability = Store::Durability::CACHED });

		for (std::vector<std::string> const &arguments : std::vector<std::vector<std::string>> {
			{ "inspect", other, "--threads", "--memory", "--sessions", "--caps" },
			{ "inspect", other, "--threads", "--memory", "--caps", "--json" },
			{ "diff", file, other },
			{ "export", other, "--elf-core", directory / "x.core", "--component", "init -> a" },
			{ "graph", other, "-o", directory / "x.dot" } }) {

			int const code = recap(arguments).code;
			EXPECT_TRUE(code == 0 || code == 1) << arguments[0] << " ends with " << code;
		}
	}
	EXPECT_GT(accepted, 50u);
}


TEST_F(Study_test, an_interruption_leaves_nothing_behind)
{
	std::string const core = directory / "a.core";

	auto const interrupted = [&] {
		Host::Interruption const interruption { };
		raise(SIGINT);

		std::vector<char const *> const arguments { "recap", "export", file.c_str(), "--elf-core", core.c_str() };
		exit(Cli::run(int(arguments.size()), arguments.data()));
	};

	EXPECT_EXIT(interrupted(), testing::ExitedWithCode(130), "interrupted, nothing was changed");

	EXPECT_EQ(Host::directory_entries(directory / ""), std::vector<std::string> { "a.snap" });
}


TEST_F(Study_test, graph)
{
	Cli::Opened_snapshot opened(file);
	std::string const    dot = Cli::dot_text(Cli::Graph(opened));

	for (char const * const text : { "cluster_snapshot", "\"init -> a\" -> \"init -> timer\" [class=\"session\"",
	                                 ">CAP1<", ">CAP3<", "style=\"rounded,dashed\"" })
		EXPECT_NE(dot.find(text), std::string::npos) << text << "\n" << dot;

	EXPECT_EQ(recap({ "graph", file, "-o", directory / "a.dot" }).code, 0);
	EXPECT_EQ(read_file(directory / "a.dot"), dot);

	EXPECT_EQ(recap({ "graph", file, "-o", directory / "a.txt" }).code, 2);
	EXPECT_EQ(recap({ "graph", "-o", directory / "a.svg" }).code, 2);

	if (!Host::find_program("dot"))
		GTEST_SKIP() << "the program 'dot' is not installed";

	EXPECT_EQ(recap({ "graph", file, "-o", directory / "a.svg" }).code, 0);
	std::string const svg = read_file(directory / "a.svg");
	EXPECT_NE(svg.find("prefers-color-scheme: dark"), std::string::npos);
	EXPECT_NE(svg.find("class=\"edge session\""), std::string::npos) << svg;
}


TEST_F(Study_test, names_do_not_become_markup)
{
	Rtcr::Snapshot snapshot = make_rich_snapshot();
	snapshot.outsides[0].owner   = "init -> <b>\"'&";
	snapshot.outsides[0].service = "<script>";
	save(snapshot, file);

	EXPECT_EQ(recap({ "report", file, "-o", directory / "a.html" }).code, 0);
	std::string const html = read_file(directory / "a.html");
	EXPECT_EQ(html.find("<script"), std::string::npos);
	EXPECT_EQ(html.find("<b>\""), std::string::npos);
}


TEST_F(Study_test, report)
{
	Rtcr::Snapshot second = make_rich_snapshot();
	second.pause_us = 4321;
	save(second, other);

	write_file(directory / "a.restore.json", R"({ "label": "init -> a", "verified_bytes": 4096,
		"report": [ { "component": "init -> a", "slot": 2, "kind": "Gate", "name": "exit_cap",
		              "outcome": "recreated", "detail": "" } ],
		"notes": [ "a call was sent again" ], "phases": [ { "name": "threads", "us": 3 } ] })");

	std::string const html_file = directory / "report.html";

	Outcome const outcome = recap({ "report", directory / "", "-o", html_file });
	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	EXPECT_TRUE(outcome.says("report about 2 snapshots and 1 restore")) << outcome.output;

	std::string const html = read_file(html_file);
	for (char const * const text : { "1.2 ms", "4.3 ms", "pauses over time", "memory over time", "recreated",
	                                 "a call was sent again", "capability space of init -&gt; a", "exit_cap" })
		EXPECT_NE(html.find(text), std::string::npos) << text;

	for (char const * const element : { "details", "table", "tr", "td", "section", "svg", "nav", "main", "div" })
		EXPECT_EQ(count(html, "<" + std::string(element) + ">") + count(html, "<" + std::string(element) + " "),
		          count(html, "</" + std::string(element) + ">")) << element;

	/* nothing is requested from elsewhere: neither loaded nor linked to */
	for (char const * const text : { "src=", "<link", "<script", "@import", "url(", "href=\"http" })
		EXPECT_EQ(html.find(text), std::string::npos) << text;

	write_file(directory / "a.restore.json", "{ }");
	EXPECT_TRUE(recap({ "report", directory / "", "-o", html_file }).says("is not what 'recap restore --json' writes"));
	EXPECT_EQ(recap({ "report", "/proc/self", "-o", html_file }).code, 1);
}


TEST(Chart, survives_few_points)
{
	Cli::Chart chart { .title = "x", .form = Cli::Chart::Form::LINE, .points = { },
	                   .format = [] (uint64_t value) { return std::to_string(value); } };

	EXPECT_NE(Cli::chart_svg(chart).find("no data"), std::string::npos);

	chart.points = { { .time = 1, .value = 0, .tooltip = "" } };
	std::string const svg = Cli::chart_svg(chart);
	EXPECT_EQ(svg.find("nan"), std::string::npos);
	EXPECT_EQ(svg.find("inf"), std::string::npos);
}
