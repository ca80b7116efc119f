/*
 * \brief  Notification of clients about changes of nodes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FILE_SYSTEM__LISTENER_H_
#define _INCLUDE__FILE_SYSTEM__LISTENER_H_

#include <base/lock.h>
#include <base/signal.h>
#include <file_system_session/rpc_object.h>
#include <util/list.h>

namespace File_system {

	typedef Session_rpc_object::Tx::Sink Sink;

	class Listener;
}


/**
 * Client that wants to know about changes of a node
 *
 * It is notified by a packet or by a signal.
 */
class File_system::Listener : public Genode::List<Listener>::Element
{
	private:

		Genode::Lock                      _lock   { };
		Sink                             *_sink   = nullptr;
		Node_handle                       _handle { };
		Genode::Signal_context_capability _sigh   { };

		bool _marked_as_updated = false;

	public:

		Listener() { }

		Listener(Sink &sink, Node_handle handle) : _sink(&sink), _handle(handle) { }

		Listener(Genode::Signal_context_capability sigh) : _sigh(sigh) { }

		/**
		 * Take over the client of another listener, which is in no list
		 */
		Listener &operator = (Listener const &other)
		{
			Genode::Lock::Guard guard(_lock);

			_sink   = other._sink;
			_handle = other._handle;
			_sigh   = other._sigh;

			_marked_as_updated = other._marked_as_updated;
			return *this;
		}

		/**
		 * Notify the client if there was a change
		 *
		 * If there is no room for a packet, the change remains to be told.
		 */
		void notify()
		{
			Genode::Lock::Guard guard(_lock);

			if (!_marked_as_updated)
				return;

			if (_sink) {
				if (!_sink->ready_to_ack())
					return;
				_sink->acknowledge_packet(
					Packet_descriptor(_handle, Packet_descriptor::CONTENT_CHANGED));
			}
			if (_sigh.valid())
				Genode::Signal_transmitter(_sigh).submit();

			_marked_as_updated = false;
		}

		void mark_as_updated()
		{
			Genode::Lock::Guard guard(_lock);
			_marked_as_updated = true;
		}

		/** Return true if there is a client */
		bool valid() const { return _sink || _sigh.valid(); }
};

#endif /* _INCLUDE__FILE_SYSTEM__LISTENER_H_ */
