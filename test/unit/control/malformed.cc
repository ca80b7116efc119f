/*
 * \brief  Test of what no proper client sends
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <random>

#include <capnp/serialize.h>
#include <control/decode.h>
#include <control/encode.h>
#include <control/server.h>
#include <support.h>

using namespace Control_test;

using Request = Protocol::Request;
using Files   = std::vector<Host::File const *>;


namespace {

	struct Malformed_test : testing::Test
	{
		Scratch_directory directory { };
		Path              path      { directory / "x.socket" };
		Fake_handler      handler   { };
		Server            server    { handler, path };

		/**
		 * Return code of the error that the system answers with, nothing if
		 * it does not answer
		 */
		std::optional<Error_code> answer(Host::Socket &&socket)
		{
			Channel channel(std::move(socket));

			std::optional<Error_code> code { };
			if (auto reply = channel.receive())
				with_root<Protocol::Reply>(*reply, [&] (Protocol::Reply::Reader in) {
					if (in.which() == Protocol::Reply::ERROR)
						code = decode(in.getError()).code; });
			return code;
		}

		/**
		 * Return true if the system refuses what it gets and ends the connection
		 */
		void expect_refused(Bytes const &bytes, Files const &files = { })
		{
			Host::Socket socket = Host::Socket::connected(path);

			/* the system may end the connection while we are sending */
			try { socket.send(bytes, files); }
			catch (Host::System_error const &) { }

			EXPECT_EQ(answer(std::move(socket)), Error_code::INVALID_REQUEST);
		}

		void expect_refused(auto const &fill, Files const &files = { })
			requires requires (Request::Builder b) { fill(b); }
		{
			capnp::MallocMessageBuilder message;
			fill(message.initRoot<Request>());
			expect_refused(frame(message), files);
		}

		~Malformed_test()
		{
			/* whatever happened, the system serves proper clients */
			EXPECT_EQ(Client(path).components().size(), 2u);
		}
	};

	Bytes header(uint32_t magic, uint32_t version, uint64_t size)
	{
		Frame_header const header { magic, version, size };
		auto const bytes = std::as_bytes(std::span(&header, 1));
		return { bytes.begin(), bytes.end() };
	}
}


TEST_F(Malformed_test, headers)
{
	expect_refused(header(0x12345678, Frame_header::VERSION, 8));
	expect_refused(header(Frame_header::MAGIC, Frame_header::VERSION + 1, 8));
	expect_refused(header(Frame_header::MAGIC, Frame_header::VERSION, 0));
	expect_refused(header(Frame_header::MAGIC, Frame_header::VERSION, 12));
	expect_refused(header(Frame_header::MAGIC, Frame_header::VERSION, MAX_MESSAGE + 8));
	expect_refused(header(Frame_header::MAGIC, Frame_header::VERSION, ~7ull));
}


TEST_F(Malformed_test, truncated)
{
	capnp::MallocMessageBuilder message;
	message.initRoot<Request>().setKill("init");
	Bytes const whole = frame(message);

	for (size_t length = 0; length < whole.size(); length++) {
		auto socket = Host::Socket::connected(path);
		socket.send(std::span(whole).first(length));
	}
	EXPECT_TRUE(handler.names.empty());
}


TEST_F(Malformed_test, garbage)
{
	std::mt19937_64 random { 3 };

	for (unsigned i = 0; i < 200; i++) {
		Bytes body(8*(1 + random() % 40));
		for (std::byte &byte : body)
			byte = std::byte(random() % 4 ? 0 : random());

		auto socket = Host::Socket::connected(path);
		socket.send(frame(body));
	}
}


TEST_F(Malformed_test, body_without_message)
{
	expect_refused(frame(Bytes(8, std::byte(0xff))));
	expect_refused(frame(Bytes(64, std::byte(0xff))));
}


