/*
 * \brief  Exchange of messages over a socket
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <control/channel.h>

#include <algorithm>
#include <cstring>
#include <string>

#include <capnp/serialize.h>

using namespace Control;


namespace {

	/* memory is spent on what has arrived, not on what was announced */
	constexpr size_t FIRST_PART = 64u << 10;

	void check(Frame_header const &header)
	{
		if (header.magic != Frame_header::MAGIC)
			throw Malformed("the message does not start as one of recap");

		if (header.version != Frame_header::VERSION)
			throw Malformed("protocol version " + std::to_string(header.version)
			                + " is unknown, version " + std::to_string(Frame_header::VERSION)
			                + " is spoken here; use tool and system of the same release");

		if (header.size == 0 || header.size % sizeof(capnp::word) || header.size > MAX_MESSAGE)
			throw Malformed("the size of the message is invalid");
	}

	void check(std::vector<Host::File> const &files)
	{
		if (files.size() > MAX_FILES)
			throw Malformed("too many open files came with the message");
	}

	std::vector<std::byte> framed(capnp::MessageBuilder &message)
	{
		auto const words = capnp::messageToFlatArray(message);
		auto const body  = std::as_bytes(std::span(words.begin(), words.end()));

		Frame_header const header { Frame_header::MAGIC, Frame_header::VERSION, body.size() };
		auto         const head   = std::as_bytes(std::span(&header, 1));

		std::vector<std::byte> bytes;
		bytes.reserve(head.size() + body.size());
		bytes.insert(bytes.end(), head.begin(), head.end());
		bytes.insert(bytes.end(), body.begin(), body.end());
		return bytes;
	}

	kj::Array<capnp::word> received_words(Host::Socket &socket, size_t count,
	                                      std::vector<Host::File> &files)
	{
		size_t const first_count = std::min(count, FIRST_PART/sizeof(capnp::word));

		auto   words = kj::heapArray<capnp::word>(first_count);
		size_t done  = 0;

		for (;;) {
			auto const rest = std::as_writable_bytes(std::span(words.begin() + done, words.end()));
			if (socket.receive(rest, files) < rest.size())
				throw Malformed("the message is incomplete");

			check(files);

			done = words.size();
			if (done == count)
				return words;

			auto larger = kj::heapArray<capnp::word>(std::min(count, 4*done));
			memcpy(larger.begin(), words.begin(), done*sizeof(capnp::word));
			words = kj::mv(larger);
		}
	}
}


/*
 * The receiver is woken up once, when all of the message is there
 */
void Channel::send(capnp::MessageBuilder &message, std::span<Host::File const * const> files)
{
	size_t const size = capnp::computeSerializedSizeInWords(message)*sizeof(capnp::word);

	if (size > MAX_MESSAGE)
		throw std::length_error("a message of " + std::to_string(size)
		                        + " bytes is too large for the control protocol");

	_socket.send(framed(message), files);
}


void Channel::offer(capnp::MessageBuilder &message) { _socket.offer(framed(message)); }


std::optional<Message> Channel::receive()
{
	Frame_header            header { };
	std::vector<Host::File> files  { };

	size_t const size = _socket.receive(std::as_writable_bytes(std::span(&header, 1)), files);

	if (size == 0)
		return std::nullopt;

	if (size < sizeof(header))
		throw Malformed("the message is incomplete");

	check(header);

	Message message { };
	message.words = received_words(_socket, header.size/sizeof(capnp::word), files);
	message.files = std::move(files);

	return message;
}
