/*
 * \brief  IPC gate
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <kernel/gate.h>
#include <kernel/system.h>
#include <kernel/thread.h>

using namespace Kernel;


Gate::Gate(System &system, std::string const &name) : Object(system, Kind::GATE, name) { }


Gate::~Gate() { }


void Gate::_destroy()
{
	if (_server)
		_server->reject_senders(*this);

	_server = { };

	/* those who wait for an answer */
	_sys().notify_change();
}


void Gate::bind(Ref<Thread> const &server)
{
	Ref<Thread> const previous = _server;

	_server = server;

	if (previous && !(previous == server))
		previous->move_senders(*this, server);
}
