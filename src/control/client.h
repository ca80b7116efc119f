/*
 * \brief  Client of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__CLIENT_H_
#define _CONTROL__CLIENT_H_

#include <filesystem>
#include <mutex>
#include <stdexcept>

#include <capnp/message.h>

#include <control/channel.h>
#include <control/control.capnp.h>
#include <control/handler.h>

namespace Control { class Client; }


/**
 * Connection to a running system
 *
 * The operations are those of 'Handler'. If several threads call them, they
 * are executed one after another. In addition to 'Request_failed', each one
 * throws 'Connection_lost' if the system ends before it answers.
 *
 * An operation with progress is given up when somebody asks the program to end
 * (see 'Host::Interruption'). If it was too late for that, it returns as usual.
 */
class Control::Client : public Handler
{
	private:

		std::mutex _mutex { };
		Channel    _channel;

		static Channel _connected(std::filesystem::path const &);

		using Files = std::vector<Host::File const *>;

		Message _call(capnp::MessageBuilder &, Files const &, Progress const &);
		std::optional<Message> _receive(Progress const &);

		void _perform(auto const &fill_request, Files const &,
		              Protocol::Reply::Which expected, auto const &handle_reply,
		              Progress const & = { });

	public:

		/** Thrown if there is no living system */
		struct No_system : std::runtime_error { using std::runtime_error::runtime_error; };

		struct Connection_lost : std::runtime_error { using std::runtime_error::runtime_error; };

		/**
		 * Constructor
		 *
		 * \param path  socket of the system
		 *
		 * \throw No_system
		 * \throw Host::System_error  the system exists but cannot be reached
		 */
		explicit Client(std::filesystem::path const &path);

		/**
		 * Constructor, for a connection that exists
		 */
		explicit Client(Host::Socket &&socket) : _channel(std::move(socket)) { }

		/**
		 * Wait until the system has given up its name
		 */
		void wait_for_end();


		/***********************
		 ** Handler interface **
		 ***********************/

		void start(Image const *, Restore_options const &) override;
		Restore_result wait_for_restore(Progress const &progress = { }) override;
		std::vector<Component_status> components() override;
		System_cost cost() override;
		std::vector<Capability> capabilities(std::string const &component) override;
		Checkpoint_result checkpoint(std::vector<std::string> const &components,
		                             Progress const & = { },
		                             Checkpoint_options const & = { }) override;
		Restore_result restore(Image const &, Restore_options const &, Progress const & = { }) override;
		std::vector<Session> sessions() override;
		std::vector<Log_line> log(uint64_t after, std::chrono::milliseconds wait) override;
		void kill(std::string const &component) override;
		void remove_clone(std::string const &component) override;
		void stop() override;
};

#endif /* _CONTROL__CLIENT_H_ */
