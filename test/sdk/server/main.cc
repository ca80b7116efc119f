/*
 * \brief  Component written as a server
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <os/server.h>
#include <timer_session/connection.h>

namespace {

	struct Main
	{
		Timer::Connection timer;

		void handle_timeout(unsigned)
		{
			Genode::log("--- sdk_server is done ---");
		}

		Genode::Signal_rpc_member<Main> dispatcher;

		Main(Server::Entrypoint &ep) : dispatcher(ep, *this, &Main::handle_timeout)
		{
			timer.sigh(dispatcher);
			timer.trigger_once(1000);
		}
	};
}


namespace Server {

	char const *name() { return "sdk_server_ep"; }

	size_t stack_size() { return 16*1024; }

	void construct(Entrypoint &ep) { static ::Main main(ep); }
}
