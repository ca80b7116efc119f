/*
 * \brief  Parent interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PARENT__PARENT_H_
#define _INCLUDE__PARENT__PARENT_H_

#include <base/affinity.h>
#include <base/exception.h>
#include <base/rpc.h>
#include <base/rpc_args.h>
#include <root/capability.h>
#include <session/capability.h>
#include <signal_source/signal_context.h>
#include <thread/capability.h>
#include <util/string.h>

namespace Genode { class Parent; }


/**
 * Interface by which a component talks to the one that created it
 */
class Genode::Parent
{
	private:

		/*
		 * A service whose interface extends another one is announced under
		 * both names
		 */
		template <typename SESSION_TYPE>
		auto _announce_inherited(Root_capability root, int)
			-> decltype((void)SESSION_TYPE::Rpc_inherited_interface::service_name()) {
			_announce<typename SESSION_TYPE::Rpc_inherited_interface>(root); }

		template <typename SESSION_TYPE>
		void _announce_inherited(Root_capability, long) { }

		template <typename SESSION_TYPE>
		void _announce(Root_capability root)
		{
			_announce_inherited<SESSION_TYPE>(root, 0);
			announce(SESSION_TYPE::service_name(), root);
		}

	public:

		class Exception      : public ::Genode::Exception { };
		class Service_denied : public Exception { };
		class Quota_exceeded : public Exception { };
		class Unavailable    : public Exception { };

		typedef Rpc_in_buffer<64>  Service_name;
		typedef Rpc_in_buffer<160> Session_args;
		typedef Rpc_in_buffer<160> Upgrade_args;

		/* argument and result of different functions */
		typedef String<160> Resource_args;

		virtual ~Parent() { }

		/**
		 * Tell the parent that the component is done
		 */
		virtual void exit(int exit_value) = 0;

		/**
		 * Announce service
		 */
		virtual void announce(Service_name const &service_name, Root_capability service_root) = 0;

		/**
		 * Announce service, named by the session type of the root interface
		 */
		template <typename ROOT_INTERFACE>
		void announce(Capability<ROOT_INTERFACE> const &service_root)
		{
			_announce<typename ROOT_INTERFACE::Session_type>(service_root);
		}

		/**
		 * Request session
		 *
		 * \param service_name  name of the requested service
		 * \param args          session arguments
		 * \param affinity      preferred affinity of the session
		 *
		 * \throw Service_denied  the component must not use the service
		 * \throw Quota_exceeded  'ram_quota' exceeds the quota of the component
		 *                        or does not suffice for the server
		 * \throw Unavailable     there is no such service
		 */
		virtual Session_capability session(Service_name const &service_name,
		                                   Session_args const &args,
		                                   Affinity     const &affinity = Affinity()) = 0;

		/**
		 * Request session of the given type
		 */
		template <typename SESSION_TYPE>
		Capability<SESSION_TYPE> session(Session_args const &args,
		                                 Affinity     const &affinity = Affinity())
		{
			return reinterpret_cap_cast<SESSION_TYPE>(
				session(SESSION_TYPE::service_name(), args, affinity));
		}

		/**
		 * Donate further resources to a session
		 *
		 * \param args  amount, "ram_quota=..."
		 *
		 * \throw Quota_exceeded
		 */
		virtual void upgrade(Session_capability to_session, Upgrade_args const &args) = 0;

		/**
		 * Close session
		 */
		virtual void close(Session_capability session) = 0;

		/** Return capability of the component's main thread */
		virtual Thread_capability main_thread_cap() const = 0;

		/**
		 * Register handler to be notified when resources arrive
		 */
		virtual void resource_avail_sigh(Signal_context_capability sigh) = 0;

		/**
		 * Ask for resources, e.g., "ram_quota=4096"
		 */
		virtual void resource_request(Resource_args const &args) = 0;

		/**
		 * Register handler for requests to give up resources
		 */
		virtual void yield_sigh(Signal_context_capability sigh) = 0;

		/** Return the resources that the parent wants back */
		virtual Resource_args yield_request() = 0;

		/**
		 * Tell that resources were given up
		 */
		virtual void yield_response() = 0;

		/**
		 * Description of a session that the component holds
		 */
		struct Session_info
		{
			String<64>    service { };
			String<160>   args    { };
			Affinity      affinity { };
			bool          valid   = false;
			unsigned long id      = 0;    /* among the sessions of the component */
			size_t        donated = 0;    /* bytes, with all upgrades */
		};

		/**
		 * Tell how a session came about, answered to core only
		 *
		 * Extension of Genode's API: core records the sessions of a component
		 * that is checkpointed, and requests them anew when it is restored.
		 */
		virtual Session_info session_info(Session_capability) { return Session_info(); }

		/**
		 * Part of the list of the sessions that the component opened
		 */
		struct Session_ids
		{
			enum { MAX = 24 };

			unsigned long ids    [MAX] { };
			size_t        donated[MAX] { };   /* bytes */
			unsigned      count = 0;   /* fewer than 'MAX' at the end of the list */
		};

		/**
		 * Return part of the list of sessions, answered to core only
		 *
		 * Extension of Genode's API: a component that is restored does not
		 * know sessions that it opened after the checkpoint, so core closes
		 * them.
		 *
		 * \param first  number of the first session to return, from 0 on
		 */
		virtual Session_ids session_ids(unsigned /* first */) { return Session_ids(); }

