/*
 * \brief  Components that are captured and restored together
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <rtcr/format.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	std::string kv_pair()
	{
		return child("kv_server", "8M", "<provides> <service name=\"Kv\"/> </provides>")
		     + child("kv_client", "8M", "<config text=\"GPL-3\" round_ms=\"100\"/>");
	}

	std::string sheep() { return child("sheep_counter", "2M", "<config period_ms=\"20\"/>"); }

	std::vector<std::string> const GROUP { "timer", "kv_server", "kv_client" };

	/* wait for a round of the client that follows what happened */
	void expect_progress(System &system)
	{
		system.log().skip();
		ASSERT_TRUE(system.log().wait_for("all counts verified"));
		ASSERT_TRUE(system.log().wait_for("all counts verified"));
		ASSERT_TRUE(system.log().wait_for(" sheep"));
	}
}


TEST(Groups, roll_back_together)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + kv_pair() + sheep()));
	ASSERT_TRUE(system.log().wait_for("all counts verified"));

	for (unsigned i = 0; i < 4; i++) {
		auto const checkpoint = system.client().checkpoint(GROUP);

		if (i % 2)
			for (std::string const &name : GROUP)
				system.client().kill(name);

		auto const restored = system.client().restore(checkpoint.image, { .verify = true });
		for (std::string const &note : restored.notes)
			EXPECT_NE(note.find("was sent again"), std::string::npos) << note;
		expect_progress(system);
	}
	expect_clean(system);
}


/*
 * The session between client and server is known to the parent as well
 */
TEST(Groups, go_on_in_a_later_run)
{
	Scratch_directory directory;
	Path const        file  = directory / "group.snap";
	Path const        again = directory / "again.snap";

	std::string const config = scenario(timer() + kv_pair() + sheep());
	{
		System system(directory, config);
		ASSERT_TRUE(system.log().wait_for("all counts verified"));
		ASSERT_EQ(system.tool("checkpoint timer kv_server kv_client -o " + file.string()).code, 0);
	}
	{
		System system(directory, config, "--verify --restore " + file.string());
		ASSERT_TRUE(system.log().wait_for("restored \""));
		expect_progress(system);

		EXPECT_TRUE(system.log().lines("] text 'GPL-3' has").empty()) << "the client has started over";
		EXPECT_TRUE(system.log().lines("note:").empty()) << system.log().lines("note:").front();

		/* the client alone, whose session must have an origin */
		ASSERT_EQ(system.tool("checkpoint kv_client -o " + again.string()).code, 0);

		auto const checkpoint = system.client().checkpoint({ "kv_client" });
		Rtcr::Snapshot const snapshot = Rtcr::read_metadata(checkpoint.image.metadata);

		bool known = false;
		for (Rtcr::Outside const &outside : snapshot.outsides)
			known |= outside.role == Rtcr::Outside::Role::SESSION && outside.service == "Kv";
		EXPECT_TRUE(known);
		expect_clean(system);
	}
	System system(directory, config, "--verify --restore " + again.string());
	expect_progress(system);
	expect_clean(system);
}


/*
 * Everything but core
 */
TEST(Groups, whole_system)
{
	Scratch_directory directory;
	Path const        file = directory / "init.snap";
	std::string const config = scenario(timer() + kv_pair() + sheep());
	{
		System system(directory, config);
		ASSERT_TRUE(system.log().wait_for("all counts verified"));

		for (unsigned i = 0; i < 3; i++) {
			auto const checkpoint = system.client().checkpoint({ "init" });
			system.client().restore(checkpoint.image, { .verify = true });
			expect_progress(system);
		}
		ASSERT_EQ(system.tool("checkpoint init -o " + file.string()).code, 0);
		expect_clean(system);
	}
	System system(directory, config, "--verify --restore " + file.string());
	expect_progress(system);
	EXPECT_TRUE(system.log().lines("] text 'GPL-3' has").empty()) << "the client has started over";
	expect_clean(system);
}


/*
 * A parent that is a child
 */
TEST(Groups, init_inside_init)
{
	std::string const inner =
		"<binary name=\"init\"/> <config> <parent-provides> <service name=\"ROM\"/> "
		"<service name=\"RAM\"/> <service name=\"PD\"/> <service name=\"CPU\"/> <service name=\"RM\"/> "
		"<service name=\"LOG\"/> <service name=\"Timer\"/> </parent-provides> "
		"<default-route> <any-service> <parent/> <any-child/> </any-service> </default-route>"
		+ kv_pair() + sheep() + "</config>";

	Scratch_directory directory;
	Path const        file   = directory / "inner.snap";
	std::string const config = scenario(timer() + child("inner", "64M", inner));
	{
		System system(directory, config);
		ASSERT_TRUE(system.log().wait_for("[init -> inner -> kv_client] round"));

		for (unsigned i = 0; i < 4; i++) {
			auto const checkpoint = system.client().checkpoint({ "inner" });
			if (i % 2)
				system.client().kill("inner");
			system.client().restore(checkpoint.image, { .verify = true });
			expect_progress(system);
		}

		/* one of the children only */
		for (unsigned i = 0; i < 2; i++) {
			auto const checkpoint = system.client().checkpoint({ "kv_server" });
			system.client().kill("kv_server");
			system.client().restore(checkpoint.image, { .verify = true });
			expect_progress(system);
		}
		ASSERT_EQ(system.tool("checkpoint inner -o " + file.string()).code, 0);
		expect_clean(system);
	}
	System system(directory, config, "--verify --restore " + file.string());
	expect_progress(system);
	expect_clean(system);
}
