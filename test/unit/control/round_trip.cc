/*
 * \brief  Test of all operations through client and server
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <thread>

#include <control/server.h>
#include <support.h>

using namespace Control_test;


namespace {

	struct Round_trip : testing::Test
	{
		Scratch_directory directory { };
		Path              path      { directory / "x.socket" };
		Fake_handler      handler   { };
		Server            server    { handler, path };
		Client            client    { path };
	};
}


TEST_F(Round_trip, components)
{
	auto const components = client.components();

	ASSERT_EQ(components.size(), 2u);
	EXPECT_EQ(components[0].label, "init");
	EXPECT_EQ(components[0].state, Component_status::State::RUNNING);
	EXPECT_EQ(components[0].pid, 17u);
	EXPECT_EQ(components[0].threads, 3u);
	EXPECT_EQ(components[0].caps, 40u);
	EXPECT_EQ(components[0].ram_quota, 1u << 30);
	EXPECT_EQ(components[0].ram_used, 5000u);
	EXPECT_EQ(components[0].checkpoints, 1u);

	Checkpoint_cost const &cost = components[0].cost;
	EXPECT_EQ(cost.over_budget,   4u);
	EXPECT_EQ(cost.obtaining,     3u);
	EXPECT_EQ(cost.work_us,       5000u);
	EXPECT_EQ(cost.copy_bytes,    1u << 20);
	EXPECT_EQ(cost.history_bytes, 8192u);
	EXPECT_EQ(cost.pauses.count(), 3u);
	EXPECT_EQ(cost.pauses.max(),   70000u);
	EXPECT_EQ(components[0].restores, 2u);
	ASSERT_EQ(components[0].pauses.size(), 1u);
	EXPECT_EQ(components[0].pauses[0].ago_us, 3000000u);
	EXPECT_EQ(components[0].pauses[0].pause_us, 250u);
	EXPECT_EQ(components[1].state, Component_status::State::DEAD);
}


TEST_F(Round_trip, sessions)
{
	auto const sessions = client.sessions();

	ASSERT_EQ(sessions.size(), 2u);
	EXPECT_EQ(sessions[0].client, "init -> a");
	EXPECT_EQ(sessions[0].service, "LOG");
	EXPECT_EQ(sessions[0].server, "core");
	EXPECT_EQ(sessions[0].args, "label=\"a\"");
	EXPECT_EQ(sessions[0].donated, 8192u);
	EXPECT_EQ(sessions[0].used, 4096u);
}


TEST_F(Round_trip, log)
{
	auto const lines = client.log(2, std::chrono::milliseconds(0));

	ASSERT_EQ(lines.size(), 2u);
	EXPECT_EQ(lines[0].number, 3u);
	EXPECT_EQ(lines[0].time_us, 1600000000000003u);
	EXPECT_EQ(lines[0].text, "[init -> a] three");
	EXPECT_EQ(client.log(0, std::chrono::milliseconds(0)).size(), 3u);
}


TEST_F(Round_trip, capabilities)
{
	auto const caps = client.capabilities("init");

	ASSERT_EQ(caps.size(), 3u);
	EXPECT_EQ(caps[0].holders, (std::vector<std::string> { "init", "core" }));
	EXPECT_EQ(caps[0].map_count, 2u);
	EXPECT_FALSE(caps[0].label);
	EXPECT_EQ(caps[1].label, 0xdeadbeefull << 16);
	EXPECT_EQ(caps[1].name, "exit_cap");
	EXPECT_EQ(caps[1].deliveries, 3u);
	EXPECT_FALSE(caps[1].map_count);
	EXPECT_EQ(caps[2].slot, 65535u);
	EXPECT_EQ(caps[2].kind, "");
}


TEST_F(Round_trip, checkpoint)
{
	auto const result = client.checkpoint({ "a", "b -> c" }, { }, { .max_pause_us = 150 });

	EXPECT_EQ(handler.max_pause_us, 150u);
	EXPECT_EQ(result.notes, std::vector<std::string> { "the pause took long" });

	EXPECT_EQ(handler.names, (std::vector<std::string> { "a", "b -> c" }));
	EXPECT_EQ(result.label, "a");
	EXPECT_EQ(result.pause_us, 99u);
	EXPECT_EQ(result.image.metadata.size(), 100u);
	EXPECT_EQ(result.image.page_count, 5u);
	EXPECT_TRUE(intact(result.image));
	ASSERT_EQ(result.phases.size(), 2u);
	EXPECT_EQ(result.phases[1].name, "collect");
	EXPECT_EQ(result.phases[1].us, 95u);
	EXPECT_EQ(result.number, 7u);
	EXPECT_EQ(result.base,   0u);
	EXPECT_EQ(result.num_pages(), 5u);
	EXPECT_TRUE(result.inherited.empty());
}


TEST_F(Round_trip, checkpoint_on_top_of_an_earlier_one)
{
	auto const result = client.checkpoint({ "a" }, { }, { .base = 6, .max_age_us = 1234 });

	EXPECT_EQ(handler.base, 6u);
	EXPECT_EQ(handler.max_age_us, 1234u);
	EXPECT_EQ(result.base, 6u);
	EXPECT_EQ(result.num_pages(), 9u);
	ASSERT_EQ(result.inherited.size(), 2u);
	EXPECT_EQ(result.inherited[0].page,      2u);
	EXPECT_EQ(result.inherited[0].base_page, 9u);
	EXPECT_EQ(result.inherited[0].count,     3u);
	EXPECT_EQ(result.inherited[1].page,      6u);
}


TEST_F(Round_trip, restore)
{
	auto const result = client.restore(make_image(30, 5u << 20), {
		.in_flight = Restore_options::In_flight::FAIL, .verify = true, .target = "t", .clone = "c" });

	EXPECT_EQ(handler.pages, 30u);
	EXPECT_EQ(handler.metadata, 5u << 20);
	EXPECT_TRUE(handler.intact);
	EXPECT_TRUE(handler.options.verify);
	EXPECT_EQ(handler.options.in_flight, Restore_options::In_flight::FAIL);
	EXPECT_EQ(handler.options.target, "t");
	EXPECT_EQ(handler.options.clone, "c");

	EXPECT_EQ(result.label, "init -> a");
	ASSERT_EQ(result.report.size(), 1u);
	EXPECT_EQ(result.report[0].slot, 7u);
	EXPECT_EQ(result.report[0].outcome, "recreated");
	EXPECT_EQ(result.report[0].detail, "text");
	EXPECT_EQ(result.notes, (std::vector<std::string> { "one", "two" }));
	EXPECT_EQ(result.verified_bytes, 1ull << 40);
}


TEST_F(Round_trip, ancestors)
{
	for (size_t const count : { size_t(1), size_t(5), Image::MAX_ANCESTORS }) {

		Image image = make_image(3);
		image.content = Image::Content::SNAPSHOT_FILE;

		for (size_t i = 0; i < count; i++) {
			image.ancestors.push_back({ Host::File::anonymous("ancestor"), "a" + std::to_string(i) });
			image.ancestors.back().file.truncate(i + 1);
		}
		client.restore(image, { });

		/* name and size of the file of each of them */
		ASSERT_EQ(handler.ancestors.size(), count);
		for (size_t i = 0; i < count; i++)
			EXPECT_EQ(handler.ancestors[i], std::pair("a" + std::to_string(i), uint64_t(i + 1)));
	}

	Image image = make_image(3);
	image.content = Image::Content::SNAPSHOT_FILE;
	for (size_t i = 0; i <= Image::MAX_ANCESTORS; i++)
		image.ancestors.push_back({ Host::File::anonymous("ancestor") });

	EXPECT_THROW(client.restore(image, { }), Request_failed);
	EXPECT_EQ(client.components().size(), 2u);
}


