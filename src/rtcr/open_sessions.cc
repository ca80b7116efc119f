/*
 * \brief  Sessions of all components of a system, for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/open_sessions.h>

#include <set>

#include <rtcr/session_infos.h>

using namespace Rtcr;


namespace {

	std::string server(Kernel::Object const &session)
	{
		if (session.kind() != Kernel::Object::Kind::GATE)
			return "";

		auto const &thread = static_cast<Kernel::Gate const &>(session).server();
		return thread ? thread->task()->name() : "";
	}
}


std::vector<Open_session> Rtcr::open_sessions(Core::Services const &services)
{
	std::vector<Open_session> result;
	std::set<std::string>     components;

	services.sessions().for_each<Core::Session>([&] (Core::Session const &session) {
		result.push_back({ .client  = session.label(),
		                   .service = session.args().service,
		                   .server  = "core",
		                   .args    = session.args().args,
		                   .donated = session.donation().limit(),
		                   .used    = session.donation().used() }); });

	services.sessions().for_each<Core::Pd_session_component>([&] (auto const &pd) {
		components.insert(pd.label()); });

	/* components may vanish while others are asked */
	for (std::string const &component : components) {

		Session_infos infos(Session_infos::Lists::OMIT);
		infos.ask(Component_set(services, { component }));

		infos.for_each([&] (Kernel::Object const &session, Session_info const &info) {
			if (!session.handler())
				result.push_back({ .client  = component,
				                   .service = info.service,
				                   .server  = server(session),
				                   .args    = info.args }); });
	}
	return result;
}
