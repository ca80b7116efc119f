/*
 * \brief  IPC gate
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <utility>

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
	release_replies();

	/* those who wait for an answer */
	_sys().notify_change();
}


void Gate::add_held_client(Ref<Thread> const &client) { _held_clients.push_back(client); }


void Gate::release_replies()
{
	_replies_held = false;

	for (Ref<Thread> const &client : std::exchange(_held_clients, { }))
		client->deliver_held_reply();
}


void Gate::bind(Ref<Thread> const &server)
{
	Ref<Thread> const previous = _server;

	_server = server;

	if (previous && !(previous == server))
		previous->move_senders(*this, server);
}
