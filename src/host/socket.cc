/*
 * \brief  Local stream sockets, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <host/socket_address.h>

using namespace Host;


namespace {

	/* a peer that stays connected must not stall the host with huge calls */
	constexpr std::size_t MAX_TRANSFER = 1u << 20;

	template <typename FN>
	auto checked(char const *operation, std::filesystem::path const &path, FN const &fn)
	{
		for (;;) {
			auto const result = fn();

			if (result >= 0)
				return result;

			if (errno != EINTR)
				throw System_error(operation, path, errno);
		}
	}

	/**
	 * Message with room for open files, the host closes those that do not fit in
	 */
	struct Message
	{
		alignas(cmsghdr) char control[CMSG_SPACE(Socket::MAX_FILES*sizeof(int))] { };

		iovec  part { };
		msghdr header { };

		Message(void const *data, std::size_t size)
		:
			part { const_cast<void *>(data), size }
		{
			header.msg_iov    = &part;
			header.msg_iovlen = 1;
		}

		void attach(std::span<File const * const> files)
		{
			std::size_t const size = files.size()*sizeof(int);

			header.msg_control    = control;
			header.msg_controllen = CMSG_SPACE(size);

			auto &c = *reinterpret_cast<cmsghdr *>(control);
			c.cmsg_level = SOL_SOCKET;
			c.cmsg_type  = SCM_RIGHTS;
			c.cmsg_len   = CMSG_LEN(size);

			for (std::size_t i = 0; i < files.size(); i++) {
				int const descriptor = files[i]->descriptor();
				memcpy(CMSG_DATA(&c) + i*sizeof(int), &descriptor, sizeof(int));
			}
		}

		void make_room()
		{
			header.msg_control    = control;
			header.msg_controllen = sizeof(control);
		}

		/**
		 * Take ownership of received descriptors, one more than a peer may send at most
		 */
		void adopt(std::vector<File> &files)
		{
			for (cmsghdr *c = CMSG_FIRSTHDR(&header); c; c = CMSG_NXTHDR(&header, c)) {

				if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
					continue;

				std::size_t const count = (c->cmsg_len - CMSG_LEN(0))/sizeof(int);

				for (std::size_t i = 0; i < count; i++) {
					int descriptor = -1;
					memcpy(&descriptor, CMSG_DATA(c) + i*sizeof(int), sizeof(int));
					File file = File::adopted(descriptor, "received file");
					if (files.size() <= Socket::MAX_FILES)
						files.push_back(std::move(file));
				}
			}
		}
	};
}


std::size_t Socket::max_path_length() { return Socket_address::max_path_length(); }


Socket Socket::connected(std::filesystem::path const &path)
{
	Socket_address const address(path);

	Socket socket(File::adopted(checked("create socket", path, [&] {
		return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }), path));

	checked("connect to", path, [&] {
		return ::connect(socket._file.descriptor(), address.base(), address.size()); });

	return socket;
}


std::pair<Socket, Socket> Socket::pair()
{
	int ends[2] { };
	checked("create", "socket pair", [&] {
		return ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends); });

	return { Socket(File::adopted(ends[0], "socket pair")),
	         Socket(File::adopted(ends[1], "socket pair")) };
}


void Socket::send(std::span<std::byte const> bytes, std::span<File const * const> files)
{
	if (files.size() > MAX_FILES)
		throw System_error("send to", _file.path(), EINVAL);

	while (!bytes.empty()) {

		Message message(bytes.data(), std::min(bytes.size(), MAX_TRANSFER));
		if (!files.empty())
			message.attach(files);

		auto const count = checked("send to", _file.path(), [&] {
			return ::sendmsg(_file.descriptor(), &message.header, MSG_NOSIGNAL); });

		bytes = bytes.subspan(static_cast<std::size_t>(count));
		files = { };
	}
}


/*
 * A small message goes into one buffer of the host, or not at all
 */
bool Socket::offer(std::span<std::byte const> bytes)
{
	for (;;) {
		auto const count = ::send(_file.descriptor(), bytes.data(), bytes.size(),
		                          MSG_NOSIGNAL | MSG_DONTWAIT);

		if (count == static_cast<ssize_t>(bytes.size()))
			return true;

		if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS))
			return false;

		if (count < 0 && errno == EINTR)
			continue;

		throw System_error("send to", _file.path(), count < 0 ? errno : EMSGSIZE);
	}
}


bool Socket::peer_has_ended() const
{
	pollfd query { _file.descriptor(), POLLRDHUP, 0 };

	return ::poll(&query, 1, 0) > 0;
}


std::size_t Socket::receive(std::span<std::byte> destination, std::vector<File> &files)
{
	/* with room for their owners, adopted descriptors cannot get lost */
	files.reserve(MAX_FILES + 1);

	std::size_t done = 0;

	while (done < destination.size()) {

		auto const rest = destination.subspan(done);

		Message message(rest.data(), std::min(rest.size(), MAX_TRANSFER));
		message.make_room();

		auto const count = checked("receive from", _file.path(), [&] {
			return ::recvmsg(_file.descriptor(), &message.header, MSG_CMSG_CLOEXEC); });

		message.adopt(files);

		if (count == 0)
			break;

		done += static_cast<std::size_t>(count);
	}
	return done;
}


bool Socket::peer_is_own_user() const
{
	ucred     credentials { };
	socklen_t size = sizeof(credentials);

	checked("examine", _file.path(), [&] {
		return ::getsockopt(_file.descriptor(), SOL_SOCKET, SO_PEERCRED, &credentials, &size); });

	return credentials.uid == ::geteuid();
}


void Socket::shut_down(Direction direction)
{
	/* fails only if the peer has ended the connection before */
	::shutdown(_file.descriptor(), direction == Direction::BOTH ? SHUT_RDWR
	                             : direction == Direction::SEND ? SHUT_WR : SHUT_RD);
}
