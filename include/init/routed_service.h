/*
 * \brief  Service of a child that is known before it is announced
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INIT__ROUTED_SERVICE_H_
#define _INCLUDE__INIT__ROUTED_SERVICE_H_

#include <base/lock.h>
#include <base/semaphore.h>
#include <base/service.h>
#include <root/client.h>

namespace Init { class Routed_service; }


/**
 * Service of a child, known before the child announces it
 *
 * Whoever opens a session waits for the announcement.
 */
class Init::Routed_service : public Genode::Service
{
	private:

		Genode::Lock            _lock      { };
		Genode::Root_capability _root      { };
		bool                    _announced = false;
		unsigned                _waiting   = 0;
		Genode::Semaphore       _available { };
		Genode::Server  * const _server;

		Routed_service(Routed_service const &) = delete;
		Routed_service &operator = (Routed_service const &) = delete;

		void _await_announcement()
		{
			{
				Genode::Lock::Guard guard(_lock);
				if (_announced)
					return;
				_waiting++;
			}
			try { _available.down(); }
			catch (Genode::Blocking_canceled) {
				Genode::Lock::Guard guard(_lock);
				if (!_announced)
					_waiting--;
				throw;
			}
		}

	public:

		/**
		 * Constructor
		 *
		 * \param server  child that provides the service
		 */
		Routed_service(char const *name, Genode::Server *server)
		: Service(name), _server(server) { }

		Genode::Server *server() const override { return _server; }

		/**
		 * Define root interface, wakes up waiting clients
		 */
		void announce(Genode::Root_capability root)
		{
			Genode::Lock::Guard guard(_lock);

			_root      = root;
			_announced = true;
			for (; _waiting; _waiting--)
				_available.up();
		}

		Genode::Session_capability session(char const *args, Genode::Affinity const &affinity) override
		{
			_await_announcement();

			Genode::Session_capability const cap =
				_call_root([&] { return Genode::Root_client(_root).session(args, affinity); });

			if (!cap.valid())
				throw Unavailable();
			return cap;
		}

		void upgrade(Genode::Session_capability session, char const *args) override {
			_call_root([&] { Genode::Root_client(_root).upgrade(session, args); }); }

		void close(Genode::Session_capability session) override
		{
			try { Genode::Root_client(_root).close(session); }
			catch (Genode::Ipc_error) { throw Genode::Blocking_canceled(); }
		}
};

#endif /* _INCLUDE__INIT__ROUTED_SERVICE_H_ */
