/*
 * \brief  Server of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <control/server.h>

#include <chrono>
#include <system_error>

#include <control/dispatcher.h>
#include <host/private_directory.h>

using namespace Control;


std::unique_ptr<Host::Listener> Server::_listener_at(std::filesystem::path const &path)
{
	Host::make_private_directory(std::filesystem::absolute(path).parent_path());

	try {
		return std::make_unique<Host::Listener>(path);

	} catch (Host::Listener::In_use const &) {
		std::string const name = path.stem();

		throw In_use("a system named '" + name + "' runs already; stop it with 'recap stop --system "
		             + name + "', or choose another name");
	}
}


Server::Server(Handler &handler, std::filesystem::path const &path)
:
	_handler(handler), _listener(_listener_at(path))
{
	std::lock_guard const guard(_mutex);
	_start_thread();
}


/*
 * Called with the mutex held
 */
void Server::_start_thread()
{
	_threads.emplace_back([this] { _run(); });
	_idle++;
}


/*
 * There should always be a thread that waits for the next client
 */
void Server::_occupy_thread()
{
	std::lock_guard const guard(_mutex);

	if (--_idle > 0 || _threads.size() >= MAX_CONNECTIONS || _stopping)
		return;

	/* without a further thread, clients wait for one that serves another */
	try { _start_thread(); }
	catch (std::system_error const &) { }
}


void Server::_run()
{
	while (auto socket = _listener->accept()) {

		_occupy_thread();
		_serve(std::move(*socket));

		std::lock_guard const guard(_mutex);
		_idle++;
	}
}


bool Server::_enter(Channel &channel)
{
	std::lock_guard const guard(_mutex);

	if (!_stopping)
		_channels.insert(&channel);

	return !_stopping;
}


void Server::_leave(Channel &channel)
{
	std::lock_guard const guard(_mutex);

	_channels.erase(&channel);
	_connection_ended.notify_all();
}


void Server::_serve(Host::Socket &&socket)
{
	try {
		if (!socket.peer_is_own_user())
			return;

		Channel channel(std::move(socket));
		if (!_enter(channel))
			return;

		struct Guard
		{
			Server  &server;
			Channel &channel;
			~Guard() { server._leave(channel); }
		} const guard { *this, channel };

		_serve_requests(channel);
	}
	/* the client is gone, or there is no memory for what it sends */
	catch (kj::Exception const &)  { }
	catch (std::exception const &) { }
}


void Server::_serve_requests(Channel &channel)
{
	auto stopping = [&] {
		std::lock_guard const guard(_mutex);
		return _stopping; };

	try {
		while (auto message = channel.receive()) {

			if (stopping())
				return;

			Dispatcher dispatcher(_handler, std::move(*message), &channel);
			dispatcher.send(channel);

			if (dispatcher.malformed())
				return;
		}
	} catch (Malformed const &malformed) {

		/* the end of the system may cut a message that is being received */
		if (!stopping())
			Dispatcher(malformed).send(channel);
	}
}


/*
 * Called with the mutex held
 */
void Server::_shut_down_channels(Host::Socket::Direction direction)
{
	for (Channel * const channel : _channels)
		channel->shut_down(direction);
}


Server::~Server()
{
	_listener->shut_down();
	{
		std::unique_lock lock(_mutex);
		_stopping = true;

		_shut_down_channels(Host::Socket::Direction::RECEIVE);

		_connection_ended.wait_for(lock, std::chrono::seconds(GRACE_PERIOD_SECONDS),
		                           [&] { return _channels.empty(); });

		_shut_down_channels(Host::Socket::Direction::BOTH);
	}

	/* no thread is added anymore */
	for (std::thread &thread : _threads)
		thread.join();
}
