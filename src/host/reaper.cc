/*
 * \brief  Notification about processes that ended
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>

#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

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


void Reaper::_reap(int pidfd)
{
	std::lock_guard guard(_mutex);

	auto const it = _handlers.find(pidfd);
	if (it == _handlers.end())
		return;

	siginfo_t info { };
	waitid(P_PIDFD, id_t(pidfd), &info, WEXITED);

	Handler const handler = std::move(it->second);
	_handlers.erase(it);
	epoll_ctl(_epoll_fd, EPOLL_CTL_DEL, pidfd, nullptr);

	handler();
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


void Reaper::watch(int pidfd, Handler handler)
{
	std::lock_guard guard(_mutex);

	_handlers[pidfd] = std::move(handler);

	epoll_event event { .events = EPOLLIN, .data = { .fd = pidfd } };
	if (epoll_ctl(_epoll_fd, EPOLL_CTL_ADD, pidfd, &event) != 0) {
		_handlers.erase(pidfd);
		throw System_error("watch process", "", errno);
	}
}


void Reaper::forget(int pidfd)
{
	std::lock_guard guard(_mutex);

	if (_handlers.erase(pidfd))
		epoll_ctl(_epoll_fd, EPOLL_CTL_DEL, pidfd, nullptr);
}
