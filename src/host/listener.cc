/*
 * \brief  Place where connections are accepted, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/listener.h>

#include <cerrno>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <host/socket_address.h>

using namespace Host;


namespace {

	constexpr mode_t OWNER_SOCKET = 0600;
	constexpr int    BACKLOG      = 64;

	File spare_file() { return File("/dev/null", File::Mode::READ); }

	/**
	 * Open lock file, create it if it is missing
	 */
	File lock_file(std::filesystem::path const &path)
	{
		for (;;) {
			try { return File(path, File::Mode::READ_WRITE); }
			catch (System_error const &error) {
				if (error.number() != ENOENT)
					throw;
			}

			try { return File(path, File::Mode::CREATE); }
			catch (System_error const &error) {
				if (error.number() != EEXIST)
					throw;
			}
		}
	}
}


File Listener::_locked(std::filesystem::path const &path)
{
	File file = lock_file(path.string() + ".lock");

	if (!file.try_lock())
		throw In_use();

	return file;
}


File Listener::_bound(std::filesystem::path const &path)
{
	Socket_address const address(path);

	auto checked = [&] (char const *operation, int result) {
		if (result < 0)
			throw System_error(operation, path, errno);
		return result; };

	/* with the lock in our hands, the name can only stem from somebody dead */
	if (::unlink(path.c_str()) < 0 && errno != ENOENT)
		throw System_error("remove", path, errno);

	File socket = File::adopted(checked("create socket",
		::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)), path);

	/* the name gets the mode of the socket, nobody else can connect in between */
	checked("set mode of", ::fchmod(socket.descriptor(), OWNER_SOCKET));
	checked("create", ::bind(socket.descriptor(), address.base(), address.size()));
	checked("listen at", ::listen(socket.descriptor(), BACKLOG));

	return socket;
}


Listener::Listener(std::filesystem::path const &path)
:
	_path(path), _lock(_locked(path)), _socket(_bound(path)), _spare(spare_file())
{ }


/*
 * A connection that is not accepted would be reported again and again
 */
void Listener::_turn_away()
{
	std::lock_guard const guard(_spare_mutex);

	/* another thread may have turned it away meanwhile */
	pollfd waiting { _socket.descriptor(), POLLIN, 0 };
	if (::poll(&waiting, 1, 0) <= 0)
		return;

	{
		File const given_up = std::move(_spare);
	}

	int const descriptor = ::accept4(_socket.descriptor(), nullptr, nullptr, SOCK_CLOEXEC);
	if (descriptor >= 0)
		::close(descriptor);

	try { _spare = spare_file(); }
	catch (System_error const &) { }
}


std::optional<Socket> Listener::accept()
{
	for (;;) {
		int const descriptor = ::accept4(_socket.descriptor(), nullptr, nullptr, SOCK_CLOEXEC);

		if (descriptor >= 0)
			return Socket(File::adopted(descriptor, "control connection"));

		/* the host's answer after 'shut_down' */
		if (errno == EINVAL || errno == EBADF)
			return std::nullopt;

		if (errno == EMFILE || errno == ENFILE)
			_turn_away();
	}
}


void Listener::shut_down()
{
	if (!_named)
		return;

	_named = false;

	/* the lock is released last, the name may belong to another one then */
	::unlink(_path.c_str());
	{
		File const released = std::move(_lock);
	}
	::shutdown(_socket.descriptor(), SHUT_RDWR);
}
