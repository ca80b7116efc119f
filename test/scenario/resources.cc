/*
 * \brief  Components ask for resources beyond their quota
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <fstream>
#include <set>
#include <sstream>

#include <sys/syscall.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <kernel/abi/layout.h>

#include "system.h"

using namespace Scenario_test;


/*
 * Init tells who needs more. A protected child does not get it, and waits.
 * Others go on.
 */
TEST(Resources, component_waits_for_what_init_does_not_grant)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer()
	                         + child("needy", "2M", "<checkpoint interval_ms=\"100\"/>")
	                         + child("sheep_counter", "2M", "<config period_ms=\"10\"/>")));

	EXPECT_TRUE(system.log().wait_for("[init] child \"needy\" requests resources: ram_quota="));
	system.log().skip();
	EXPECT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
	EXPECT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
	EXPECT_TRUE(system.log().lines("[init -> needy] got").empty());
}


/*
 * Who wants to be notified is not kept waiting
 */
TEST(Resources, allocation_fails_if_the_component_handles_answers)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("needy", "2M", "<config waits=\"no\"/> <checkpoint interval_ms=\"100\"/>")));

	auto const line = system.log().wait_for("[init -> needy] got ");
	ASSERT_TRUE(line);
	EXPECT_GE(number_after(*line, "got "), 512u);
	EXPECT_LT(number_after(*line, "got "), 2048u);

	EXPECT_FALSE(system.log().lines("[init] child \"needy\" requests resources: ram_quota=").empty());
	EXPECT_TRUE(system.log().lines("was notified").empty());
}


TEST(Resources, init_grants_requests)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("needy", "2M", "<config chunks=\"16\"/>")));

	auto const line = system.log().wait_for("[init -> needy] got ");
	ASSERT_TRUE(line);
	EXPECT_EQ(number_after(*line, "got "), 8192u);
	EXPECT_GE(system.log().lines("[init] child \"needy\" requests resources: ram_quota=").size(), 12u);
}


/*
 * What other children were given is not granted
 */
TEST(Resources, component_waits_for_what_init_does_not_have)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("needy", "2M")));

	EXPECT_TRUE(system.log().wait_for("what it requests is not available"));
	EXPECT_TRUE(system.log().lines("[init -> needy] got").empty());
}


TEST(Resources, parent_grants_requests)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("grantor", "8M")));

	auto const line = system.log().wait_for("[init -> grantor -> needy] got ");
	ASSERT_TRUE(line);
	EXPECT_EQ(number_after(*line, "got "), 4096u);

	/* the initial quota suffices for less than half of it */
	EXPECT_GE(system.log().lines("[init -> grantor] grants ").size(), 4u);
}


namespace {

	/**
	 * Let the component of which the quota is watched go back, again and again,
	 * along with its server
	 *
	 * \param at     what it says before the checkpoint
	 * \param later  what it says before it goes back
	 */
	void expect_quota_after_rollback(std::string const &at, std::string const &later)
	{
		Scratch_directory directory;
		System            system(directory, scenario(timer()
		                         + child("kv_server", "4M", "<provides> <service name=\"Kv\"/> </provides>")
		                         + child("spender", "4M")));

		/* until the component knows what is right */
		for (unsigned i = 0; i < 6; i++)
			ASSERT_TRUE(system.log().wait_for("[init -> spender] spent"));

		for (unsigned i = 0; i < 10; i++) {
			ASSERT_TRUE(system.log().wait_for("[init -> spender] " + at));
			auto const checkpoint = system.client().checkpoint({ "spender", "kv_server" });

			system.log().skip();
			ASSERT_TRUE(system.log().wait_for("[init -> spender] " + later));
			system.client().restore(checkpoint.image, { });
			system.log().skip();
		}

		/* several rounds, so the quota is watched */
		for (unsigned i = 0; i < 3; i++)
			ASSERT_TRUE(system.log().wait_for("[init -> spender] spent"));

		EXPECT_TRUE(system.log().lines("[init -> spender] Error: ").empty());
	}
}


/*
 * What was donated to a session since the checkpoint is back before the
 * component can notice
 */
TEST(Resources, quota_of_sessions_comes_back_at_once)
{
	expect_quota_after_rollback("watching", "holding sessions");
}


/*
 * A session is opened anew although the component uses all of its quota for
 * what it has done since the checkpoint
 */
TEST(Resources, sessions_come_back_to_who_spent_all_since)
{
	expect_quota_after_rollback("holding sessions", "spent");
}


/*
 * The page through which a client called a server is paid by the client
 */
TEST(Resources, server_does_not_keep_the_channels_of_a_dead_client)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer()
	                         + child("kv_server", "8M", "<provides> <service name=\"Kv\"/> </provides>")
	                         + child("kv_client", "8M", "<config text=\"GPL-3\" round_ms=\"1\"/>")));

	auto status = [&] (std::string const &label) -> Control::Component_status {
		for (Control::Component_status const &component : system.client().components())
			if (component.label == "init -> " + label)
				return component;
		throw std::runtime_error("no component " + label); };

	/* places in the arena of the pages that the server maps as channels */
	auto channels = [&] {
		std::ifstream maps("/proc/" + std::to_string(status("kv_server").pid) + "/maps");
		std::set<std::string> offsets;

		for (std::string line; std::getline(maps, line); ) {
			uint64_t const addr = std::stoull(line, nullptr, 16);
			if (addr >= Kernel::Abi::SERVED_CHANNELS && addr < Kernel::Abi::SERVED_CHANNELS
			                              + Kernel::Abi::MAX_THREADS*Kernel::Abi::SERVED_CHANNELS_SIZE) {
				std::istringstream fields(line);
				std::string range, mode, offset;
				fields >> range >> mode >> offset;
				offsets.insert(offset);
			}
		}
		return offsets; };

	ASSERT_TRUE(system.log().wait_for("all counts verified"));

	/* without an array to wait for, the call fails in either case */
	if (syscall(SYS_futex_waitv, nullptr, 0, 0, nullptr, 0) < 0 && errno != EINVAL)
		GTEST_SKIP() << "the host cannot watch channels, so there are none";

	/* it takes some calls until there is a channel */
	std::set<std::string> used;
	while ((used = channels()).empty())
		ASSERT_TRUE(system.log().wait_for("all counts verified"));

	EXPECT_EQ(system.tool("kill kv_client").code, 0);
	ASSERT_EQ(status("kv_client").state, Control::Component_status::State::DEAD);

	for (std::string const &offset : channels())
		EXPECT_FALSE(used.contains(offset)) << offset;
}
