/*
 * \brief  Component that is written as a server, with reports
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <os/reporter.h>
#include <os/server.h>


struct Main
{
	Genode::Reporter reporter { "state" };

	Main()
	{
		reporter.enabled(true);
		Genode::Reporter::Xml_generator xml(reporter, [&] { xml.attribute("server", "is there"); });
	}
};


char const *Server::name() { return "server"; }


Genode::size_t Server::stack_size() { return 16*1024; }


void Server::construct(Server::Entrypoint &) { static Main main; }
