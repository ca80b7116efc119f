/*
 * \brief  Test that output for programs is as documented
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include <nlohmann/json.hpp>

#include <cli/snapshot_access.h>
#include <control/server.h>
#include <host/program.h>

#include "rich_sample.h"
#include "support.h"

using namespace Cli_test;

using Json_value = nlohmann::json;


namespace {

	/* types by path */
	using Schema = std::map<std::string, std::string>;

	/**
	 * Return what the document says about a command
	 */
	Schema documented(std::string const &command)
	{
		std::istringstream document(read_file(JSON_DOCUMENT));
		Schema             result { };
		bool               found = false;

		for (std::string line; std::getline(document, line); ) {

			if (line.starts_with("## "))
				found = line == "## recap " + command;

			if (!found || !line.starts_with("| `"))
				continue;

			size_t const path_end = line.find("` | ");
			size_t const type_end = line.find(" |", path_end + 4);

			result[line.substr(3, path_end - 3)] = line.substr(path_end + 4, type_end - path_end - 4);
		}
		return result;
	}

	std::vector<std::string> lines(std::string const &text)
	{
		std::istringstream       stream(text);
		std::vector<std::string> result { };
		for (std::string line; std::getline(stream, line); )
			result.push_back(line);
		return result;
	}

	char const *type_name(Json_value const &value)
	{
		return value.is_string()  ? "string"  : value.is_number() ? "number"
		     : value.is_boolean() ? "boolean" : value.is_null()   ? "null" : "?";
	}

	/**
	 * Collect the paths of all values that are no arrays and no objects
	 */
	void collect(Json_value const &value, std::string const &path, std::map<std::string, std::set<std::string>> &out)
	{
		if (value.is_array())
			for (Json_value const &element : value)
				collect(element, path + "[]", out);
		else if (value.is_object())
			for (auto const &[key, member] : value.items())
				collect(member, path.empty() ? key : path + "." + key, out);
		else
			out[path].insert(type_name(value));
	}

	/* members that the document describes by reference */
	bool described_elsewhere(std::string const &path)
	{
		for (char const * const prefix : { "pds[].caps[]", "found[].", "vanished[].", "removed[].", "restore.",
		                                   "[].arguments[]." })
			if (path.starts_with(prefix))
				return true;

		return path.starts_with("threads[].registers");
	}

	void check(std::string const &command, std::vector<std::string> const &outputs)
	{
		Schema const schema = documented(command);
		ASSERT_FALSE(schema.empty()) << command;

		std::map<std::string, std::set<std::string>> found { };
		for (std::string const &output : outputs)
			collect(Json_value::parse(output), "", found);

		for (auto const &[path, types] : found) {

			if (!schema.contains(path)) {
				EXPECT_TRUE(described_elsewhere(path)) << command << " writes undocumented " << path;
				continue;
			}
			for (std::string const &type : types)
				EXPECT_NE((" " + schema.at(path) + " ").find(" " + type + " "), std::string::npos)
					<< command << " writes " << path << " as " << type;
		}
		for (auto const &[path, type] : schema)
			EXPECT_TRUE(type == "object" || found.contains(path)) << command << " does not write " << path;
	}

	struct Json_schema : testing::Test
	{
		struct Handler : Control_test::Fake_handler
		{
			uint64_t number = 0;

			/* all pages are those of the previous checkpoint, if they can be */
			Control::Checkpoint_result checkpoint(std::vector<std::string> const &components,
			                                      Control::Progress const &,
			                                      Control::Checkpoint_options const &options) override
			{
				Control::Image image = make_rich_image();

				std::vector<Control::Inherited_pages> inherited;
				if (options.base)
					inherited.push_back({ 0, 0, std::exchange(image.page_count, 0) });

				return { .label = components.front(), .image = std::move(image), .pause_us = 1234,
				         .phases = { { "freeze", 4 } }, .notes = { "the pause was long" },
				         .number = ++number, .base = options.base, .inherited = inherited };
			}
		} handler { };

		Control_test::Scratch_directory directory { };
		std::string const               file  = directory / "a.snap";
		std::string const               other = directory / "b.snap";

		std::optional<Control::Server> server { };

		Json_schema()
		{
			setenv("XDG_RUNTIME_DIR", (directory / "").c_str(), 1);
			setenv("RECAP_STORE", (directory / "store").c_str(), 1);

			server.emplace(handler, directory / "recap/default.socket");

			Store::Write_options const options { .durability = Store::Durability::CACHED };

			Cli::save_image(make_rich_image(), "init -> a", file, options);

			Rtcr::Snapshot changed = make_rich_snapshot();
			changed.threads[1].state = Kernel::Thread::State::SLEEPING;
			changed.pds[0].caps.pop_back();
			changed.ram_dataspaces[0].content[0].count = 1;
			Cli::save_image(make_image_of(changed), "init -> a", other, options);
		}

		/**
		 * Return names of commands, as far as they have an option
		 *
		 * \param option  any command if empty
		 */
		std::set<std::string> commands(std::string const &option = "")
		{
			std::set<std::string> result { };

			for (Json_value const &command : Json_value::parse(output({ "manual" }))) {
				bool has = option.empty();
				for (Json_value const &candidate : command["options"])
					for (Json_value const &name : candidate["names"])
						has |= name == option;
				if (has)
					result.insert(command["name"].get<std::string>());
			}
			return result;
		}

		std::string output(std::vector<std::string> arguments)
		{
			arguments.push_back("--json");
			Outcome const outcome = recap(arguments);
			EXPECT_EQ(outcome.code, 0) << outcome.errors;
			return outcome.output;
		}
	};
}


