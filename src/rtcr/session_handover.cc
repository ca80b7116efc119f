/*
 * \brief  Return of session states to servers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <memory>

#include <core/caller.h>
#include <root/session_keeper.h>
#include <rtcr/session_handover.h>
#include <rtcr/typed_capability.h>

using namespace Rtcr;
using Kernel::Object;


/**
 * Requests for a session, executed by its server
 */
class Session_handover::Requests
{
	private:

		using Call = std::unique_ptr<Core::Caller::Pending>;

		State const &_state;
		bool  const &_due;

		bool _silent = false;

		Call const _restore = Core::Caller::current().reserve();
		Call const _quiesce = Core::Caller::current().reserve();

		void _begin_restore()
		{
			Genode::Msgbuf<Genode::Msgbuf_base::MAX_DATA_SIZE> request { };

			request.data_size(_state.outside.state.size());
			std::copy_n(_state.outside.state.data(), request.data_size(), request.data());

			for (Object_ref const &cap : _state.caps)
				request.insert(typed<Genode::Session>(cap));

			_restore->begin(typed<Genode::Session>(_state.session),
			                Genode::Rpc_opcode(Genode::Session_keeper::OPCODE_RESTORE), request);
		}

		/*
		 * Signals that the session submitted until now are due to what the
		 * component did after the checkpoint. Those that follow are due to the
		 * restored state.
		 */
		void _fall_silent()
		{
			for (Object_ref const &context : _state.contexts)
				Session_cut::discard_signals(context);

			_silent = true;
			begin_restore_if_due();
		}

	public:

		/**
		 * \param due  set when the state may follow
		 */
		Requests(State const &state, bool const &due) : _state(state), _due(due) { }

		/** Return false if there are too many calls to be finished first */
		bool begin()
		{
			if (!_restore || !_quiesce)
				return false;

			Genode::Msgbuf<1> const nothing;

			try {
				_quiesce->begin(typed<Genode::Session>(_state.session),
				                Genode::Rpc_opcode(Genode::Session_keeper::OPCODE_QUIESCE), nothing,
				                [this] (Kernel::Invocation::Payload const &) { _fall_silent(); });
			} catch (Genode::Ipc_error) { /* the session is gone, see 'finish' */ }

			return true;
		}

		/** Let the state follow at once if the session has fallen silent, or as soon as it does */
		void let_state_follow()
		{
			_quiesce->advance();
			begin_restore_if_due();
		}

		/** Let the state follow once, unless the session has to fall silent first */
		void begin_restore_if_due()
		{
			if (!_silent || !_due || _restore->begun())
				return;

			try { _begin_restore(); }
			catch (Genode::Ipc_error) { /* likewise */ }
		}

		/** Wait for the end, return false if the server did not take back the state */
		bool finish()
		{
			Genode::Msgbuf<Genode::Msgbuf_base::MAX_DATA_SIZE> reply;

			try { (void)_quiesce->finish(reply); }
			catch (Genode::Ipc_error) { }

			try {
				if (!_restore->begun())
					_begin_restore();

				return _restore->finish(reply).value == Genode::Rpc_exception_code::SUCCESS;
			}
			catch (Genode::Ipc_error) { return false; }
		}

		std::string const &service() const { return _state.outside.service; }
};


Session_handover::Session_handover(Reconstruction const &r)
{
	using Kind = Ref::Kind;

	for (Index i = 0; i < r.snapshot.outsides.size(); i++) {

		Outside const &outside = r.snapshot.outsides[i];
		Object * const session = r.object({ Kind::OUTSIDE, i });

		if ((!outside.has_state && !outside.state_lost) || !session)
			continue;

		State &state = _states.emplace_back(outside, Object_ref(*session));

		for (Ref const &cap : outside.state_caps)
			if (cap.kind == Kind::SIGNAL_CONTEXT || cap.kind == Kind::OUTSIDE) {
				state.contexts.push_back(r.object_ref(cap));
				_cut.hold_signals(state.contexts.back());
			}
	}

	_next = _states.begin();
	_begin();
}


Session_handover::~Session_handover() { }


/*
 * Send requests to as many servers as possible at a time
 */
void Session_handover::_begin()
{
	for (; _next != _states.end(); ++_next) {
		if (_requests.emplace_back(*_next, _due).begin())
			continue;

		_requests.pop_back();
		return;
	}
}


void Session_handover::objects_in_place(Reconstruction const &r)
{
	for (State &state : _states)
		for (Ref const &cap : state.outside.state_caps)
			state.caps.push_back(r.object_ref(cap));
}


void Session_handover::begin()
{
	_due = true;
	for (Requests &requests : _requests)
		requests.let_state_follow();
}


void Session_handover::execute(Report &report)
{
	begin();

	while (!_requests.empty()) {

		for (Requests &requests : _requests)
			if (!requests.finish())
				report.notes.push_back("the server of the " + requests.service() + " session did not take "
				                       "back the state of the session");
		_requests.clear();
		_begin();
	}
	_cut.release();
}
