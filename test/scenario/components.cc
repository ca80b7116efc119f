/*
 * \brief  Components of the demonstration, checkpointed and restored
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	std::string kv_pair()
	{
		return child("kv_server", "8M", "<provides> <service name=\"Kv\"/> </provides>")
		     + child("kv_client", "8M", "<config text=\"GPL-3\" round_ms=\"150\"/>");
	}

	std::string signaller_pair()
	{
		return child("offering", "4M", "<binary name=\"signaller\"/> <provides> <service name=\"Signal_peer\"/> "
		             "</provides> <config role=\"offer\" tick_ms=\"5\" period_ms=\"50\"/>")
		     + child("connecting", "4M", "<binary name=\"signaller\"/> "
		             "<config role=\"connect\" tick_ms=\"5\" period_ms=\"50\"/>");
	}

	std::string registers()
	{
		return child("registers", "4M", "<config threads=\"3\" period_ms=\"50\"/>");
	}
}


TEST(Components, kv_server_is_restored_under_its_client)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + kv_pair()));
	ASSERT_TRUE(system.log().wait_for("all counts verified"));

	for (unsigned i = 0; i < 5; i++) {
		auto const checkpoint = system.client().checkpoint({ "kv_server" });
		system.client().kill("kv_server");
		system.log().skip();
		system.client().restore(checkpoint.image, { .verify = true });
		ASSERT_TRUE(system.log().wait_for("all counts verified"));
	}
	expect_clean(system);
}


TEST(Components, kv_client_is_restored_under_its_server)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + kv_pair()));
	ASSERT_TRUE(system.log().wait_for("all counts verified"));

	for (unsigned i = 0; i < 5; i++) {
		auto const checkpoint = system.client().checkpoint({ "kv_client" });
		system.client().kill("kv_client");
		system.log().skip();
		system.client().restore(checkpoint.image, { .verify = true });
		ASSERT_TRUE(system.log().wait_for("all counts verified"));
	}
	expect_clean(system);
}


TEST(Components, kv_client_goes_on_in_a_later_run)
{
	Scratch_directory directory;
	Path const        file = directory / "kv_client.snap";
	{
		System system(directory, scenario(timer() + kv_pair()));
		ASSERT_TRUE(system.log().wait_for("all counts verified"));
		ASSERT_EQ(system.tool("checkpoint kv_client -o " + file.string()).code, 0);
	}
	System system(directory, scenario(timer() + kv_pair()), "--verify --restore " + file.string());

	ASSERT_TRUE(system.log().wait_for("all counts verified"));
	EXPECT_TRUE(system.log().lines("] text 'GPL-3' has").empty()) << "the client has started over";
	expect_clean(system);
}


TEST(Components, no_register_changes)
{
	Scratch_directory directory;
	Path const        file = directory / "registers.snap";
	{
		System system(directory, scenario(timer() + registers()));
		ASSERT_TRUE(system.log().wait_for("checks of 3 threads"));

		for (unsigned i = 0; i < 20; i++) {
			auto const checkpoint = system.client().checkpoint({ "registers" });
			if (i % 2)
				system.client().kill("registers");
			system.client().restore(checkpoint.image, { });
		}
		system.log().skip();
		ASSERT_TRUE(system.log().wait_for("checks of 3 threads"));
		expect_clean(system);

		ASSERT_EQ(system.tool("checkpoint registers -o " + file.string()).code, 0);
	}
	System system(directory, scenario(timer() + registers()), "--verify --restore " + file.string());

	ASSERT_TRUE(system.log().wait_for("checks of 3 threads"));
	ASSERT_TRUE(system.log().wait_for("checks of 3 threads"));
	expect_clean(system);
}


/*
 * Each signal that a snapshot holds is handled once, whatever instant it is of
 */
TEST(Components, no_signal_is_lost)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + signaller_pair()));
	ASSERT_TRUE(system.log().wait_for("[init -> offering] signals: "));
	ASSERT_TRUE(system.log().wait_for("[init -> connecting] signals: "));

	for (unsigned i = 0; i < 20; i++)
		for (char const * const name : { "offering", "connecting" }) {
			auto const checkpoint = system.client().checkpoint({ name });
			if (i % 2)
				system.client().kill(name);
			system.client().restore(checkpoint.image, { });
		}

	for (char const * const name : { "offering", "connecting" }) {
		system.log().skip();
		auto const first = system.log().wait_for("[init -> " + std::string(name) + "] signals: ");
		auto const next  = system.log().wait_for("[init -> " + std::string(name) + "] signals: ");
		ASSERT_TRUE(first && next);
		EXPECT_GT(number_after(*next, "peer rounds "), 0u);
		EXPECT_GT(number_after(*next, "signals: "), number_after(*first, "signals: "));
	}
	expect_clean(system);
}


/*
 * The timer serves all others, which must not notice more than a delay
 */
TEST(Components, timer_is_restored_under_its_clients)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + kv_pair() + signaller_pair()
	                                             + child("sheep_counter", "2M", "<config period_ms=\"20\"/>")));
	ASSERT_TRUE(system.log().wait_for("all counts verified"));

	for (unsigned i = 0; i < 10; i++) {
		auto const checkpoint = system.client().checkpoint({ "timer" });
		system.client().kill("timer");
		system.log().skip();
		system.client().restore(checkpoint.image, { .verify = true });
		ASSERT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
		ASSERT_TRUE(system.log().wait_for("[init -> offering] signals: "));
	}
	ASSERT_TRUE(system.log().wait_for("all counts verified"));
	expect_clean(system);
}


/*
 * A server that is not there when its client is checkpointed cannot tell the
 * state of the session. When the client goes back, the session goes on as it is.
 */
TEST(Components, timeouts_go_on_if_the_timer_did_not_tell_about_them)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + registers()));
	ASSERT_TRUE(system.log().wait_for("checks of"));

	auto const server = system.client().checkpoint({ "timer" });
	system.client().kill("timer");

	/* as long as the parent is busy with the death, it tells nothing about sessions */
	auto client = system.client().checkpoint({ "registers" });
	auto const known = [&] {
		return std::ranges::any_of(client.notes, [] (std::string const &note) {
			return note.find("does not answer") != std::string::npos; }); };

	for (unsigned attempt = 0; attempt < 1000 && !known(); attempt++)
		client = system.client().checkpoint({ "registers" });
	ASSERT_TRUE(known());

	system.client().restore(server.image, { });

	for (unsigned i = 0; i < 3; i++) {
		system.client().restore(client.image, { });
		system.log().skip();
		ASSERT_TRUE(system.log().wait_for("checks of"));
		ASSERT_TRUE(system.log().wait_for("checks of"));
	}
	expect_clean(system);
}


/*
 * Memory and registers are of the same instant: the component compares what
 * it counts in both
 */
TEST(Components, instant_is_consistent)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("busy_construct", "2M",
		"<config iterations=\"20000000\"/>")));
	ASSERT_TRUE(system.log().wait_for("counted to "));

	std::minstd_rand random(1);

	for (unsigned i = 0; i < 100; i++) {
		auto const checkpoint = system.client().checkpoint({ "busy_construct" });
		std::this_thread::sleep_for(std::chrono::microseconds(random() % 2000));
		system.client().restore(checkpoint.image, { });
	}
	system.log().skip();
	ASSERT_TRUE(system.log().wait_for("counted to "));
	ASSERT_TRUE(system.log().wait_for("counted to "));
	expect_clean(system);
}
