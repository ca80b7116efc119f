/*
 * \brief  Construction of a component written as a server
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <os/server.h>

static Genode::Entrypoint *initial_ep;


Genode::size_t Component::stack_size() { return Server::stack_size(); }


char const *Component::name() { return Server::name(); }


void Component::construct(Genode::Env &env)
{
	initial_ep = &env.ep();
	Server::construct(env.ep());
}


void Server::wait_and_dispatch_one_signal() { initial_ep->wait_and_dispatch_one_signal(); }
