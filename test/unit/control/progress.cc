/*
 * \brief  Test of reports that precede the reply to a long request
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <thread>

#include <control/decode.h>
#include <control/server.h>

#include "support.h"

using namespace Control_test;

using Reply = Protocol::Reply;


namespace {

	/**
	 * System whose checkpoints take until the client gives up
	 */
	struct Endless_handler : Fake_handler
	{
		Checkpoint_result checkpoint(std::vector<std::string> const &, Progress const &progress,
		                             Checkpoint_options const &) override
		{
			for (uint64_t done = 0; ; done++) {
				progress(Stage::COPY, done, done + 1);
				std::this_thread::yield();
			}
		}
	};

	struct Progress_test : testing::Test
	{
		Scratch_directory directory { };
		Path const        path = directory / "x.socket";
	};

	Bytes checkpoint_request(bool progress)
	{
		capnp::MallocMessageBuilder message;

		auto request = message.initRoot<Protocol::Request>();
		request.setProgress(progress);
		request.initCheckpoint(1).set(0, "a");
		return frame(message);
	}

	Reply::Which kind(Message const &message)
	{
		auto result = Reply::DONE;
		with_root<Reply>(message, [&] (Reply::Reader reply) { result = reply.which(); });
		return result;
	}
}


TEST_F(Progress_test, reports_come_before_the_reply)
{
	Fake_handler handler { };
	Server       server(handler, path);
	Client       client(path);

	std::vector<std::tuple<Stage, uint64_t, uint64_t>> reports { };

	auto const progress = [&] (Stage stage, uint64_t done, uint64_t total) {
		reports.emplace_back(stage, done, total); };

	EXPECT_TRUE(intact(client.checkpoint({ "a" }, progress).image));
	EXPECT_EQ(client.restore(make_image(2), { }, progress).label, "init -> a");

	handler.restored = true;
	EXPECT_EQ(client.wait_for_restore(progress).label, "init -> a");

	ASSERT_EQ(reports.size(), 3u);
	EXPECT_EQ(reports[0], std::tuple(Stage::COPY, 1u << 20, 5u << 20));
	EXPECT_EQ(reports[1], std::tuple(Stage::PREPARE, 3u << 20, 4u << 20));
	EXPECT_EQ(reports[2], std::tuple(Stage::COMPARE, 1u << 20, 2u << 20));

	/* the connection is as good as ever */
	EXPECT_EQ(client.components().size(), 2u);
}


TEST_F(Progress_test, who_does_not_ask_gets_the_reply_alone)
{
	Fake_handler handler { };
	Server       server(handler, path);

	auto socket = Host::Socket::connected(path);
	socket.send(checkpoint_request(false));

	Channel channel(std::move(socket));
	EXPECT_EQ(kind(*channel.receive()), Reply::CHECKPOINT);
}


TEST_F(Progress_test, a_client_can_give_up)
{
	Endless_handler handler { };
	Server          server(handler, path);

	auto socket = Host::Socket::connected(path);
	socket.send(checkpoint_request(true));

	Channel channel(std::move(socket));
	ASSERT_EQ(kind(*channel.receive()), Reply::PROGRESS);

	channel.shut_down(Host::Socket::Direction::SEND);

	for (;;) {
		auto message = channel.receive();
		ASSERT_TRUE(message);

		if (kind(*message) == Reply::PROGRESS)
			continue;

		with_root<Reply>(*message, [&] (Reply::Reader reply) {
			ASSERT_EQ(reply.which(), Reply::ERROR);
			EXPECT_EQ(decode(reply.getError()).code, Error_code::CANCELLED); });
		break;
	}
}


TEST_F(Progress_test, dead_clients_and_the_end_of_the_server_end_the_work)
{
	Endless_handler handler { };
	Server          server(handler, path);

	for (unsigned i = 0; i < 3; i++)
		Host::Socket::connected(path).send(checkpoint_request(true));

	/* still at work when the server is destructed */
	auto socket = Host::Socket::connected(path);
	socket.send(checkpoint_request(true));
	Channel channel(std::move(socket));
	EXPECT_EQ(kind(*channel.receive()), Reply::PROGRESS);
}


TEST_F(Progress_test, nobody_waits_for_a_client_that_takes_no_reports)
{
	auto    ends = Host::Socket::pair();
	Channel from(std::move(ends.first)), to(std::move(ends.second));

	capnp::MallocMessageBuilder report;
	report.initRoot<Reply>().initProgress().setDone(7);

	/* more than any socket has room for */
	constexpr unsigned COUNT = 200000;
	for (unsigned i = 0; i < COUNT; i++)
		from.offer(report);

	from.shut_down(Host::Socket::Direction::SEND);

	/* what arrives is complete */
	unsigned received = 0;
	while (auto message = to.receive()) {
		EXPECT_EQ(kind(*message), Reply::PROGRESS);
		received++;
	}
	EXPECT_GT(received, 0u);
	EXPECT_LT(received, COUNT);
}


TEST_F(Progress_test, unknown_stage)
{
	auto ends = Host::Socket::pair();

	capnp::MallocMessageBuilder report;
	report.initRoot<Reply>().initProgress().setStage(NUM_STAGES);
	ends.second.send(frame(report));

	Client client(std::move(ends.first));
	EXPECT_THROW(client.checkpoint({ "a" }, [] (Stage, uint64_t, uint64_t) { }), Client::Connection_lost);
}
