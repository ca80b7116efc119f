/*
 * \brief  Restores that fail half way and leave everything as it was
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <rtcr/format.h>

#include "system.h"

using namespace Scenario_test;
using Control::Error_code;


namespace {

	/**
	 * What others can see of the components, except for what changes by itself
	 */
	std::string state(System &system)
	{
		std::string result;

		for (Control::Component_status const &status : system.client().components())
			if (status.label == "init -> sheep_counter" || status.label == "init -> kv_client")
				result += status.label + " " + std::to_string(status.pid) + " " + std::to_string(status.threads)
				        + " " + std::to_string(status.ram_quota) + " " + std::to_string(status.ram_used) + "\n";

		for (char const * const name : { "sheep_counter", "kv_client" })
			for (Control::Capability const &cap : system.client().capabilities(name))
				result += std::to_string(cap.slot) + cap.kind + cap.name + cap.owner + cap.attached + "\n";

		return result;
	}

	struct Atomicity : testing::Test
	{
		Scratch_directory directory { };

		System system { directory, scenario(timer()
			+ child("sheep_counter", "2M", "<config period_ms=\"20\"/>")
			+ child("kv_server", "8M", "<provides> <service name=\"Kv\"/> </provides>")
			+ child("kv_client", "8M", "<config text=\"GPL-3\" round_ms=\"100\"/>")) };

		void SetUp() override
		{
			ASSERT_TRUE(system.log().wait_for("all counts verified"));
			ASSERT_TRUE(system.log().wait_for(" sheep"));
		}

		/**
		 * Return image that is changed by 'fn' and looks like one of another
		 * system, so that sessions have to be opened
		 */
		Control::Image changed(Control::Image const &image, auto const &fn)
		{
			Rtcr::Snapshot snapshot = Rtcr::read_metadata(image.metadata);
			snapshot.system = { 1, 2 };
			fn(snapshot);

			return { .metadata   = Rtcr::write_metadata(snapshot),
			         .pages      = image.pages.duplicate(),
			         .page_count = image.page_count };
		}

		/**
		 * Expect that a restore of the image fails and changes nothing
		 */
		void expect_failure(Control::Image const &image, Error_code code, std::string const &text)
		{
			std::string const before = state(system);

			try {
				system.client().restore(image, { });
				ADD_FAILURE() << "the restore succeeded, expected: " << text;
			} catch (Control::Request_failed const &failed) {
				EXPECT_EQ(failed.code, code) << failed.what();
				EXPECT_NE(std::string(failed.what()).find(text), std::string::npos) << failed.what();
			}
			EXPECT_EQ(state(system), before);

			system.log().skip();
			EXPECT_TRUE(system.log().wait_for(" sheep"));
			EXPECT_TRUE(system.log().wait_for("all counts verified"));
			EXPECT_TRUE(system.log().lines("[init -> sheep_counter] Error").empty());
			EXPECT_TRUE(system.log().lines("[init -> kv_client] Error").empty());
		}

		Rtcr::Outside &session(Rtcr::Snapshot &snapshot, std::string const &service)
		{
			for (Rtcr::Outside &outside : snapshot.outsides)
				if (outside.role == Rtcr::Outside::Role::SESSION && outside.service == service)
					return outside;

			throw std::runtime_error("no session");
		}
	};
}


TEST_F(Atomicity, missing_server)
{
	auto const checkpoint = system.client().checkpoint({ "sheep_counter" });

	expect_failure(changed(checkpoint.image, [&] (Rtcr::Snapshot &snapshot) {
		session(snapshot, "Timer").service = "Nothing"; }), Error_code::INCOMPATIBLE, "Nothing session");
}


/*
 * The sessions that could be opened before are closed again
 */
TEST_F(Atomicity, last_session_is_refused)
{
	auto const checkpoint = system.client().checkpoint({ "kv_client" });

	expect_failure(changed(checkpoint.image, [&] (Rtcr::Snapshot &snapshot) {
		session(snapshot, "Timer").args = "ram_quota=1"; }), Error_code::OUT_OF_QUOTA, "Timer session");

	expect_failure(changed(checkpoint.image, [&] (Rtcr::Snapshot &snapshot) {
		session(snapshot, "Kv").args = "ram_quota=100M"; }), Error_code::OUT_OF_QUOTA, "Kv session");
}


TEST_F(Atomicity, out_of_quota)
{
	auto const checkpoint = system.client().checkpoint({ "kv_client" });

	expect_failure(changed(checkpoint.image, [&] (Rtcr::Snapshot &snapshot) {
		for (Rtcr::Session &session : snapshot.sessions)
			if (session.service == Rtcr::Session::Service::RAM)
				session.ram_quota = session.ram_used = 1u << 30; }), Error_code::OUT_OF_QUOTA, "RAM quota");
}


/*
 * One of several components does not fit, the others stay as they are
 */
TEST_F(Atomicity, part_of_a_group)
{
	auto const checkpoint = system.client().checkpoint({ "kv_server", "kv_client", "sheep_counter" });

	expect_failure(changed(checkpoint.image, [&] (Rtcr::Snapshot &snapshot) {
		for (Rtcr::Rom_dataspace &ds : snapshot.rom_dataspaces)
			ds.hash++;
		for (Rtcr::Outside &outside : snapshot.outsides)
			outside.rom_hash++; }), Error_code::INCOMPATIBLE, "is not the one");
}


/*
 * A snapshot that was fine before is fine after all this
 */
TEST_F(Atomicity, snapshot_stays_usable)
{
	auto const checkpoint = system.client().checkpoint({ "sheep_counter" });

	for (unsigned i = 0; i < 5; i++) {
		expect_failure(changed(checkpoint.image, [&] (Rtcr::Snapshot &snapshot) {
			session(snapshot, "Timer").service = "Nothing"; }), Error_code::INCOMPATIBLE, "Nothing");

		system.client().restore(checkpoint.image, { .verify = true });
		system.log().skip();
		EXPECT_TRUE(system.log().wait_for(" sheep"));
	}
}