TEST_F(Malformed_test, unknown_operation)
{
	capnp::MallocMessageBuilder message;
	message.initRoot<Request>().setStop();
	auto const array = words(message);

	/* the discriminant is a 16-bit number of the data section */
	auto const bytes = std::as_bytes(std::span(array.begin(), array.end()));
	Bytes body(bytes.begin(), bytes.end());

	bool found = false;
	for (size_t i = 8; i + 1 < body.size() && !found; i += 2)
		if (body[i] == std::byte(Request::STOP) && body[i + 1] == std::byte(0)) {
			body[i]     = std::byte(0x77);
			body[i + 1] = std::byte(0x77);
			found       = true;
		}
	ASSERT_TRUE(found);

	expect_refused(frame(body));
	EXPECT_FALSE(handler.stopped);
}


TEST_F(Malformed_test, values_out_of_range)
{
	Image const image = make_image(2);

	expect_refused([&] (Request::Builder request) {
		auto restore = request.initRestore();
		restore.initOptions().setInFlight(2);
		restore.initImage().setPageCount(2);
	}, Files { &image.pages });

	expect_refused([&] (Request::Builder request) {
		request.initRestore().initImage().setPageCount(3);
	}, Files { &image.pages });

	expect_refused([&] (Request::Builder request) {
		request.initRestore().initImage().setPageCount(~0ull);
	}, Files { &image.pages });

	expect_refused([&] (Request::Builder request) {
		request.initRestore().initImage().setPageCount(1ull << 52);
	}, Files { &image.pages });

	expect_refused([&] (Request::Builder request) {
		request.initCheckpoint(MAX_COMPONENTS + 1); });
}


TEST_F(Malformed_test, files)
{
	auto fill = [&] (Request::Builder request) { request.initRestore().initImage().setPageCount(1); };

	Image      const image     = make_image(1);
	Host::File const directory = Host::File("/tmp", Host::File::Mode::READ);
	Host::File const device    = Host::File("/dev/zero", Host::File::Mode::READ);
	Host::File const on_disk   = Host::File("/proc/self/exe", Host::File::Mode::READ);

	expect_refused(fill);
	expect_refused(fill, { &directory });
	expect_refused(fill, { &device });
	expect_refused(fill, { &on_disk });

	expect_refused([&] (Request::Builder request) { request.setStop(); }, Files { &image.pages });
	expect_refused([&] (Request::Builder request) { request.initStart(); }, Files { &image.pages });

	EXPECT_FALSE(handler.stopped);
	EXPECT_FALSE(handler.started);
}


TEST_F(Malformed_test, ancestors)
{
	using Content = Image::Content;

	Image      const image     = make_image(1);
	Host::File const directory = Host::File("/tmp", Host::File::Mode::READ);

	auto fill = [] (unsigned ancestors, Content content) {
		return [=] (Request::Builder request) {
			auto image = request.initRestore().initImage();
			image.setPageCount(1);
			image.setContent(uint8_t(content));
			image.initAncestors(ancestors);
		};
	};

	Host::File const * const file = &image.pages;

	/* names without files, files without names */
	expect_refused(fill(1, Content::SNAPSHOT_FILE), { file });
	expect_refused(fill(3, Content::SNAPSHOT_FILE), { file, file, file });
	expect_refused(fill(0, Content::SNAPSHOT_FILE), { file, file });
	expect_refused(fill(1, Content::SNAPSHOT_FILE), { file, file, file });

	expect_refused(fill(1, Content::PAGES),         { file, file });
	expect_refused(fill(1, Content::SNAPSHOT_FILE), { file, &directory });
	EXPECT_EQ(handler.metadata, 0u);
}


TEST_F(Malformed_test, many_files)
{
	Image const image = make_image(1);

	capnp::MallocMessageBuilder message;
	message.initRoot<Request>().initRestore().initImage().setPageCount(1);
	Bytes const bytes = frame(message);

	auto socket = Host::Socket::connected(path);
	for (size_t i = 0; i < bytes.size(); i++)
		socket.send(std::span(bytes).subspan(i, 1), Files { &image.pages });

	EXPECT_EQ(answer(std::move(socket)), Error_code::INVALID_REQUEST);
}


