/*
 * \brief  Services of core
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__SERVICES_H_
#define _CORE__SERVICES_H_

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <core/log_sink.h>
#include <core/pd_session.h>
#include <core/rom_fs.h>
#include <core/session.h>

namespace Core { class Services; }


/**
 * Factory of sessions
 */
class Core::Services
{
	public:

		/** There is no service of the requested name, or it refuses */
		struct Unavailable { std::string reason; };

		using Create_fn = std::function<std::unique_ptr<Session> (Session_args const &)>;

	private:

		std::map<std::string, Create_fn> _services { };
		Session_registry                 _registry { };

		std::unique_ptr<Session> _create_rom_session(Kernel::System &, Rom_fs &,
		                                             Session_args const &);

	public:

		Services(Kernel::System &, Host::Arena &, Rom_fs &, Log_sink &, Pd_events &);

		/**
		 * Create session
		 *
		 * \throw Unavailable
		 * \throw Quota::Exceeded
		 */
		std::unique_ptr<Session> create(Session_args const &);

		Session_registry const &sessions() const { return _registry; }

		/** Return registry for sessions of services that are added */
		Session_registry &registry() { return _registry; }

		/**
		 * Add service that is implemented elsewhere
		 *
		 * \param create  creates a session, throws the exceptions of 'create'
		 */
		void add(std::string const &name, Create_fn create) { _services[name] = std::move(create); }
};

#endif /* _CORE__SERVICES_H_ */
