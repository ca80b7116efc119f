/*
 * \brief  Test that output for programs is as documented
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include <cli/snapshot_access.h>
#include <control/server.h>

#include "rich_sample.h"
#include "support.h"

using namespace Cli_test;

using Json = nlohmann::json;


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

	char const *type_name(Json const &value)
	{
		return value.is_string()  ? "string"  : value.is_number() ? "number"
		     : value.is_boolean() ? "boolean" : value.is_null()   ? "null" : "?";
	}

	/**
	 * Collect the paths of all values that are no arrays and no objects
	 */
	void collect(Json const &value, std::string const &path, std::map<std::string, std::set<std::string>> &out)
	{
		if (value.is_array())
			for (Json const &element : value)
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
		for (char const * const prefix : { "pds[].caps[]", "vanished[].", "removed[]." })
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
			collect(Json::parse(output), "", found);

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
			EXPECT_TRUE(found.contains(path)) << command << " does not write " << path;
	}

	struct Json_schema : testing::Test
	{
		struct Handler : Control_test::Fake_handler
		{
			Control::Checkpoint_result checkpoint(std::vector<std::string> const &components) override
			{
				return { .label = components.front(), .image = make_rich_image(), .pause_us = 1234,
				         .phases = { { "freeze", 4 } } };
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
	check("checkpoint", { output({ "checkpoint", "init -> a", "-o", other }) });
	check("restore",    { output({ "restore", file }) });

	std::istringstream lines(output({ "log" }));
	std::string        line { };
	ASSERT_TRUE(std::getline(lines, line));
	check("log", { line });
}


TEST_F(Json_schema, snapshots)
{
	check("inspect", { output({ "inspect", file, "--caps", "--memory", "--threads" }) });
	check("diff",    { output({ "diff", file, other }) });
	check("verify",  { output({ "verify", file }) });
	check("export",  { output({ "export", file, "--elf-core", directory / "a.core" }) });
}


TEST_F(Json_schema, catalogue)
{
	for (unsigned i = 0; i < 4; i++)
		output({ "checkpoint", "init -> a" });

	std::string const list = output({ "list" });
	check("list", { list });

	Json const entries = Json::parse(list);
	ASSERT_EQ(entries.size(), 4u);

	check("rm", { output({ "rm", entries[0]["id"].get<std::string>() }) });

	std::filesystem::remove(entries[1]["file"].get<std::string>());
	check("gc", { output({ "gc", "--keep", "1" }) });

	EXPECT_EQ(Json::parse(output({ "list" })).size(), 1u);
}


TEST_F(Json_schema, host)
{
	check("doctor", { recap({ "doctor", "--json" }).output });
}
