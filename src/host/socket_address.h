/*
 * \brief  Address of a local socket, for Linux
 *
 * Included by files of src/host only.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__SOCKET_ADDRESS_H_
#define _HOST__SOCKET_ADDRESS_H_

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sys/socket.h>
#include <sys/un.h>

#include <host/system_error.h>

namespace Host { class Socket_address; }


class Host::Socket_address
{
	private:

		sockaddr_un _address { };

	public:

		static std::size_t max_path_length() { return sizeof(sockaddr_un::sun_path) - 1; }

		/**
		 * Constructor
		 *
		 * \throw System_error  ENAMETOOLONG
		 */
		explicit Socket_address(std::filesystem::path const &path)
		{
			if (path.empty() || path.native().size() > max_path_length())
				throw System_error("use as path of a socket", path, ENAMETOOLONG);

			_address.sun_family = AF_UNIX;
			memcpy(_address.sun_path, path.c_str(), path.native().size() + 1);
		}

		sockaddr const *base() const { return reinterpret_cast<sockaddr const *>(&_address); }

		socklen_t size() const { return sizeof(_address); }
};

#endif /* _HOST__SOCKET_ADDRESS_H_ */
