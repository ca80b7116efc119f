/*
 * \brief  Place where connections are accepted
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__LISTENER_H_
#define _HOST__LISTENER_H_

#include <filesystem>
#include <mutex>
#include <optional>

#include <host/file.h>
#include <host/socket.h>

namespace Host { class Listener; }


/**
 * Listening socket with a name in the file system
 *
 * While the object exists, it holds the lock of a file beside the socket, so
 * that a name is used by one listener at a time, and the name that a dead
 * one left is recognized as such. The lock file stays.
 */
class Host::Listener
{
	private:

		std::filesystem::path _path;
		bool                  _named = true;
		File                  _lock;
		File                  _socket;

		/* given up for a moment when there are no descriptors left */
		std::mutex _spare_mutex { };
		File       _spare;

		static File _locked(std::filesystem::path const &path);
		static File _bound(std::filesystem::path const &path);

		void _turn_away();

		Listener(Listener const &) = delete;
		Listener &operator = (Listener const &) = delete;

	public:

		/**
		 * Thrown if a living listener has the path
		 */
		struct In_use { };

		/**
		 * Constructor, creates a socket of mode 0600
		 *
		 * \throw In_use
		 * \throw System_error
		 */
		explicit Listener(std::filesystem::path const &path);

		~Listener() { shut_down(); }

		/**
		 * Wait for a connection, can be called by several threads
		 *
		 * If the process has no descriptors left, clients are turned away.
		 *
		 * \return  nothing after 'shut_down'
		 */
		std::optional<Socket> accept();

		/**
		 * Let 'accept' return for good, and free the name for another listener
		 *
		 * Must not be called by two threads at a time.
		 */
		void shut_down();
};

#endif /* _HOST__LISTENER_H_ */
