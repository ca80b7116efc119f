/*
 * \brief  End of a restore, with calls to parents and servers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <list>
#include <memory>

#include <core/caller.h>
#include <parent/capability.h>
#include <root/session_keeper.h>
#include <rtcr/epilogue.h>
#include <rtcr/parent_calls.h>
#include <rtcr/resources.h>
#include <rtcr/typed_capability.h>

using namespace Rtcr;
using Kernel::Object;


Epilogue::Epilogue(Reconstruction const &r, Parent_fn const &parent_of)
:
	_preparation(r.preparation), _policy(r.policy), _report(r.report), _calls(r.calls_to_outside)
{
	Snapshot const &snapshot = r.snapshot;

	for (Index i = 0; i < snapshot.outsides.size(); i++) {

		Outside const &outside = snapshot.outsides[i];
		Object * const session = r.object({ Ref::Kind::OUTSIDE, i });

		if ((!outside.has_state && !outside.state_lost) || !session)
			continue;

		std::vector<Object_ref> caps;
		for (Ref const &cap : outside.state_caps) {
			caps.push_back(r.object_ref(cap));
			_cut.hold_signals(caps.back());
		}

		_states.push_back({ Object_ref(*session), outside.service, outside.state,
		                            std::move(caps) });
	}

	for (Index i = 0; i < snapshot.pds.size(); i++)
		for (Announced_service const &service : snapshot.pds[i].announced)
			if (!r.same_system && r.object(service.root))
				_services.push_back({ r.pds[i]->parent_object(),
				                              r.object_ref(service.root), service.name });

	for (Index const i : _preparation.adopted) {

		Inner_session const &session = snapshot.inner_sessions[i];

		_adopted.push_back({ r.pds[session.pd]->parent_object(),
		                             r.object_ref(session.gate), session });
	}

	for (Preparation::Surplus_session const &surplus : _preparation.surplus)
		if (surplus.inner())
			_inner.push_back({ surplus, returned_donation(r, surplus).inner() });

	for (Index i = 0; i < r.sessions.size(); i++)
		if (size_t const bytes = surplus_donation(r, i))
			_surplus_donations.push_back({ parent_of(r.sessions[i]->label()),
			                               Object_ref(r.sessions[i]->session_object()),
			                               r.sessions[i]->args().service + " session of \""
			                               + r.sessions[i]->label() + "\"", bytes });

	std::unordered_set<Object const *> used;
	for (Core::Session const *session : r.sessions)
		used.insert(&session->session_object());
	for (Object_ref const &outside : r.outsides)
		used.insert(outside.get());

	for (Core::Session * const session : r.set.sessions())
		if (!used.contains(&session->session_object()))
			_surplus.push_back({ parent_of(session->label()),
			                             Object_ref(session->session_object()) });
}


/**
 * Requests for a session, executed by its server
 */
class Epilogue::Handover
{
	private:

		using Call = std::unique_ptr<Core::Caller::Pending>;

		State const &_state;

		Genode::Msgbuf<Genode::Msgbuf_base::MAX_DATA_SIZE> _request { };

		Call const _restore = Core::Caller::current().reserve();
		Call const _quiesce = Core::Caller::current().reserve();

		void _begin_restore()
		{
			_restore->begin(typed<Genode::Session>(_state.session),
			                Genode::Rpc_opcode(Genode::Session_keeper::OPCODE_RESTORE), _request);
		}

		/*
		 * Signals that the session submitted until now are due to what the
		 * component did after the checkpoint. Those that follow are due to the
		 * restored state.
		 */
		void _quiet()
		{
			for (Object_ref const &cap : _state.caps)
				Session_cut::discard_signals(cap);

			try { _begin_restore(); }
			catch (Genode::Ipc_error) { /* the session is gone, see 'finish' */ }
		}

	public:

		explicit Handover(State const &state) : _state(state)
		{
			_request.data_size(state.data.size());
			std::copy_n(state.data.begin(), _request.data_size(), _request.data());

			for (Object_ref const &cap : state.caps)
				_request.insert(typed<Genode::Session>(cap));
		}

