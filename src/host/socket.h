/*
 * \brief  Local stream sockets, which carry bytes and open files
 *
 * Each failure of the host is reported as 'System_error'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__SOCKET_H_
#define _HOST__SOCKET_H_

#include <cstddef>
#include <filesystem>
#include <span>
#include <utility>
#include <vector>

#include <host/file.h>

namespace Host { class Socket; }


/**
 * One end of a connection
 *
 * One thread may send while another one receives. 'shut_down' can be called
 * by any thread.
 */
class Host::Socket
{
	private:

		friend class Listener;
		friend class Hang_up;

		File _file;

		explicit Socket(File &&file) : _file(std::move(file)) { }

	public:

		enum class Direction {
			RECEIVE,   /* receiving reports the end of the connection */
			SEND,      /* the peer learns that nothing more will come */
			BOTH       /* sending fails as well */
		};

		/**
		 * Longest path of a socket in bytes
		 */
		static std::size_t max_path_length();

		/**
		 * Return socket that is connected to a listener
		 *
		 * \throw System_error  ENOENT or ECONNREFUSED if nobody listens
		 */
		static Socket connected(std::filesystem::path const &path);

		/**
		 * Return both ends of a new connection
		 *
		 * \throw System_error
		 */
		static std::pair<Socket, Socket> pair();

		/**
		 * Open files that can accompany what is sent
		 */
		static constexpr std::size_t MAX_FILES = 128;

		/**
		 * Send all of 'bytes'
		 *
		 * \param files  open files to pass along with the first byte, at most MAX_FILES
		 *
		 * \throw System_error  EPIPE if the peer is gone, EINVAL for too many files
		 */
		void send(std::span<std::byte const> bytes, std::span<File const * const> files = { });

		/**
		 * Send all of 'bytes', or nothing if there is no room for them right now
		 *
		 * \param bytes  at most a page
		 *
		 * \return  true if the bytes were sent
		 * \throw System_error
		 */
		bool offer(std::span<std::byte const> bytes);

		/**
		 * Return true if the peer will send nothing more, or if receiving was
		 * shut down
		 */
		bool peer_has_ended() const;

		/**
		 * Receive until 'destination' is full or the peer closes the connection
		 *
		 * \param files  gets the open files that came along, up to MAX_FILES + 1 in all
		 *
		 * \return  number of received bytes
		 * \throw System_error
		 */
		[[nodiscard]] std::size_t receive(std::span<std::byte> destination,
		                                  std::vector<File> &files);

		/**
		 * Return true if the process at the other end belongs to the user of
		 * this one
		 *
		 * \throw System_error
		 */
		bool peer_is_own_user() const;

		/**
		 * End the connection, wakes threads that are blocked in its use
		 */
		void shut_down(Direction);
};

#endif /* _HOST__SOCKET_H_ */
