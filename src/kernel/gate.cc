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
	if (_server) {
		_server->close_channels(*this);
		_server->reject_senders(*this);
	}

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

	if (previous)
		previous->close_channels(*this);

	_server = server;

	if (previous && !(previous == server))
		previous->move_senders(*this, server);
}


void Gate::label(uint64_t label)
{
	if (_server)
		_server->close_channels(*this);

	_label = label;
}


void Gate::capability_lost(Task const &task) const
{
	if (_server)
		_server->close_channels(*this, &task);
}


void Gate::hold_replies()
{
	/* replies through channels would pass nucleus by */
	if (_server)
		_server->close_channels(*this);

	_replies_held = true;
}
