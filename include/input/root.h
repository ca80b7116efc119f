/*
 * \brief  Root interface of an input server with one client
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INPUT__ROOT_H_
#define _INCLUDE__INPUT__ROOT_H_

#include <input/component.h>
#include <os/static_root.h>
#include <root/component.h>

namespace Input { class Root_component; }


/**
 * Root interface that hands out one session at a time
 */
class Input::Root_component : public Genode::Static_root<Input::Session>
{
	private:

		Session_component &_session;

	public:

		/**
		 * Constructor
		 *
		 * \param ep       entrypoint that serves the session
		 * \param session  session that is handed out
		 */
		Root_component(Genode::Rpc_entrypoint &ep, Session_component &session)
		: Genode::Static_root<Input::Session>(ep.manage(&session)), _session(session) { }

		Genode::Session_capability session(Genode::Root::Session_args const &args,
		                                   Genode::Affinity const &affinity) override
		{
			if (_session.event_queue().enabled())
				throw Genode::Root::Unavailable();

			_session.event_queue().enabled(true);
			return Genode::Static_root<Input::Session>::session(args, affinity);
		}

		void close(Genode::Session_capability) override {
			_session.event_queue().enabled(false); }
};

#endif /* _INCLUDE__INPUT__ROOT_H_ */