TEST_F(Json_schema, running_system)
{
	check("ps",         { output({ "ps" }) });
	check("caps",       { output({ "caps", "init" }) });
	check("sessions",   { output({ "sessions" }) });
	check("cost",       { output({ "cost" }) });
	check("checkpoint", { output({ "checkpoint", "init -> a", "-o", other }) });
	check("restore",    { output({ "restore", file }) });

	std::string const snapshots = output({ "persist", "init -> a", "--every", "1", "--count", "2" });
	check("persist", { snapshots.substr(0, snapshots.find('\n')), snapshots.substr(snapshots.find('\n')) });

	check("kill",       { output({ "kill", "a" }) });
	check("log",        lines(output({ "log" })));
}


TEST_F(Json_schema, top)
{
	auto const refreshes = lines(output({ "top", "--count", "2", "--interval", "0.1" }));
	ASSERT_EQ(refreshes.size(), 2u);

	/* apart from the member of its own, it is what 'ps' writes */
	Json_value top = Json_value::parse(refreshes[1]);
	for (Json_value &component : top) {
		check("top", { Json_value::array({ { { "cpu_percent", component["cpu_percent"] } } }).dump() });
		component.erase("cpu_percent");
	}
	check("ps", { top.dump() });
}


TEST_F(Json_schema, start_and_end_of_a_system)
{
	write_file(directory / "init", "");
	write_file(directory / "s.xml", "<config behavior=\"x\"> <default-route/> <start name=\"init\"> "
	                                "<resource name=\"RAM\" quantum=\"1M\"/> </start> </config>");

	std::string const events = directory / "events";

	Host::Program program("/bin/sh", { "-c", "exec '" FAKE_RECAP "' run --name x --json '" + (directory / "s.xml").string()
	                                   + "' --rom '" + (directory / "").string() + "' --restore '" + file
	                                   + "' > '" + events + "' 2> '" + events + ".log'" }, { });

	while (lines(read_file(events)).size() < 2)
		std::this_thread::yield();

	check("stop", { output({ "stop", "--system", "x" }) });
	EXPECT_EQ(program.wait().value, 0);

	check("run", lines(read_file(events)));
	EXPECT_NE(read_file(events + ".log").find("started, pages"), std::string::npos);
}


TEST_F(Json_schema, system_that_is_killed)
{
	write_file(directory / "init", "");
	write_file(directory / "s.xml", "<config behavior=\"die\"> <default-route/> <start name=\"init\"> "
	                                "<resource name=\"RAM\" quantum=\"1M\"/> </start> </config>");

	std::string const events = directory / "events";

	Host::Program program("/bin/sh", { "-c", "exec '" FAKE_RECAP "' run --name x --json '" + (directory / "s.xml").string()
	                                   + "' --rom '" + (directory / "").string() + "' --restore '" + file
	                                   + "' > '" + events + "' 2>&1" }, { });
	EXPECT_EQ(program.wait().value, 1);
	EXPECT_NE(read_file(events).find("\"event\":\"started\""), std::string::npos);
}


TEST_F(Json_schema, snapshots)
{
	check("inspect", { output({ "inspect", file, "--caps", "--memory", "--threads" }) });
	check("diff",    { output({ "diff", file, other }) });
	check("verify",  { output({ "verify", file }) });
	check("export",  { output({ "export", file, "--elf-core", directory / "a.core" }) });
	check("report",  { output({ "report", file, "-o", directory / "a.html" }) });
	check("graph",   { output({ "graph", file, "-o", directory / "a.dot" }),
	                   output({ "graph", "--live", "-o", directory / "b.dot" }) });
}


TEST_F(Json_schema, catalogue)
{
	for (unsigned i = 0; i < 4; i++)
		output({ "checkpoint", "init -> a" });

	std::string const list = output({ "list" });
	check("list", { list });

	Json_value const entries = Json_value::parse(list);
	ASSERT_EQ(entries.size(), 4u);

	check("rm", { output({ "rm", entries[0]["id"].get<std::string>() }) });

	std::filesystem::remove(entries[1]["file"].get<std::string>());
	output({ "checkpoint", "init -> a", "-o", directory / "store/unlisted.snap" });
	check("gc", { output({ "gc", "--keep", "1" }) });

	EXPECT_EQ(Json_value::parse(output({ "list" })).size(), 1u);
}


TEST_F(Json_schema, host)
{
	std::string const findings = recap({ "doctor", "--json" }).output;
	check("doctor", { findings });

	Json_value const parsed = Json_value::parse(findings);
	auto       const faults = std::ranges::find(parsed, "page faults", [] (Json_value const &finding) {
		return finding["subject"].get<std::string>(); });

	ASSERT_TRUE(faults != parsed.end());
	EXPECT_GT(std::stod((*faults)["state"].get<std::string>()), 0);
}


TEST_F(Json_schema, definitions_of_commands)
{
	check("manual",     { output({ "manual" }) });
	check("completion", { output({ "completion", "bash" }), output({ "completion", "zsh" }) });
}


TEST_F(Json_schema, every_command_is_documented)
{
	std::set<std::string> sections { };
	for (std::string const &line : lines(read_file(JSON_DOCUMENT)))
		if (line.starts_with("## recap "))
			sections.insert(line.substr(strlen("## recap ")));

	EXPECT_EQ(sections, commands());
	EXPECT_EQ(sections, commands("--json"));
}
