/*
 * \brief  Rollback of a server under clients that live on, and the reverse
 *
 * Some clients are idle, others have calls that are being served or that wait
 * in the queue of the server.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <csignal>
#include <random>

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	std::string clients()
	{
		return child("idle",  "2M", "<binary name=\"eager\"/> <config threads=\"0\"/>")
		     + child("one",   "2M", "<binary name=\"eager\"/> <config threads=\"1\"/>")
		     + child("three", "2M", "<binary name=\"eager\"/> <config threads=\"3\"/>");
	}

	std::string config()
	{
		return scenario(timer()
			+ child("patient", "2M", "<provides> <service name=\"Echo\"/> </provides> <config delay_ms=\"2\"/>")
			+ clients());
	}

	void wait_for_clients(System &system)
	{
		for (char const * const name : { "idle", "one", "three" })
			while (system.log().lines("[init -> " + std::string(name) + "] session is open").empty())
				ASSERT_TRUE(system.log().wait_for("session is open"));
	}

	/**
	 * Return configuration of a server, and of a client that asks for its service
	 * after a while
	 *
	 * \param delay  attribute that tells the server to take its time
	 */
	std::string slow_server(std::string const &delay, unsigned milliseconds, unsigned client_delay_ms = 0)
	{
		return scenario(timer()
			+ child("patient", "2M", "<provides> <service name=\"Echo\"/> </provides> <config " + delay + "=\""
			                         + std::to_string(milliseconds) + "\"/>")
			+ child("one", "2M", "<binary name=\"eager\"/> <config threads=\"1\" delay_ms=\""
			                     + std::to_string(client_delay_ms) + "\"/>"));
	}

	std::string late_server(unsigned announce_delay_ms, unsigned client_delay_ms = 0)
	{
		return slow_server("announce_delay_ms", announce_delay_ms, client_delay_ms);
	}

	uint64_t ram_quota(System &system, std::string const &name)
	{
		for (Control::Component_status const &status : system.client().components())
			if (status.label == "init -> " + name)
				return status.ram_quota;
		return 0;
	}

	/**
	 * Wait until each calling thread of a component has got an answer more
	 */
	void expect_answers(System &system, std::string const &name)
	{
		std::string const prefix = "[init -> " + name + "] round ";

		system.log().skip();
		auto const first = system.log().wait_for(prefix);
		ASSERT_TRUE(first);

		for (;;) {
			auto const next = system.log().wait_for(prefix);
			ASSERT_TRUE(next);
			if (number_after(*next, "least ") > number_after(*first, "least "))
				return;
		}
	}

	unsigned long failed_calls(System &system, std::string const &name)
	{
		system.log().skip();
		auto const line = system.log().wait_for("[init -> " + name + "] round ");
		return line ? number_after(*line, "failed ") : ~0ul;
	}

	void expect_all_served(System &system)
	{
		expect_answers(system, "one");
		expect_answers(system, "three");
		EXPECT_TRUE(system.log().lines("Error").empty());

		/* nobody was started again */
		for (char const * const name : { "idle", "one", "three" })
			EXPECT_EQ(system.log().lines("[init -> " + std::string(name) + "] session is open").size(), 1u);
	}

	void kill_process(System &system, std::string const &name)
	{
		system.send_signal("init -> " + name, SIGKILL);
		ASSERT_TRUE(system.log().wait_for("the process of \"init -> " + name + "\" died"));
	}
}


using In_flight = Control::Restore_options::In_flight;


TEST(Live_clients, server_is_killed_and_calls_are_sent_again)
{
	Scratch_directory directory;
	System            system(directory, config());
	wait_for_clients(system);

	std::minstd_rand random(1);

	for (unsigned i = 0; i < 10; i++) {
		expect_all_served(system);

		auto const checkpoint = system.client().checkpoint({ "patient" });
		std::this_thread::sleep_for(std::chrono::microseconds(random() % 20000));
		kill_process(system, "patient");

		system.client().restore(checkpoint.image, { .in_flight = In_flight::RESEND, .verify = true });
	}
	expect_all_served(system);
	EXPECT_EQ(failed_calls(system, "one"),   0u);
	EXPECT_EQ(failed_calls(system, "three"), 0u);
}