TEST_F(Malformed_test, no_descriptor_is_left)
{
	Image const image = make_image(1);

	/* threads and their connections exist from here on */
	(void)Client(path).components();
	size_t const before = num_descriptors();

	for (unsigned i = 0; i < 50; i++) {
		expect_refused([&] (Request::Builder request) { request.setStop(); }, Files { &image.pages });
		expect_refused(header(Frame_header::MAGIC, Frame_header::VERSION + 1, 8), Files { &image.pages });
	}

	/* one connection may still be about to be closed */
	EXPECT_LE(num_descriptors(), before + 2);
}


TEST_F(Malformed_test, metadata_only_announced)
{
	/* neither memory nor anything else is spent on it */
	for (unsigned i = 0; i < 100; i++) {
		auto socket = Host::Socket::connected(path);
		socket.send(header(Frame_header::MAGIC, Frame_header::VERSION, MAX_MESSAGE));
	}
}


TEST(Malformed_reply, does_not_harm_the_client)
{
	for (unsigned value = 0; value < 256; value++) {

		auto ends = Host::Socket::pair();

		ends.second.send(frame(Bytes(64, std::byte(value))));
		Client client(std::move(ends.first));

		EXPECT_THROW(client.components(), Client::Connection_lost);
	}
}


TEST(Malformed_reply, wrong_kind)
{
	auto ends = Host::Socket::pair();

	capnp::MallocMessageBuilder message;
	message.initRoot<Protocol::Reply>().setDone();
	ends.second.send(frame(message));

	Client client(std::move(ends.first));
	EXPECT_THROW(client.components(), Client::Connection_lost);
}


TEST(Malformed_reply, checkpoint_without_pages)
{
	auto ends = Host::Socket::pair();

	capnp::MallocMessageBuilder message;
	message.initRoot<Protocol::Reply>().initCheckpoint().initImage().setPageCount(1);
	ends.second.send(frame(message));

	Client client(std::move(ends.first));
	EXPECT_THROW(client.checkpoint({ "a" }), Client::Connection_lost);
}


TEST(Malformed_reply, inherited_pages)
{
	auto accepted = [] (uint64_t base, std::vector<Inherited_pages> const &inherited) {

		auto ends = Host::Socket::pair();

		Checkpoint_result const result { .label = "a", .image = make_image(5), .base = base,
		                                 .inherited = inherited };

		capnp::MallocMessageBuilder message;
		encode(message.initRoot<Protocol::Reply>().initCheckpoint(), result);
		ends.second.send(frame(message), Files { &result.image.pages });

		Client client(std::move(ends.first));
		try { return client.checkpoint({ "a" }).inherited.size() == inherited.size(); }
		catch (Client::Connection_lost const &) { return false; }
	};

	EXPECT_TRUE (accepted(0, { }));
	EXPECT_TRUE (accepted(1, { { 0, 7, 3 }, { 3, 0, 1 }, { 9, 1, 4 } }));
	EXPECT_FALSE(accepted(0, { { 0, 7, 3 } }));
	EXPECT_FALSE(accepted(1, { { 0, 7, 0 } }));
	EXPECT_FALSE(accepted(1, { { 3, 7, 1 }, { 3, 9, 1 } }));
	EXPECT_FALSE(accepted(1, { { 4, 7, 1 }, { 3, 9, 1 } }));
	EXPECT_FALSE(accepted(1, { { 6, 7, 1 } }));
	EXPECT_FALSE(accepted(1, { { 0, 7, 1 }, { 7, 9, 1 } }));
	EXPECT_FALSE(accepted(1, { { 0, 7, ~0ull } }));
	EXPECT_FALSE(accepted(1, { { 0, ~0ull, 2 } }));
	EXPECT_FALSE(accepted(1, { { ~0ull, 0, 2 } }));
	EXPECT_FALSE(accepted(1, { { 0, 0, MAX_PAGES }, { MAX_PAGES, 0, 1 } }));
}
