/*
 * \brief  Services that a parent knows
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__SERVICE_H_
#define _INCLUDE__BASE__SERVICE_H_

#include <base/env.h>
#include <base/log.h>
#include <base/semaphore.h>
#include <parent/parent.h>
#include <ram_session/client.h>
#include <root/client.h>
#include <util/list.h>

namespace Genode {

	class Client;
	class Server;
	class Service;
	class Local_service;
	class Parent_service;
	class Child_service;
	class Service_registry;
}


/**
 * Somebody who applies for a service and waits until there is one
 */
class Genode::Client : public List<Client>::Element
{
	private:

		Cancelable_lock _available { Lock::LOCKED };
		char const     *_apply_for = nullptr;

	public:

		virtual ~Client() { }

		void        apply_for(char const *name) { _apply_for = name; }
		char const *apply_for()                 { return _apply_for; }

		/**
		 * Block until 'wakeup'
		 *
		 * \throw Blocking_canceled
		 */
		void sleep()  { _available.lock(); }
		void wakeup() { _available.unlock(); }
};


/**
 * Provider of services, known by the account that gets the clients' donations
 */
class Genode::Server
{
	private:

		Ram_session_capability _ram;

	public:

		Server(Ram_session_capability ram) : _ram(ram) { }

		Ram_session_capability ram_session_cap() const { return _ram; }
};


/**
 * Service, wherever it is implemented
 */
class Genode::Service : public List<Service>::Element
{
	public:

		enum { MAX_NAME_LEN = 32 };

		class Invalid_args   { };
		class Unavailable    { };
		class Quota_exceeded { };

	private:

		String<MAX_NAME_LEN> const _name;

	public:

		Service(char const *name) : _name(name) { }

		virtual ~Service() { }

		char const *name() const { return _name.string(); }

		/**
		 * Create session
		 *
		 * \throw Invalid_args
		 * \throw Unavailable
		 * \throw Quota_exceeded
		 */
		virtual Session_capability session(char const *args, Affinity const &affinity) = 0;

		/**
		 * Extend the donation to a session
		 */
		virtual void upgrade(Session_capability session, char const *args) = 0;

		virtual void close(Session_capability) { }

		/**
		 * Take back a part of the donation to a session, see 'Parent::downgrade'
		 */
		virtual bool downgrade(Session_capability, size_t) { return false; }

		/** Return provider of the service, null if it is not a child */
		virtual Server *server() const { return nullptr; }

		/** Return account that gets the donations, may be invalid */
		Ram_session_capability ram_session_cap()
		{
			return server() ? server()->ram_session_cap() : Ram_session_capability();
		}

	protected:

		/**
		 * Call a root interface, express failures as those of a service
		 */
		template <typename FN>
		static auto _call_root(FN const &fn) -> decltype(fn())
		{
			try { return fn(); }
			catch (Root::Invalid_args)   { throw Invalid_args();   }
			catch (Root::Unavailable)    { throw Unavailable();    }
			catch (Root::Quota_exceeded) { throw Quota_exceeded(); }
			catch (Ipc_error)            { throw Unavailable();    }
		}
};


/**
 * Service implemented by the component itself
 */
class Genode::Local_service : public Service
{
	private:

		Root *_root;

	public:

		Local_service(char const *name, Root *root) : Service(name), _root(root) { }

		Session_capability session(char const *args, Affinity const &affinity) override {
			return _call_root([&] { return _root->session(args, affinity); }); }

		void upgrade(Session_capability session, char const *args) override {
			_call_root([&] { _root->upgrade(session, args); }); }

		void close(Session_capability session) override {
			_call_root([&] { _root->close(session); }); }
};


/**
 * Service provided by the parent of the component
 */
class Genode::Parent_service : public Service
{
	public:

		Parent_service(char const *name) : Service(name) { }

		Session_capability session(char const *args, Affinity const &affinity) override
		{
			try { return env()->parent()->session(name(), args, affinity); }
			catch (Parent::Service_denied) { throw Unavailable(); }
			catch (Parent::Unavailable) {
				warning("parent has no service \"", name(), "\"");
				throw Unavailable();
			}
			catch (Parent::Quota_exceeded) { throw Quota_exceeded(); }
			catch (Ipc_error)              { throw Unavailable();    }
		}

		void upgrade(Session_capability session, char const *args) override
		{
			try { env()->parent()->upgrade(session, args); }
			catch (Parent::Quota_exceeded) { throw Quota_exceeded(); }
			catch (Ipc_error)              { throw Unavailable();    }
		}

		void close(Session_capability session) override {
			_call_root([&] { env()->parent()->close(session); }); }