/*
 * A call that was served when the server died fails, the ones in the queue
 * are served nevertheless
 */
TEST(Live_clients, calls_fail_by_policy)
{
	Scratch_directory directory;
	System            system(directory, config());
	wait_for_clients(system);

	unsigned notes = 0;

	for (unsigned i = 0; i < 10; i++) {
		expect_all_served(system);

		auto const checkpoint = system.client().checkpoint({ "patient" });
		expect_all_served(system);
		kill_process(system, "patient");

		auto const restored = system.client().restore(checkpoint.image,
		                                              { .in_flight = In_flight::FAIL, .verify = true });
		for (std::string const &note : restored.notes)
			notes += note.find("failed by policy") != std::string::npos;
	}
	expect_all_served(system);

	unsigned long const failed = failed_calls(system, "one") + failed_calls(system, "three");
	EXPECT_GT(failed, 0u);
	EXPECT_EQ(failed, notes) << "the report and the clients disagree";
}


/*
 * A restore report names each slot of the component
 */
TEST(Live_clients, report_is_complete)
{
	Scratch_directory directory;
	System            system(directory, config());
	wait_for_clients(system);
	expect_all_served(system);

	auto const checkpoint = system.client().checkpoint({ "patient" });
	auto const before     = system.client().capabilities("patient");
	kill_process(system, "patient");
	auto const restored = system.client().restore(checkpoint.image, { .verify = true });

	EXPECT_EQ(restored.report.size(), before.size());
	for (Control::Report_entry const &entry : restored.report)
		EXPECT_NE(entry.outcome, "dead") << entry.name;
}


TEST(Live_clients, client_is_killed_under_its_server)
{
	Scratch_directory directory;
	System            system(directory, config());
	wait_for_clients(system);

	for (unsigned i = 0; i < 10; i++) {
		expect_all_served(system);
		auto const checkpoint = system.client().checkpoint({ "three" });
		kill_process(system, "three");
		expect_answers(system, "one");
		system.client().restore(checkpoint.image, { .verify = true });
	}
	expect_all_served(system);
}


/*
 * Requests that were posted to the previous process may still be about to be
 * accepted when the next restore has begun
 */
TEST(Live_clients, restores_in_quick_succession)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer()
		+ child("patient", "2M", "<provides> <service name=\"Echo\"/> </provides> <config delay_ms=\"0\"/>")
		+ child("many", "2M", "<binary name=\"eager\"/> <config threads=\"8\"/>")));

	ASSERT_TRUE(system.log().wait_for("[init -> many] round 3"));
	auto const checkpoint = system.client().checkpoint({ "many" });

	for (unsigned i = 0; i < 150; i++)
		system.client().restore(checkpoint.image, { });

	expect_answers(system, "many");
	EXPECT_TRUE(system.log().lines("Error").empty());
}


/*
 * A request that the parent is still serving is the one that the restored
 * component waits for, so it is not sent again, however often the component
 * is rolled back
 */
TEST(Live_clients, request_that_is_being_served_is_served_once)
{
	Scratch_directory directory;
	System            system(directory, late_server(3000));

	ASSERT_TRUE(system.log().wait_for("one: service Echo not yet available"));

	auto const checkpoint = system.client().checkpoint({ "one" });
	for (unsigned i = 0; i < 3; i++) {
		std::string notes;
		for (std::string const &note : system.client().restore(checkpoint.image, { }).notes)
			notes += note + "\n";

		EXPECT_NE(notes.find("is still being served"), std::string::npos) << notes;
		EXPECT_EQ(notes.find("sent again"), std::string::npos) << notes;
	}
	expect_answers(system, "one");

	EXPECT_EQ(system.log().lines("service Echo not yet available").size(), 1u);
	EXPECT_EQ(system.log().lines("session is open").size(), 1u);

	unsigned echo_sessions = 0;
	for (auto const &session : system.client().sessions())
		echo_sessions += session.client == "init -> one" && session.service == "Echo";
	EXPECT_EQ(echo_sessions, 1u);
}


/*
 * The parent could not tell the sessions of the component at the checkpoint. The
 * request is sent again, because it was served in a time that is undone.
 */
