/*
 * \brief  Notification about processes that ended
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>

#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <host/child_process.h>
#include <host/reaper.h>
#include <host/system_error.h>

using namespace Host;


Reaper::Reaper()
:
	_epoll_fd(epoll_create1(EPOLL_CLOEXEC)),
	_stop_fd(eventfd(0, EFD_CLOEXEC))
{
	if (_epoll_fd < 0 || _stop_fd < 0)
		throw System_error("prepare for watching processes", "", errno);

	epoll_event event { .events = EPOLLIN, .data = { .fd = _stop_fd } };
	epoll_ctl(_epoll_fd, EPOLL_CTL_ADD, _stop_fd, &event);

	_thread = std::thread([this] { _run(); });
}


Reaper::~Reaper()
{
	eventfd_write(_stop_fd, 1);
	_thread.join();
	close(_epoll_fd);
	close(_stop_fd);
}


void Reaper::_reap(int end_fd)
{
	std::lock_guard guard(_mutex);

	auto const it = _watched.find(end_fd);
	if (it == _watched.end())
		return;

	Watched const watched = std::move(it->second);
	_watched.erase(it);
	epoll_ctl(_epoll_fd, EPOLL_CTL_DEL, end_fd, nullptr);

	watched.process->reap();
	watched.handler();
}


void Reaper::_run()
{
	pthread_setname_np(pthread_self(), "reaper");

	for (;;) {
		epoll_event event { };

		if (epoll_wait(_epoll_fd, &event, 1, -1) != 1)
			continue;

		if (event.data.fd == _stop_fd)
			return;

		_reap(event.data.fd);
	}
}


void Reaper::watch(Child_process &process, Handler handler)
{
	std::lock_guard guard(_mutex);

	int const end_fd = process.end_fd();

	_watched[end_fd] = { &process, std::move(handler) };

	epoll_event event { .events = EPOLLIN, .data = { .fd = end_fd } };
	if (epoll_ctl(_epoll_fd, EPOLL_CTL_ADD, end_fd, &event) != 0) {
		_watched.erase(end_fd);
		throw System_error("watch process", "", errno);
	}
}


void Reaper::forget(Child_process const &process)
{
	std::lock_guard guard(_mutex);

	if (_watched.erase(process.end_fd()))
		epoll_ctl(_epoll_fd, EPOLL_CTL_DEL, process.end_fd(), nullptr);
}
