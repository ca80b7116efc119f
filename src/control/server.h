/*
 * \brief  Server of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__SERVER_H_
#define _CONTROL__SERVER_H_

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include <control/channel.h>
#include <control/handler.h>
#include <host/listener.h>

namespace Control { class Server; }


/**
 * Socket at which a system takes requests
 *
 * Processes of other users are turned away. Each connection is served by a
 * thread of its own, up to MAX_CONNECTIONS at a time, others wait. A client
 * that sends garbage or dies loses its connection, and nothing else happens.
 */
class Control::Server
{
	private:

		Handler &_handler;

		std::unique_ptr<Host::Listener> const _listener;

		std::mutex               _mutex { };
		std::condition_variable  _connection_ended { };
		std::set<Channel *>      _channels { };
		std::vector<std::thread> _threads  { };
		unsigned                 _idle     = 0;      /* threads that wait for a client */
		bool                     _stopping = false;

		static std::unique_ptr<Host::Listener> _listener_at(std::filesystem::path const &);

		void _start_thread();
		void _run();
		void _occupy_thread();
		void _serve(Host::Socket &&);
		void _serve_requests(Channel &);
		bool _enter(Channel &);
		void _leave(Channel &);
		void _shut_down_channels(Host::Socket::Direction);

		Server(Server const &) = delete;
		Server &operator = (Server const &) = delete;

	public:

		/**
		 * Thrown if a living system has the socket
		 */
		struct In_use : std::runtime_error { using std::runtime_error::runtime_error; };

		/**
		 * Constructor, clients are served from now on
		 *
		 * \param path  socket, its directory is created if missing and must
		 *              belong to the user alone
		 *
		 * \throw In_use
		 * \throw Host::Not_private   the directory belongs to somebody else or
		 *                            others can enter it
		 * \throw Host::System_error
		 */
		Server(Handler &, std::filesystem::path const &path);

		/**
		 * Destructor
		 *
		 * The socket vanishes at once. Requests under way are completed, apart
		 * from those that report progress, which are given up, so
		 * the handler must not block for ever from now on: whoever owns both
		 * lets 'Handler::wait_for_restore' fail before. A client that does not
		 * take its reply for GRACE_PERIOD_SECONDS is cut off.
		 */
		~Server();

		static constexpr unsigned GRACE_PERIOD_SECONDS = 5;
};

#endif /* _CONTROL__SERVER_H_ */
