/*
 * \brief  Queue of input events
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INPUT__EVENT_QUEUE_H_
#define _INCLUDE__INPUT__EVENT_QUEUE_H_

#include <base/signal.h>
#include <input/event.h>
#include <os/ring_buffer.h>

namespace Input { class Event_queue; }


/**
 * Queue that signals when events arrive
 */
class Input::Event_queue
{
	public:

		enum { QUEUE_SIZE = 512u };

	private:

		typedef Genode::Ring_buffer<Event, QUEUE_SIZE, Genode::Ring_buffer_unsynchronized> Queue;

		Queue _queue { };

		bool                       _enabled = false;
		Genode::Signal_transmitter _sigh    { };

	public:

		/** There is no room for a further event */
		typedef Queue::Overflow Overflow;

		/**
		 * Enable or disable the queue, its content is lost
		 */
		void enabled(bool enabled)
		{
			_enabled = enabled;
			_queue.reset();
		}

		bool enabled() const { return _enabled; }

		/**
		 * Register handler to be notified about events
		 */
		void sigh(Genode::Signal_context_capability sigh) { _sigh.context(sigh); }

		/**
		 * Signal that there are events
		 */
		void submit_signal() { _sigh.submit(); }

		/**
		 * Add event, dropped if the queue is disabled
		 *
		 * \param submit_signal_immediately  signal unless events were there
		 *
		 * \throw Overflow
		 */
		void add(Event ev, bool submit_signal_immediately = true)
		{
			if (!_enabled)
				return;

			bool const was_empty = _queue.empty();

			_queue.add(ev);

			if (submit_signal_immediately && was_empty)
				submit_signal();
		}

		Event get()         { return _queue.get(); }
		bool empty() const  { return _queue.empty(); }
		int avail_capacity() const { return _queue.avail_capacity(); }

		/**
		 * Remove all events
		 */
		void reset() { _queue.reset(); }
};

#endif /* _INCLUDE__INPUT__EVENT_QUEUE_H_ */