		/** Return false if there are too many calls to be finished first */
		bool begin()
		{
			if (!_restore || !_quiesce)
				return false;

			Genode::Msgbuf<1> const nothing;

			try {
				_quiesce->begin(typed<Genode::Session>(_state.session),
				                Genode::Rpc_opcode(Genode::Session_keeper::OPCODE_QUIESCE), nothing,
				                [this] (Kernel::Invocation::Payload const &) { _quiet(); });
			} catch (Genode::Ipc_error) { /* likewise */ }

			return true;
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

		std::string const &name() const { return _state.name; }
};


/*
 * Servers of different sessions work at the same time
 */
void Epilogue::_hand_back_states()
{
	std::list<Handover> handovers;

	auto finish = [&] {
		for (Handover &handover : handovers)
			if (!handover.finish())
				_report.notes.push_back("the server of the " + handover.name() + " session did not take "
				                        "back the state of the session");
		handovers.clear();
	};

	auto begin = [&] (State const &state) {
		if (handovers.emplace_back(state).begin())
			return true;

		handovers.pop_back();
		return false;
	};

	for (State const &state : _states)
		if (!begin(state)) {
			finish();
			(void)begin(state);
		}

	finish();
	_cut.release();
}


void Epilogue::_send_calls()
{
	for (Reconstruction::Detached_call const &call : _calls)
		if (call.client->alive() && call.client->call_number() == call.number)
			restore_call(_policy, _report, *call.client, call.received);
}


void Epilogue::_announce_services()
{
	for (Service const &service : _services)
		try {
			typed<Genode::Parent>(service.parent).call<Genode::Parent::Rpc_announce>(
				Genode::Parent::Service_name(service.name.c_str()),
				Genode::reinterpret_cap_cast<Genode::Root>(Core::capability(*service.root)));
		} catch (Genode::Ipc_error) {
			_report.notes.push_back("service \"" + service.name + "\" could not be announced"); }
}


void Epilogue::_adopt_sessions()
{
	for (Adopted const &adopted : _adopted) {

		bool known = false;
		try {
			note_sessions_changed(adopted.parent);
			known = typed<Genode::Parent>(adopted.parent).call<Genode::Parent::Rpc_adopt_session>(
				Genode::Parent::Service_name(adopted.info.service.c_str()),
				Genode::Parent::Session_args(adopted.info.args.c_str()), adopted.info.affinity,
				typed<Genode::Session>(adopted.session), adopted.info.donated);
		} catch (Genode::Ipc_error) { }

		if (!known)
			_report.notes.push_back("the parent does not take note of the " + adopted.info.service
			                        + " session (" + adopted.info.args + ") that was restored with "
			                        "its server");
	}
}


/*
 * The components do not know the upgrades that they asked for after the
 * checkpoint
 */
void Epilogue::_return_donations()
{
	for (Surplus_donation const &donation : _surplus_donations) {

		bool returned = false;
		try {
			returned = typed<Genode::Parent>(donation.parent).call<Genode::Parent::Rpc_downgrade>(
				typed<Genode::Session>(donation.session), donation.bytes);
		} catch (Genode::Ipc_error) { }

		if (!returned)
			_report.notes.push_back(std::to_string(donation.bytes) + " bytes donated to the "
			                        + donation.name + " since the checkpoint did not come back");
	}
}


/*
 * Call 'fn', which asks a parent to close a session
 */
void Epilogue::_close(auto const &fn)
{
	try { fn(); }
	catch (Genode::Ipc_error) {
		_report.notes.push_back("a session that was opened after the checkpoint could not "
		                        "be closed"); }
}


void Epilogue::_close(Preparation::Surplus_session const &surplus, bool returned)
{
	_close([&] {
		note_sessions_changed(surplus.parent);
		typed<Genode::Parent>(surplus.parent)
			.call<Genode::Parent::Rpc_close_session>((unsigned long)surplus.id, returned); });
}


void Epilogue::_close_surplus_sessions()
{
	for (Preparation::Surplus_session const &surplus : _preparation.surplus)
		if (!surplus.inner())
			_close(surplus, false);

	for (Closed const &surplus : _surplus)
		if (surplus.session->alive())
			_close([&] {
				note_sessions_changed(surplus.parent);
				typed<Genode::Parent>(surplus.parent)
					.call<Genode::Parent::Rpc_close>(typed<Genode::Session>(surplus.session)); });
}


void Epilogue::execute()
{
	/* quota comes back before a call is sent that needs it */
	_return_donations();
	_close_surplus_sessions();

	_hand_back_states();

	if (_inner.empty())
		_send_calls();

	_announce_services();
	_adopt_sessions();
}


void Epilogue::complete()
{
	if (_inner.empty())
		return;

	for (Closed_inner const &surplus : _inner)
		_close(surplus.session, surplus.returned);

	_send_calls();
}
