/*
 * \brief  End of a restore, with calls to parents and servers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/caller.h>
#include <parent/capability.h>
#include <rtcr/epilogue.h>
#include <rtcr/parent_calls.h>
#include <rtcr/resources.h>
#include <rtcr/typed_capability.h>

using namespace Rtcr;
using Kernel::Object;


Epilogue::Epilogue(Reconstruction const &r, Session_handover &handover, Parent_fn const &parent_of)
:
	_preparation(r.preparation), _policy(r.policy), _report(r.report), _handover(handover),
	_calls(r.calls_to_outside)
{
	Snapshot const &snapshot = r.snapshot;

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

	_handover.execute(_report);

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
