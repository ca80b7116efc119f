/*
 * \brief  Client of an input session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INPUT_SESSION__CLIENT_H_
#define _INCLUDE__INPUT_SESSION__CLIENT_H_

#include <base/attached_dataspace.h>
#include <base/env.h>
#include <base/rpc_client.h>
#include <input/event.h>
#include <input_session/input_session.h>
#include <os/attached_dataspace.h>
#include <util/misc_math.h>

namespace Input { class Session_client; }


class Input::Session_client : public Genode::Rpc_client<Session>
{
	private:

		Genode::Attached_dataspace _event_ds;

		Genode::size_t const _max_events { _event_ds.size()/sizeof(Input::Event) };

	public:

		/**
		 * Constructor
		 *
		 * \param local_rm  where to attach the events
		 */
		Session_client(Genode::Region_map &local_rm, Session_capability session)
		: Genode::Rpc_client<Session>(session), _event_ds(local_rm, call<Rpc_dataspace>()) { }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		explicit Session_client(Session_capability session)
		: Session_client(*Genode::env()->rm_session(), session) { }

		Genode::Dataspace_capability dataspace() override { return call<Rpc_dataspace>(); }

		bool pending() const override { return call<Rpc_pending>(); }

		/**
		 * \deprecated  use 'pending'
		 */
		bool is_pending() const { return pending(); }

		int flush() override { return call<Rpc_flush>(); }

		void sigh(Genode::Signal_context_capability sigh) override { call<Rpc_sigh>(sigh); }

		/**
		 * Fetch events and call 'func' with each of them
		 */
		template <typename FUNC>
		void for_each_event(FUNC const &func)
		{
			int const num = flush();
			if (num <= 0)
				return;

			Genode::size_t const n = Genode::min((Genode::size_t)num, _max_events);

			Event const * const events = _event_ds.local_addr<Event const>();
			for (Genode::size_t i = 0; i < n; i++)
				func(events[i]);
		}
};

#endif /* _INCLUDE__INPUT_SESSION__CLIENT_H_ */