TEST_F(Round_trip, start)
{
	client.start(nullptr, { });
	EXPECT_TRUE(handler.started);
	EXPECT_EQ(handler.pages, 0u);

	Image const image = make_image(0);
	client.start(&image, { });
	EXPECT_EQ(handler.metadata, 100u);
}


TEST_F(Round_trip, wait_for_restore_while_others_are_served)
{
	std::string label { };
	std::thread waiter([&] { label = Client(path).wait_for_restore().label; });

	handler.wait_for_waiting(1);
	EXPECT_EQ(client.components().size(), 2u);

	handler.release();
	waiter.join();
	EXPECT_EQ(label, "init -> a");
}


TEST_F(Round_trip, kill_and_stop)
{
	client.kill("init -> a");
	EXPECT_EQ(handler.names, (std::vector<std::string> { "init -> a" }));

	client.remove_clone("init -> b");
	EXPECT_EQ(handler.names, (std::vector<std::string> { "init -> b", "removed" }));

	client.stop();
	EXPECT_TRUE(handler.stopped);
}


TEST_F(Round_trip, failures)
{
	try {
		(void)client.capabilities("nobody");
		FAIL();
	} catch (Request_failed const &failed) {
		EXPECT_EQ(failed.code, Error_code::UNKNOWN_COMPONENT);
		EXPECT_STREQ(failed.what(), "no component is named 'nobody'");
	}

	handler.fault = [] { throw std::bad_alloc(); };
	EXPECT_EQ(failure([&] { client.components(); }), Error_code::OUT_OF_MEMORY);

	handler.fault = [] { throw std::runtime_error("bad luck"); };
	EXPECT_EQ(failure([&] { client.kill("a"); }), Error_code::FAILED);

	for (unsigned code = 0; code < NUM_ERROR_CODES; code++) {
		handler.fault = [&] { throw Request_failed(Error_code(code), ""); };
		EXPECT_EQ(failure([&] { client.checkpoint({ "a" }); }), Error_code(code));
	}

	/* the connection has survived all of them */
	handler.fault = { };
	EXPECT_EQ(client.components().size(), 2u);
}


TEST_F(Round_trip, invalid_requests_of_a_proper_client)
{
	EXPECT_EQ(failure([&] { client.checkpoint({ }); }), Error_code::INVALID_REQUEST);

	Client second(path);
	EXPECT_EQ(failure([&] { second.kill(std::string(MAX_TEXT + 1, 'x')); }), Error_code::INVALID_REQUEST);

	Client third(path);
	EXPECT_EQ(failure([&] { third.restore(make_image(1, MAX_METADATA + 1), { }); }),
	          Error_code::INVALID_REQUEST);

	EXPECT_EQ(third.components().size(), 2u);
}


TEST_F(Round_trip, error_names)
{
	for (unsigned code = 0; code < NUM_ERROR_CODES; code++)
		EXPECT_STRNE(name(Error_code(code)), "?");
}