		bool downgrade(Session_capability session, size_t bytes) override
		{
			try { return env()->parent()->downgrade(session, bytes); }
			catch (Ipc_error) { return false; }
		}
};


/**
 * Service provided by a child
 */
class Genode::Child_service : public Service
{
	private:

		Lock            _root_lock { };
		Root_capability _root_cap;
		Server         *_server;
		Semaphore       _announced { };     /* for those who wait for another root */
		unsigned        _num_waiting = 0;

		void _await_other_root(Root_capability const &);

		Root_client _root()
		{
			Lock::Guard guard(_root_lock);

			if (!_root_cap.valid())
				throw Unavailable();

			return Root_client(_root_cap);
		}

	public:

		Child_service(char const *name, Root_capability root, Server *server)
		: Service(name), _root_cap(root), _server(server) { }

		/**
		 * Use another root interface from now on
		 *
		 * Extension of Genode's API: a server that is restored to a time
		 * before it announced its service announces it once more.
		 */
		void root(Root_capability root)
		{
			Lock::Guard guard(_root_lock);
			_root_cap = root;

			for (; _num_waiting; _num_waiting--)
				_announced.up();
		}

		Server *server() const override { return _server; }

		/**
		 * Create session
		 *
		 * If the root interface does not exist anymore, the server was
		 * restored to a time before the announcement and will repeat it.
		 *
		 * \throw Blocking_canceled
		 */
		Session_capability session(char const *args, Affinity const &affinity) override;

		void upgrade(Session_capability session, char const *args) override
		{
			Root_client client = _root();
			_call_root([&] { client.upgrade(session, args); });
		}

		void close(Session_capability session) override
		{
			Root_client client = _root();
			_call_root([&] { client.close(session); });
		}
};


/**
 * Set of services
 */
class Genode::Service_registry
{
	protected:

		Lock          _lock     { };
		List<Client>  _waiting  { };
		List<Service> _services { };

		Service *_find(char const *name, Server *server) const
		{
			for (Service const *s = _services.first(); s; s = s->next())
				if (!strcmp(s->name(), name) && (!server || s->server() == server))
					return const_cast<Service *>(s);

			return nullptr;
		}

	public:

		/**
		 * Return service of the given name, null if there is none
		 *
		 * \param server  provider of the service, null for any
		 */
		Service *find(char const *name, Server *server = nullptr)
		{
			if (!name)
				return nullptr;

			Lock::Guard guard(_lock);
			return _find(name, server);
		}

		/**
		 * Return true if several services have the given name
		 */
		bool is_ambiguous(char const *name)
		{
			Lock::Guard guard(_lock);

			unsigned count = 0;
			for (Service *s = _services.first(); s; s = s->next())
				count += !strcmp(s->name(), name);

			return count > 1;
		}

		/**
		 * Return any service of the given provider, null if there is none
		 */
		Service *find_by_server(Server *server)
		{
			Lock::Guard guard(_lock);

			for (Service *s = _services.first(); s; s = s->next())
				if (s->server() == server)
					return s;

			return nullptr;
		}

		/**
		 * Wait until there is a service of the given name
		 *
		 * \param client_name  used for messages
		 *
		 * \return  service, null if the waiting was cancelled
		 */
		Service *wait_for_service(char const *name, Client *client, char const *client_name)
		{
			for (bool waited = false; ; waited = true) {
				{
					Lock::Guard guard(_lock);

					if (waited)
						_waiting.remove(client);

					if (Service * const service = _find(name, nullptr))
						return service;

					client->apply_for(name);
					_waiting.insert(client);
				}

				log(client_name, ": service ", name, " not yet available - sleeping");

				try { client->sleep(); }
				catch (Blocking_canceled) {
					log(client_name, ": cancel waiting for service");
					Lock::Guard guard(_lock);
					_waiting.remove(client);
					return nullptr;
				}
				log(client_name, ": service ", name, " got available");
			}
		}

		/**
		 * Add service, those who wait for it are woken up
		 */
		void insert(Service *service)
		{
			Lock::Guard guard(_lock);

			_services.insert(service);

			for (Client *c = _waiting.first(); c; c = c->next())
				if (!strcmp(service->name(), c->apply_for()))
					c->wakeup();
		}

		void remove(Service *service)
		{
			Lock::Guard guard(_lock);
			_services.remove(service);
		}

		void remove_all()
		{
			Lock::Guard guard(_lock);
			while (Service * const service = _services.first())
				_services.remove(service);
		}
};

#endif /* _INCLUDE__BASE__SERVICE_H_ */
