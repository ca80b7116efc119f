/*
 * \brief  Fuzz target of both ends of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <control/dispatcher.h>
#include <support.h>

using namespace Control_test;

/* what fits the buffer of a socket, so that sending does not block */
static constexpr std::size_t MAX_INPUT_SIZE = 32u << 10;


namespace {

	struct Quiet_handler : Fake_handler
	{
		Restore_result wait_for_restore(Progress const &) override { return { }; }
	};
}


/**
 * Let a server receive the bytes
 */
static void receive_requests(Bytes const &bytes)
{
	auto          ends = Host::Socket::pair();
	Quiet_handler handler { };
	Channel       channel(std::move(ends.first));
	{
		Host::Socket client = std::move(ends.second);
		client.send(bytes);
	}
	try {
		while (auto message = channel.receive())
			Dispatcher(handler, std::move(*message), &channel).send(channel);
	}
	catch (Malformed const &) { }
	catch (Host::System_error const &) { }
}


/**
 * Execute the request with open files and without
 */
static void execute_request(Bytes const &body)
{
	for (unsigned const num_files : { 0, 1, 3 }) {

		Quiet_handler handler { };
		Message       message { };

		message.words = kj::heapArray<capnp::word>(body.size()/sizeof(capnp::word));
		memcpy(message.words.begin(), body.data(), message.words.size()*sizeof(capnp::word));

		for (unsigned i = 0; i < num_files; i++) {
			message.files.push_back(Host::File::anonymous("fuzz"));
			message.files.back().truncate(2*PAGE_SIZE);
		}

		/* nobody takes the reply */
		Dispatcher dispatcher(handler, std::move(message));
	}
}


/**
 * Let a client receive the body as reply
 */
static void receive_reply(Bytes const &body, auto const &request)
{
	auto             ends  = Host::Socket::pair();
	Host::File const pages = Host::File::anonymous("fuzz");
	{
		Host::Socket server = std::move(ends.second);
		Host::File const * const files[] { &pages };
		server.send(frame(body), files);
	}
	try {
		Client client(std::move(ends.first));
		request(client);
	}
	catch (Request_failed const &) { }
	catch (Client::Connection_lost const &) { }
}


extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
	auto const input = std::as_bytes(std::span(data, std::min(size, MAX_INPUT_SIZE)));

	receive_requests(Bytes(input.begin(), input.end()));

	/* a proper header gets further */
	Bytes const body(input.begin(), input.begin() + std::ptrdiff_t(input.size()/8*8));
	if (body.empty())
		return 0;

	execute_request(body);
	receive_reply(body, [] (Client &client) { client.components(); });
	receive_reply(body, [] (Client &client) { client.capabilities("a"); });
	receive_reply(body, [] (Client &client) { client.sessions(); });
	receive_reply(body, [] (Client &client) { client.log(0, { }); });
	receive_reply(body, [] (Client &client) { client.checkpoint({ "a" }); });
	receive_reply(body, [] (Client &client) {
		client.checkpoint({ "a" }, [] (Stage, uint64_t, uint64_t) { }); });
	receive_reply(body, [] (Client &client) { client.wait_for_restore(); });

	return 0;
}