TEST(Live_clients, session_is_closed_that_was_requested_at_the_checkpoint)
{
	Scratch_directory directory;
	System            system(directory, late_server(1500));

	ASSERT_TRUE(system.log().wait_for("one: service Echo not yet available"));

	auto const checkpoint = system.client().checkpoint({ "one" });
	expect_answers(system, "one");

	uint64_t const donated = ram_quota(system, "patient");

	for (unsigned i = 0; i < 3; i++) {
		system.client().restore(checkpoint.image, { });
		expect_answers(system, "one");
		EXPECT_EQ(ram_quota(system, "patient"), donated);
	}
}


/*
 * A parent that still waits for a service on behalf of a request of an undone
 * time gives up, so that the server gets the request of the restored client only
 */
TEST(Live_clients, request_of_an_undone_time_opens_no_session)
{
	Scratch_directory directory;
	System            system(directory, late_server(3000, 700));

	ASSERT_TRUE(system.log().wait_for("session is opened in 700 ms"));

	auto const checkpoint = system.client().checkpoint({ "patient", "one" });

	ASSERT_TRUE(system.log().wait_for("one: service Echo not yet available"));
	system.client().restore(checkpoint.image, { });

	expect_answers(system, "one");
	EXPECT_EQ(system.log().lines("number of sessions: 1").size(), 1u);
	EXPECT_EQ(system.log().lines("number of sessions: 2").size(), 0u);
}


/*
 * The server continues with the request that it was serving at the checkpoint.
 * What it answers then is meant for the request that the client sends again
 * through its parent, which does not know of the first one anymore.
 *
 * A checkpoint gives the parent five seconds to get its answer before.
 */
TEST(Live_clients, session_is_opened_once_that_was_being_opened_at_the_checkpoint)
{
	Scratch_directory directory;
	System            system(directory, slow_server("session_delay_ms", 6500));

	ASSERT_TRUE(system.log().wait_for("session is being opened"));

	auto const checkpoint = system.client().checkpoint({ "patient", "one" });
	expect_answers(system, "one");

	for (unsigned i = 0; i < 2; i++) {
		system.client().restore(checkpoint.image, { });
		expect_answers(system, "one");
	}

	EXPECT_EQ(system.log().lines("number of sessions: 1").size(), 3u);
	EXPECT_EQ(system.log().lines("number of sessions: 2").size(), 0u);
}


/*
 * The server has opened the session, but the client does not know it because the
 * parent has not passed it on. The request is sent again, and as it leads to
 * another session, the first one is closed before.
 */
TEST(Live_clients, session_is_closed_that_was_on_its_way_at_the_checkpoint)
{
	Scratch_directory directory;
	System            system(directory, slow_server("session_delay_ms", 300, 700));

	/* what the parent knows is asked for as long as it answers */
	ASSERT_TRUE(system.log().wait_for("session is opened in 700 ms"));
	(void)system.client().checkpoint({ "patient", "one" });

	ASSERT_TRUE(system.log().wait_for("session is being opened"));
	system.send_signal("init", SIGSTOP);
	ASSERT_TRUE(system.log().wait_for("number of sessions: 1"));

	auto const checkpoint = system.client().checkpoint({ "patient", "one" });
	system.send_signal("init", SIGCONT);
	expect_answers(system, "one");

	system.client().restore(checkpoint.image, { });
	expect_answers(system, "one");

	EXPECT_EQ(system.log().lines("number of sessions: 1").size(), 2u);
	EXPECT_EQ(system.log().lines("number of sessions: 2").size(), 0u);
}


/*
 * Sessions that were opened after the checkpoint are closed, so that their
 * quota comes back
 */
TEST(Live_clients, sessions_do_not_pile_up)
{
	Scratch_directory directory;
	System            system(directory, config());
	wait_for_clients(system);
	expect_all_served(system);

	auto     const checkpoint = system.client().checkpoint({ "one" });
	uint64_t const client = ram_quota(system, "one"), server = ram_quota(system, "patient");

	for (unsigned i = 0; i < 20; i++)
		system.client().restore(checkpoint.image, { .verify = true });

	expect_all_served(system);

	/* a server may donate something to core in the meantime */
	EXPECT_EQ(ram_quota(system, "one"),     client);
	EXPECT_LE(ram_quota(system, "patient"), server);
}
