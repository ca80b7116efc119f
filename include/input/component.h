/*
 * \brief  Session object of an input server
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INPUT__COMPONENT_H_
#define _INCLUDE__INPUT__COMPONENT_H_

#include <base/attached_ram_dataspace.h>
#include <base/env.h>
#include <base/log.h>
#include <base/rpc_server.h>
#include <input/event_queue.h>
#include <input_session/input_session.h>
#include <os/attached_ram_dataspace.h>
#include <root/component.h>

namespace Input { class Session_component; }


/**
 * Session whose events are submitted by the server
 */
class Input::Session_component : public Genode::Rpc_object<Input::Session>
{
	private:

		Genode::Attached_ram_dataspace _ds;

		Event_queue _event_queue { };

	public:

		/**
		 * Constructor
		 *
		 * \param ram  pays for the events
		 */
		Session_component(Genode::Env &env, Genode::Ram_session &ram)
		: _ds(ram, env.rm(), Event_queue::QUEUE_SIZE*sizeof(Event)) { }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		Session_component()
		:
			_ds(*Genode::env()->ram_session(), *Genode::env()->rm_session(),
			    Event_queue::QUEUE_SIZE*sizeof(Event))
		{ }

		/** Return queue of the events to be delivered */
		Event_queue &event_queue() { return _event_queue; }

		/**
		 * Deliver event
		 *
		 * If there is no room, the client does not fetch its events, and all
		 * of them are dropped.
		 */
		void submit(Event event)
		{
			try { _event_queue.add(event); }
			catch (Event_queue::Overflow) {
				Genode::warning("input overflow - resetting queue");
				_event_queue.reset();
			}
		}

		Genode::Dataspace_capability dataspace() override { return _ds.cap(); }

		bool pending() const override { return !_event_queue.empty(); }

		int flush() override
		{
			Event * const events = _ds.local_addr<Event>();

			int count = 0;
			for (; count < (int)Event_queue::QUEUE_SIZE && !_event_queue.empty(); count++)
				events[count] = _event_queue.get();

			return count;
		}

		void sigh(Genode::Signal_context_capability sigh) override { _event_queue.sigh(sigh); }
};

#endif /* _INCLUDE__INPUT__COMPONENT_H_ */
