/*
 * \brief  Side that offers the exchange of signals as a service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _PEER_SERVER_H_
#define _PEER_SERVER_H_

#include <base/entrypoint.h>
#include <base/heap.h>
#include <base/log.h>
#include <peer.h>
#include <root/component.h>
#include <signal_peer_session.h>

namespace Signaller {

	using namespace Genode;
	using Signal_peer::Step;

	class Peer_session;
	class Peer_root;
	class Peer_server;
}


class Signaller::Peer_session : public Rpc_object<Signal_peer::Session>
{
	private:

		/* what the session hands out when its client is checkpointed */
		struct State
		{
			uint32_t version;
			Step     announced;
			Step     taken;
		};

		enum { STATE_VERSION = 1 };

		unsigned long            &_rounds;
		Step                      _announced { };
		Step                      _taken     { };
		Signal_context_capability _sigh      { };
		Signal_handler<Peer_session> _wakeup_handler;

		void _handle_wakeup()
		{
			if (_taken.number != _announced.number)
				__atomic_add_fetch(&_rounds, 1, __ATOMIC_RELAXED);

			_taken = _announced;
			if (_sigh.valid())
				Signal_transmitter(_sigh).submit();
		}

	public:

		Peer_session(Entrypoint &ep, unsigned long &rounds)
		: _rounds(rounds), _wakeup_handler(ep, *this, &Peer_session::_handle_wakeup) { }

		void save(Ipc_marshaller &out) const
		{
			out.insert_value(State { .version   = STATE_VERSION,
			                         .announced = _announced,
			                         .taken     = _taken });
			out.insert(_sigh);
		}

		bool restore(Ipc_unmarshaller &in)
		{
			State state { };
			in.extract_value(state);
			if (state.version != STATE_VERSION)
				return false;

			_announced = state.announced;
			_taken     = state.taken;
			_sigh      = reinterpret_cap_cast<Signal_context>(in.extract());
			return true;
		}


		/***********************************
		 ** Signal_peer session interface **
		 ***********************************/

		Signal_context_capability sigh(Signal_context_capability sigh) override
		{
			_sigh = sigh;
			return _wakeup_handler;
		}

		void announce(Step const &step) override
		{
			if (!step.intact())
				error("announced step ", step.number, " is damaged");

			_announced = step;
		}

		Step taken() override { return _taken; }
};


class Signaller::Peer_root : public Root_component<Peer_session>
{
	private:

		Entrypoint    &_ep;
		unsigned long &_rounds;

	protected:

		Peer_session *_create_session(char const *) override
		{
			return new (md_alloc()) Peer_session(_ep, _rounds);
		}

		bool _save_session(Peer_session &session, Ipc_marshaller &state) override
		{
			session.save(state);
			return true;
		}

		bool _restore_session(Peer_session &session, Ipc_unmarshaller &state) override
		{
			return session.restore(state);
		}

	public:

		Peer_root(Entrypoint &ep, Allocator &md_alloc, unsigned long &rounds)
		: Root_component<Peer_session>(ep, md_alloc), _ep(ep), _rounds(rounds) { }
};


class Signaller::Peer_server : public Peer
{
	private:

		unsigned long _rounds = 0;   /* of all sessions */
		Sliced_heap   _heap;
		Peer_root     _root;

	public:

		/**
		 * Constructor
		 *
		 * \param ep  serves the sessions, another one than the component's
		 *            initial entrypoint, where self-tests keep it busy
		 */
		Peer_server(Env &env, Entrypoint &ep)
		: _heap(env.ram(), env.rm()), _root(ep, _heap, _rounds)
		{
			env.parent().announce(ep.manage(_root));
		}

		/* the client is the one who sends again */
		void tick() override { }

		unsigned long rounds() const override {
			return __atomic_load_n(&_rounds, __ATOMIC_RELAXED); }
};

#endif /* _PEER_SERVER_H_ */
