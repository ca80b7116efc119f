/*
 * \brief  Timer service, based on the IPC timeouts of the kernel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <root/component.h>
#include <timeout_thread.h>
#include <timer_session/timer_session.h>

namespace Timer {

	using namespace Genode;

	class  Session_component;
	class  Root;
	struct Main;
}


/**
 * Session of one client
 */
class Timer::Session_component
:
	public Rpc_object<Session>, private Timeout::Handler,
	public List<Session_component>::Element
{
	private:

		/* what the session hands out when its client is checkpointed */
		struct State
		{
			uint32_t version;
			uint32_t armed;
			uint64_t remaining_us;
			uint64_t period_us;
			uint64_t elapsed_us;
		};

		enum { STATE_VERSION = 1 };

		Timeout_thread           &_timeouts;
		Timeout                   _timeout { _timeouts, *this };
		Signal_context_capability _sigh    { };
		Lock                      _lock    { };
		uint64_t                  _start_us = _timeouts.now_us();
		State                     _restored { };   /* takes effect by 'restored' */

		/* what the client is waiting for since 'quiesce', unless a state replaces it */
		Timeout::Schedule _suspended { };

		uint64_t _remaining_us(Timeout::Schedule const &schedule) const
		{
			uint64_t const now = _timeouts.now_us();
			return schedule.deadline_us > now ? schedule.deadline_us - now : 0;
		}

		void _start_suspended()
		{
			Timeout::Schedule const schedule = _suspended;
			_suspended = { };

			if (schedule.armed)
				_timeout.start(_remaining_us(schedule), schedule.period_us);
		}

		/* called by the timeout thread */
		void handle_timeout() override
		{
			Signal_context_capability sigh { };
			{
				Lock::Guard guard(_lock);
				sigh = _sigh;
			}
			if (sigh.valid())
				Signal_transmitter(sigh).submit();
		}

	public:

		explicit Session_component(Timeout_thread &timeouts) : _timeouts(timeouts) { }

		~Session_component() { _timeout.cancel(); }

		/**
		 * Submit signal although there may be no reason
		 *
		 * Called when the timer was restored, or the state of the session was not
		 * saved. A timeout that the client asked for since the checkpoint is not
		 * known anymore, and a signal too many does less harm than one that never
		 * comes. No state replaces the present one.
		 */
		void wake_up()
		{
			_start_suspended();
			handle_timeout();
		}

		/**
		 * Write state, which stays valid until 'saved'
		 */
		void save(Ipc_marshaller &out)
		{
			_timeouts.stop_handling();

			Timeout::Schedule const schedule = _timeout.schedule();

			State const state {
				.version      = STATE_VERSION,
				.armed        = schedule.armed,
				.remaining_us = _remaining_us(schedule),
				.period_us    = schedule.period_us,
				.elapsed_us   = _timeouts.now_us() - _start_us };

			out.insert_value(state);

			Lock::Guard guard(_lock);
			out.insert(_sigh);
		}

		void saved() { _timeouts.continue_handling(); }

		void quiesce()
		{
			Timeout::Schedule const schedule = _timeout.schedule();
			if (schedule.armed)
				_suspended = schedule;

			_timeout.cancel();
		}

		bool restore(Ipc_unmarshaller &in)
		{
			State state { };
			in.extract_value(state);
			if (state.version != STATE_VERSION)
				return false;

			_timeout.cancel();
			_suspended = { };
			_restored  = state;

			Lock::Guard guard(_lock);
			_sigh = reinterpret_cap_cast<Signal_context>(in.extract());
			return true;
		}

		/*
		 * The time goes on when the client does, and to ask for it takes a call
		 */
		void restored()
		{
			State const state = _restored;
			_restored = { };

			if (state.version != STATE_VERSION)
				return;

			_start_us = _timeouts.now_us() - state.elapsed_us;

			if (state.armed)
				_timeout.start(state.remaining_us, state.period_us);
		}


		/***********************
		 ** Session interface **
		 ***********************/

		void trigger_once(unsigned us) override
		{
			_suspended = { };
			_timeout.start(us, 0);
		}

		void trigger_periodic(unsigned us) override
		{
			_suspended = { };
			if (us)
				_timeout.start(us, us);
			else
				_timeout.cancel();
		}

		void sigh(Signal_context_capability sigh) override
		{
			Lock::Guard guard(_lock);
			_sigh = sigh;
		}

		unsigned long elapsed_ms() const override
		{
			return (unsigned long)((_timeouts.now_us() - _start_us)/1000);
		}

		/* implemented by the client */
		void msleep(unsigned) override { }
		void usleep(unsigned) override { }
};


class Timer::Root : public Root_component<Session_component>
{
	private:

		Timeout_thread         &_timeouts;
		List<Session_component> _sessions { };

	protected:

		Session_component *_create_session(char const *) override
		{
			Session_component &session = *new (md_alloc()) Session_component(_timeouts);
			_sessions.insert(&session);
			return &session;
		}

		void _destroy_session(Session_component *session) override
		{
			_sessions.remove(session);
			Root_component<Session_component>::_destroy_session(session);
		}

		bool _save_session(Session_component &session, Ipc_marshaller &state) override
		{
			session.save(state);
			return true;
		}

		void _session_saved(Session_component &session) override { session.saved(); }

		void _quiesce_session(Session_component &session) override { session.quiesce(); }

		bool _restore_session(Session_component &session, Ipc_unmarshaller &state) override
		{
			return session.restore(state);
		}

		void _session_restored(Session_component &session) override { session.restored(); }

		/* the client may wait for a timeout */
		void _session_state_lost(Session_component &session) override
		{
			session.wake_up();
		}

	public:

		Root(Entrypoint &ep, Allocator &md_alloc, Timeout_thread &timeouts)
		: Root_component<Session_component>(ep, md_alloc), _timeouts(timeouts) { }

		/** Submit a signal to each client */
		void wake_up_clients()
		{
			for (Session_component *session = _sessions.first(); session; session = session->next())
				session->wake_up();
		}
};


struct Timer::Main
{
	Env           &env;
	Sliced_heap    heap     { env.ram(), env.rm() };
	Timeout_thread timeouts { env };
	Root           root     { env.ep(), heap, timeouts };

	Signal_handler<Main> restored_handler { env.ep(), *this, &Main::handle_restored };

	void handle_restored()
	{
		timeouts.resume();
		root.wake_up_clients();
	}

	explicit Main(Env &env) : env(env)
	{
		env.pd().restored_sigh(restored_handler);
		timeouts.start();
		env.parent().announce(env.ep().manage(root));
	}
};


void Component::construct(Genode::Env &env) { static Timer::Main main(env); }
