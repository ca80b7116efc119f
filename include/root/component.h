/*
 * \brief  Base of root interfaces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__ROOT__COMPONENT_H_
#define _INCLUDE__ROOT__COMPONENT_H_

#include <base/allocator.h>
#include <base/entrypoint.h>
#include <base/heap.h>
#include <base/log.h>
#include <base/rpc_server.h>
#include <root/root.h>
#include <root/session_keeper.h>
#include <util/arg_string.h>

namespace Genode {

	class  Single_client;
	struct Multiple_clients;

	template <typename, typename POLICY = Multiple_clients> class Root_component;
}


/**
 * Policy of a server that accepts one session at a time
 */
class Genode::Single_client
{
	private:

		bool _used = false;

	public:

		/**
		 * \throw Root::Unavailable
		 */
		void aquire(const char *)
		{
			if (_used)
				throw Root::Unavailable();

			_used = true;
		}

		void release() { _used = false; }
};


/**
 * Policy of a server that accepts any number of sessions
 */
struct Genode::Multiple_clients
{
	void aquire(const char *) { }
	void release() { }
};


/**
 * Root interface that creates the session objects on the heap
 *
 * A server inherits the template and implements '_create_session'.
 *
 * \param SESSION_TYPE  class of the session objects
 * \param POLICY        limits the number of sessions
 */
