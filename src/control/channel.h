/*
 * \brief  Exchange of messages over a socket
 *
 * A message is a header, defined below, followed by one message of Cap'n
 * Proto. Open files may accompany it.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__CHANNEL_H_
#define _CONTROL__CHANNEL_H_

#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

#include <capnp/message.h>

#include <control/limits.h>
#include <host/socket.h>

namespace Control {

	struct Malformed;
	struct Frame_header;
	struct Message;
	class  Channel;
}


/**
 * Thrown for bytes that no peer of this version has sent
 */
struct Control::Malformed : std::runtime_error
{
	using std::runtime_error::runtime_error;
};


/**
 * Start of each message, numbers in the order of the host
 */
struct Control::Frame_header
{
	static constexpr uint32_t MAGIC   = 0x70636572;   /* "recp" */
	static constexpr uint32_t VERSION = 1;

	uint32_t magic;
	uint32_t version;
	uint64_t size;      /* bytes that follow, multiple of 8 */
};


/**
 * Received message, not looked into
 */
struct Control::Message
{
	kj::Array<capnp::word>  words { };
	std::vector<Host::File> files { };
};


/**
 * Connection at the level of messages
 *
 * Must be used by one thread at a time, apart from 'shut_down'.
 */
class Control::Channel
{
	private:

		Host::Socket _socket;

	public:

		explicit Channel(Host::Socket &&socket) : _socket(std::move(socket)) { }

		/**
		 * Send message
		 *
		 * \param files  open files to pass along, at most MAX_FILES
		 *
		 * \throw std::length_error  message exceeds MAX_MESSAGE, nothing was sent
		 * \throw Host::System_error
		 */
		void send(capnp::MessageBuilder &, std::span<Host::File const * const> files = { });

		/**
		 * Send small message, or drop it if the peer is slow to take what was sent
		 *
		 * \throw Host::System_error
		 */
		void offer(capnp::MessageBuilder &);

		/** Return true if no message will come anymore */
		bool peer_has_ended() const { return _socket.peer_has_ended(); }

		/**
		 * Wait for message
		 *
		 * \return  nothing if the peer has closed the connection
		 *
		 * \throw Malformed  also if the peer stopped within a message
		 * \throw Host::System_error
		 * \throw std::bad_alloc
		 */
		std::optional<Message> receive();

		Host::Socket &socket() { return _socket; }

		void shut_down(Host::Socket::Direction direction) { _socket.shut_down(direction); }
};

#endif /* _CONTROL__CHANNEL_H_ */
