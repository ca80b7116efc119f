/*
 * \brief  Submits signals to itself and to a peer, and counts them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <peer_client.h>
#include <peer_server.h>
#include <rounds.h>
#include <timer_session/connection.h>

namespace Signaller { struct Main; }


struct Signaller::Main
{
	enum {
		STACK_SIZE = 32*1024,

		/* time after which a signal counts as lost */
		LOST_MS = 5000,
	};

	typedef String<16> Role;

	Env                   &env;
	Attached_rom_dataspace config    { env, "config" };
	Heap                   heap      { env.ram(), env.rm() };
	Entrypoint             second_ep { env, STACK_SIZE, "second_ep" };

	Xml_node const xml       { config.xml() };
	Role     const role      { xml.attribute_value("role", Role("alone")) };
	unsigned const tick_ms   { max(1U, xml.attribute_value("tick_ms", 20U)) };
	unsigned const log_ticks { max(1U, xml.attribute_value("period_ms", 1000U)/tick_ms) };
	unsigned       ticks     { 0 };

	Rounds rounds { env, heap, env.ep(), second_ep,
	                { .threads  = xml.attribute_value("threads", 3U),
	                  .batch    = xml.attribute_value("batch", 5U),
	                  .patience = LOST_MS/tick_ms } };

	Constructible<Peer_server> peer_server { };
	Constructible<Peer_client> peer_client { };
	Peer                      *peer        { nullptr };

	Timer::Connection    timer        { env };
	Signal_handler<Main> tick_handler { env.ep(), *this, &Main::handle_tick };

	void handle_tick()
	{
		rounds.tick();
		if (peer)
			peer->tick();

		if (++ticks % log_ticks)
			return;

		unsigned long const handled   = rounds.handled().sum();
		unsigned long const submitted = rounds.submitted().sum();

		log("signals: ", submitted, " submitted, ", handled, " handled, peer rounds ",
		    peer ? peer->rounds() : 0);
	}

	explicit Main(Env &env) : env(env)
	{
		if (role == "offer") {
			peer_server.construct(env, second_ep);
			peer = &*peer_server;
		}
		if (role == "connect") {
			peer_client.construct(env, env.ep());
			peer = &*peer_client;
		}
		timer.sigh(tick_handler);
		timer.trigger_periodic(1000*tick_ms);
	}
};


void Component::construct(Genode::Env &env) { static Signaller::Main main(env); }