template <typename SESSION_TYPE, typename POLICY>
class Genode::Root_component : public Rpc_object<Typed_root<SESSION_TYPE> >,
                               private POLICY, private Session_keeper
{
	private:

		Rpc_entrypoint *_ep;
		Allocator      *_md_alloc;

		/*
		 * Scope of a session's creation, which may fail at any point
		 */
		struct Acquired
		{
			POLICY &policy;
			bool    keep = false;

			Acquired(POLICY &policy, const char *args) : policy(policy) { policy.aquire(args); }

			~Acquired()
			{
				if (!keep)
					policy.release();
			}

			Acquired(Acquired const &) = delete;
			Acquired &operator = (Acquired const &) = delete;
		};

		bool save_session(Rpc_object_base &session, Ipc_marshaller &state) override {
			return _save_session(static_cast<SESSION_TYPE &>(session), state); }

		void session_saved(Rpc_object_base &session) override {
			_session_saved(static_cast<SESSION_TYPE &>(session)); }

		void quiesce_session(Rpc_object_base &session) override {
			_quiesce_session(static_cast<SESSION_TYPE &>(session)); }

		bool restore_session(Rpc_object_base &session, Ipc_unmarshaller &state) override {
			return _restore_session(static_cast<SESSION_TYPE &>(session), state); }

		void session_state_lost(Rpc_object_base &session) override {
			_session_state_lost(static_cast<SESSION_TYPE &>(session)); }

		void session_restored(Rpc_object_base &session) override {
			_session_restored(static_cast<SESSION_TYPE &>(session)); }

	protected:

		/**
		 * Create session object
		 *
		 * \param args  session arguments, where 'ram_quota' is what remains of
		 *              the donation once the session object is allocated
		 *
		 * \throw Allocator::Out_of_memory
		 * \throw Root::Invalid_args
		 * \throw Root::Unavailable
		 * \throw Root::Quota_exceeded
		 */
		virtual SESSION_TYPE *_create_session(const char *args) = 0;

		/**
		 * Create session object, for servers that regard the affinity
		 */
		virtual SESSION_TYPE *_create_session(const char *args, Affinity const &) {
			return _create_session(args); }

		/**
		 * Take over additional resources
		 */
		virtual void _upgrade_session(SESSION_TYPE *, const char *) { }

		virtual void _destroy_session(SESSION_TYPE *session) { destroy(_md_alloc, session); }

		/**
		 * Write state of a session, for restoring its client
		 *
		 * Extension of Genode's API.
		 *
		 * \return  false if there is no state to save, the default
		 */
		virtual bool _save_session(SESSION_TYPE &, Ipc_marshaller &) { return false; }

		/**
		 * Take note that the state of a session was handed out
		 *
		 * Extension of Genode's API. Called after '_save_session', even if it
		 * had nothing to save. Between the two, a session must not submit
		 * signals to the client: the state could not tell if they were.
		 */
		virtual void _session_saved(SESSION_TYPE &) { }

		/**
		 * Stop submitting signals to the client, which is being restored
		 *
		 * Extension of Genode's API. '_restore_session' follows. Signals that
		 * are submitted before the function returns are not delivered.
		 */
		virtual void _quiesce_session(SESSION_TYPE &) { }

		/**
		 * Take back the state of a session
		 *
		 * Extension of Genode's API. The session may be the one whose state was
		 * saved or a fresh one.
		 *
		 * \return  false if a state cannot be taken back, the default
		 *
		 * \throw Ipc_error  the state is malformed
		 */
		virtual bool _restore_session(SESSION_TYPE &, Ipc_unmarshaller &) { return false; }

		/**
		 * Take note that the client of a session was restored, but that the
		 * state of the session is not known because the server did not answer
		 * when the client was captured
		 *
		 * Extension of Genode's API. The session should do what lets the
		 * client get on, e.g., wake it up if it may wait for a signal.
		 */
		virtual void _session_state_lost(SESSION_TYPE &) { }

		/**
		 * Do what the client need not wait for
		 *
		 * Extension of Genode's API. Called after '_restore_session', or
		 * '_session_state_lost', even if it failed, when the client goes on. Requests
		 * of the client are served afterwards.
		 */
		virtual void _session_restored(SESSION_TYPE &) { }

		Allocator      *md_alloc() { return _md_alloc; }
		Rpc_entrypoint *ep()       { return _ep; }

	public:

		/**
		 * Constructor
		 *
		 * \param ep        entrypoint that serves the sessions
		 * \param md_alloc  allocator of the session objects
		 */
		Root_component(Rpc_entrypoint *ep, Allocator *md_alloc) : _ep(ep), _md_alloc(md_alloc) { }

		Root_component(Entrypoint &ep, Allocator &md_alloc)
		: _ep(&ep.rpc_ep()), _md_alloc(&md_alloc) { }

		Session_capability session(Root::Session_args const &args,
		                           Affinity const &affinity) override
		{
			if (!args.is_valid_string())
				throw Root::Invalid_args();

			Acquired acquired(*this, args.string());

			/* the session object is paid by the client */
			size_t const ram_quota = Arg_string::find_arg(args.string(), "ram_quota").ulong_value(0);
			size_t const needed    = max(sizeof(SESSION_TYPE), size_t(4096));

			if (needed > ram_quota) {
				error("Insufficient ram quota for ", SESSION_TYPE::service_name(),
				      "-session, provided: ", ram_quota, ", required: ", needed);
				throw Root::Quota_exceeded();
			}

			char adjusted_args[Root::Session_args::MAX_SIZE];
			strncpy(adjusted_args, args.string(), sizeof(adjusted_args));
			Arg_string::set_arg(adjusted_args, sizeof(adjusted_args), "ram_quota",
			                    (int)(ram_quota - needed));

			SESSION_TYPE *session = nullptr;
			try { session = _create_session(adjusted_args, affinity); }
			catch (Allocator::Out_of_memory) { throw Root::Quota_exceeded(); }

			session->session_keeper(this);
			_ep->manage(session);

			acquired.keep = true;
			return session->cap();
		}

		void upgrade(Session_capability session, Root::Upgrade_args const &args) override
		{
			if (!args.is_valid_string())
				throw Root::Invalid_args();

			_ep->apply(session, [&] (Rpc_object_base *obj) {
				if (SESSION_TYPE * const s = dynamic_cast<SESSION_TYPE *>(obj))
					_upgrade_session(s, args.string()); });
		}

		void close(Session_capability session_cap) override
		{
			SESSION_TYPE *session = nullptr;

			_ep->apply(session_cap, [&] (Rpc_object_base *obj) {
				session = dynamic_cast<SESSION_TYPE *>(obj); });

			if (!session)
				return;

			_ep->dissolve(session);
			_destroy_session(session);
			POLICY::release();
		}
};

#endif /* _INCLUDE__ROOT__COMPONENT_H_ */