		/**
		 * Close session, accepted from core only
		 *
		 * \param returned  the donation is back already, there is nothing to transfer
		 */
		virtual void close_session(unsigned long /* id */, bool /* returned */) { }

		/**
		 * Take note of a session that exists already, accepted from core only
		 *
		 * Extension of Genode's API: if a client is restored along with its
		 * server, their session comes with them. The donation was
		 * transferred already.
		 *
		 * \param donated  bytes that the component donated to the session
		 *
		 * \return  false if the component could not have opened the session
		 */
		virtual bool adopt_session(Service_name const &, Session_args const &,
		                           Affinity const &, Session_capability,
		                           size_t /* donated */) { return false; }

		/**
		 * Take back a part of what was donated to a session
		 *
		 * Extension of Genode's API: a component that is restored does not
		 * know the upgrades that it asked for after the checkpoint.
		 *
		 * \param bytes  amount that the session must not be using
		 *
		 * \return  false if nothing was taken back, because the amount is in
		 *          use or the session is not at core
		 */
		virtual bool downgrade(Session_capability, size_t /* bytes */) { return false; }

		/**
		 * Service that the component announced
		 */
		struct Announcement
		{
			String<64> service { };

			bool valid = false;
		};

		/**
		 * Tell about the services of the component, answered to core only
		 *
		 * Extension of Genode's API: core repeats the announcements of a
		 * component that is restored in a later run of the system.
		 *
		 * \param index  number of the announcement, from 0 on
		 *
		 * \return  not valid if there are fewer announcements
		 */
		virtual Announcement announcement(unsigned /* index */) { return Announcement(); }

		/** Return root capability of an announcement, answered to core only */
		virtual Root_capability announced_root(unsigned /* index */) { return Root_capability(); }

		typedef Rpc_in_buffer<64> Clone_name;

		enum class Clone_result { OK, REFUSED, NAME_IN_USE, OUT_OF_QUOTA, FAILED };

		/**
		 * Create another component like this one, accepted from core only
		 *
		 * Extension of Genode's API: the other component has the same
		 * configuration, but a name, an account, and sessions of its own. Core
		 * restores a snapshot to it.
		 *
		 * \param name  name of the new component
		 */
		virtual Clone_result create_clone(Clone_name const &) { return Clone_result::REFUSED; }

		/** Remove what 'create_clone' created, accepted from core only */
		virtual void destroy_clone(Clone_name const &) { }

		GENODE_RPC(Rpc_exit, void, exit, int);
		GENODE_RPC(Rpc_announce, void, announce, Service_name const &, Root_capability);
		GENODE_RPC_THROW(Rpc_session, Session_capability, session,
		                 GENODE_TYPE_LIST(Service_denied, Quota_exceeded, Unavailable),
		                 Service_name const &, Session_args const &, Affinity const &);
		GENODE_RPC_THROW(Rpc_upgrade, void, upgrade, GENODE_TYPE_LIST(Quota_exceeded),
		                 Session_capability, Upgrade_args const &);
		GENODE_RPC(Rpc_close, void, close, Session_capability);
		GENODE_RPC(Rpc_main_thread, Thread_capability, main_thread_cap);
		GENODE_RPC(Rpc_resource_avail_sigh, void, resource_avail_sigh,
		           Signal_context_capability);
		GENODE_RPC(Rpc_resource_request, void, resource_request, Resource_args const &);
		GENODE_RPC(Rpc_yield_sigh, void, yield_sigh, Signal_context_capability);
		GENODE_RPC(Rpc_yield_request, Resource_args, yield_request);
		GENODE_RPC(Rpc_yield_response, void, yield_response);
		GENODE_RPC(Rpc_session_info, Session_info, session_info, Session_capability);

		GENODE_RPC(Rpc_announcement, Announcement, announcement, unsigned);
		GENODE_RPC(Rpc_announced_root, Root_capability, announced_root, unsigned);
		GENODE_RPC(Rpc_session_ids, Session_ids, session_ids, unsigned);
		GENODE_RPC(Rpc_close_session, void, close_session, unsigned long, bool);
		GENODE_RPC(Rpc_adopt_session, bool, adopt_session, Service_name const &,
		           Session_args const &, Affinity const &, Session_capability, size_t);
		GENODE_RPC(Rpc_create_clone, Clone_result, create_clone, Clone_name const &);
		GENODE_RPC(Rpc_destroy_clone, void, destroy_clone, Clone_name const &);
		GENODE_RPC(Rpc_downgrade, bool, downgrade, Session_capability, size_t);

		GENODE_RPC_INTERFACE(Rpc_exit, Rpc_announce, Rpc_session, Rpc_upgrade, Rpc_close,
		                     Rpc_main_thread, Rpc_resource_avail_sigh,
		                     Rpc_resource_request, Rpc_yield_sigh, Rpc_yield_request,
		                     Rpc_yield_response, Rpc_session_info,
		                     Rpc_announcement, Rpc_announced_root,
		                     Rpc_session_ids, Rpc_close_session, Rpc_adopt_session,
		                     Rpc_create_clone, Rpc_destroy_clone, Rpc_downgrade);
};

#endif /* _INCLUDE__PARENT__PARENT_H_ */
