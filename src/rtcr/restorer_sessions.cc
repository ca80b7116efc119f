/*
 * \brief  Sessions that a restore needs, requested from the parents
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <set>

#include <core/caller.h>
#include <core/label.h>
#include <parent/capability.h>
#include <rom_session/rom_session.h>
#include <rtcr/implementation.h>
#include <rtcr/parent_calls.h>
#include <rtcr/resources.h>
#include <rtcr/restorer.h>
#include <rtcr/session_infos.h>
#include <rtcr/typed_capability.h>

using namespace Rtcr;
using Kernel::Object;
using Object_ref = Kernel::Ref<Object>;


/*
 * The parent of a component knows the sessions of what the component started
 * as well, because they were requested through it.
 */
Object_ref Restorer::_parent_of(std::string const &label) const
{
	Component_set const set = _component_set();

	for (std::string const &root : set.roots())
		if (Core::label_belongs(label, root))
			for (Core::Pd_session_component const *pd : set.pds())
				if (pd->label() == root)
					return pd->parent_object();

	return { };
}


Object_ref Restorer::_open_session(std::string const &component, std::string const &service,
                                   std::string const &args, Genode::Affinity const &affinity)
{
	Object_ref const parent = _parent_of(component);

	std::string const what = service + " session (" + args + ") of \"" + component + "\"";

	if (service.empty())
		throw Incompatible("a session of \"" + component + "\" cannot be opened anew because its "
		                   "origin is unknown");
	try {
		auto const cap = typed<Genode::Parent>(parent).call<Genode::Parent::Rpc_session>(
			Genode::Parent::Service_name(service.c_str()),
			Genode::Parent::Session_args(args.c_str()), affinity);

		note_sessions_changed(parent);

		if (Object * const object = Core::object(cap)) {
			_opened.push_back({ parent, Object_ref(*object) });
			return Object_ref(*object);
		}
	}
	catch (Genode::Parent::Quota_exceeded) {
		throw Out_of_quota("the quota does not suffice for opening the " + what); }
	catch (Genode::Parent::Service_denied) {
		throw Incompatible("there is no route for the " + what); }
	catch (Genode::Parent::Unavailable) {
		throw Incompatible("the server is not available for the " + what); }
	catch (Genode::Ipc_error) {
		throw Incompatible("the parent does not answer when asked for the " + what); }

	throw Incompatible("the server returned nothing for the " + what);
}


/*
 * Return true if the PD is the captured one, so what its parent knows about
 * it is about what was captured
 */
bool Restorer::_same_pd(Reconstruction const &r, Index pd) const
{
	return r.pds[pd] && r.identical(r.pds[pd]->task(), _snapshot.pds[pd].task_id);
}


/*
 * A parent that waits for something on behalf of a component is not asked
 */
bool Restorer::_busy_parent(Reconstruction const &r, Index pd) const
{
	auto const &parent = r.pds[pd]->parent_object();

	return parent && call_to_parent(r.set, *parent);
}


/*
 * Return true if there is a parent that is not restored along with the component
 */
bool Restorer::_outside_parent(Reconstruction const &r, Index pd) const
{
	if (_snapshot.root_pd(_snapshot.pd_label(pd)) != pd || !r.pds[pd])
		return false;

	Object const * const parent = r.pds[pd]->parent_object().get();

	return parent && parent->alive() && (parent->handler() || implemented_outside(*parent, r.set));
}


/*
 * A parent that nobody has called since knows no further sessions
 */
bool Restorer::_parent_unchanged(Reconstruction const &r, Index pd) const
{
	Object const * const parent = r.pds[pd]->parent_object().get();

	return parent && parent->kind() == Object::Kind::GATE
	    && static_cast<Kernel::Gate const *>(parent)->num_calls() == _snapshot.pds[pd].parent_calls;
}


/*
 * If a parent was busy when its child was captured, it could not tell the
 * sessions. But those that the child had then are known to the child. What it
 * implements by itself is none of the business of its parent.
 */
std::vector<Object_ref> Restorer::_captured_sessions(Reconstruction const &r, Index root) const
{
	std::string const &label = r.pds[root]->label();

	std::set<Object *> sessions;

	auto add_service_of_others = [&] (Object * const object) {
		if (object && (implemented_outside(*object, r.set) || implemented_by_other(*object, r.set, label)))
			sessions.insert(object); };

	auto add = [&] (Ref const &ref) {

		if (ref.kind == Ref::Kind::SESSION && r.sessions[ref.index])
			sessions.insert(&r.sessions[ref.index]->session_object());

		if (ref.kind == Ref::Kind::OUTSIDE)
			add_service_of_others(r.object(ref));

		if (ref.kind == Ref::Kind::GATE)
			add_service_of_others(_system.find_object(_snapshot.gates[ref.index].id));
	};

	for (Index i = 0; i < r.pds.size(); i++)
		if (r.pds[i] && Core::label_belongs(r.pds[i]->label(), label))
			for (Cap_entry const &entry : _snapshot.pds[i].caps)
				add(entry.object);

	std::vector<Object_ref> result;
	for (Object * const session : sessions)
		result.emplace_back(*session);
	return result;
}


std::vector<uint64_t> Restorer::_session_ids(Object_ref const &parent,
                                             std::vector<Object_ref> const &sessions)
{
	std::vector<uint64_t> ids;

	for (Object_ref const &session : sessions) {

		auto const info = typed<Genode::Parent>(parent).call<Genode::Parent::Rpc_session_info>(
			typed<Genode::Session>(session));

		if (info.valid)
			ids.push_back(info.id);
	}
	return ids;
}


void Restorer::_list_surplus_sessions()
{
	struct Query { Object_ref parent; Index pd; std::vector<Object_ref> captured; };
	std::vector<Query> queries;
	{
		Component_set  const set = _component_set();
		Reconstruction const r   = _reconstruction(set);

		for (Index i = 0; i < r.pds.size(); i++) {

			if (!_outside_parent(r, i) || !_same_pd(r, i) || _parent_unchanged(r, i))
				continue;
			if (_busy_parent(r, i))
				_report.notes.push_back("the parent of \"" + _snapshot.pd_label(i) + "\" is busy with "
				                        "a request, sessions opened since the checkpoint stay open");
			else
				queries.push_back({ r.pds[i]->parent_object(), i, _snapshot.pds[i].session_ids_known
				                    ? std::vector<Object_ref>() : _captured_sessions(r, i) });
		}
	}

	for (Query const &query : queries)
		try {
			Pd const &pd = _snapshot.pds[query.pd];

			std::vector<uint64_t> const known =
				pd.session_ids_known ? pd.session_ids : _session_ids(query.parent, query.captured);

			for (Session_infos::Listed const &session : Session_infos::query_list(*query.parent))
				if (std::ranges::find(known, session.id) == known.end())
					_preparation.surplus.push_back({ query.parent, query.pd, session.id,
					                                 session.donated });
		} catch (Genode::Ipc_error) {
			throw Incompatible("the parent of \"" + _snapshot.pd_label(query.pd) + "\" does not "
			                   "answer when asked for its sessions"); }

	if (!_preparation.surplus.empty())
		_find_inner_surplus();
}


/*
 * Sessions at the components themselves are known by the capabilities that they
 * hold for them
 */
void Restorer::_find_inner_surplus()
{
	Session_infos infos(Session_infos::Lists::OMIT);
	infos.ask(_component_set());

	infos.for_each_inner([&] (Object const &session) {

		Session_info const &info = *infos.info(session);

		for (Preparation::Surplus_session &surplus : _preparation.surplus)
			if (_policy.label(_snapshot.pd_label(surplus.pd)) == info.component
			 && surplus.id == info.id)
				surplus.server = _captured_server(session);
	});
}


/*
 * Return captured component whose present state serves a session
 */
std::string Restorer::_captured_server(Object const &session) const
{
	auto const &server = static_cast<Kernel::Gate const &>(session).server();

	Component_set const set = _component_set();

	for (Core::Pd_session_component const *pd : set.pds())
		if (server && &pd->task() == server->task().get())
			for (std::string const &component : _snapshot.components)
				if (Core::label_belongs(pd->label(), _policy.label(component)))
					return component;

	return "";
}


void Restorer::_list_unknown_sessions()
{
	struct Query { Object_ref parent, session; Index index; };
	std::vector<Query> queries;
	{
		Component_set  const set = _component_set();
		Reconstruction const r   = _reconstruction(set);

		for (Index i = 0; i < _snapshot.inner_sessions.size(); i++) {

			Inner_session const &session = _snapshot.inner_sessions[i];

			if (_same_pd(r, session.pd) && _busy_parent(r, session.pd))
				continue;

			Object * const gate = _same_pd(r, session.pd)
			                    ? _system.find_object(_snapshot.gates[session.gate.index].id) : nullptr;
			if (gate)
				queries.push_back({ r.pds[session.pd]->parent_object(), Object_ref(*gate), i });
			else
				_preparation.adopted.push_back(i);
		}
	}

	for (Query const &query : queries)
		try {
			if (!typed<Genode::Parent>(query.parent)
			     .call<Genode::Parent::Rpc_session_info>(typed<Genode::Session>(query.session)).valid)
				_preparation.adopted.push_back(query.index);

		} catch (Genode::Ipc_error) {
			throw Incompatible("a parent does not answer when asked for a session"); }
}


void Restorer::_open_core_session(Index i)
{
	Session const &captured = _snapshot.sessions[i];

	_preparation.sessions[i] =
		_open_session(_policy.label(captured.label),
		              captured.requested_args.empty() ? "" : Session::service_name(captured.service),
		              captured.requested_args, captured.affinity);
}


void Restorer::_open_outside_session(Index i)
{
	Outside const &captured = _snapshot.outsides[i];

	std::string const &component =
		_snapshot.sessions[_snapshot.pds[captured.pd].session].label;

	Object_ref const session = _open_session(_policy.label(component), captured.service,
	                                         captured.args, captured.affinity);

	_preparation.outside_sessions[i] = session;

	size_t const requested = _ram_quota(captured.args);

	if (captured.donated > requested)
		_upgrade_session(_policy.label(component), session, captured.donated - requested);

	for (Index ds = 0; ds < _snapshot.outsides.size(); ds++) {

		Outside const &outside = _snapshot.outsides[ds];
		if (outside.role != Outside::Role::SESSION_DATASPACE || outside.session != i)
			continue;

		try {
			auto const cap = typed<Genode::Rom_session>(session)
			                 .call<Genode::Rom_session::Rpc_dataspace>();
			if (Object * const object = Core::object(cap))
				_preparation.outside_dataspaces[ds] = Object_ref(*object);

		} catch (Genode::Ipc_error) {
			throw Incompatible("the server of ROM session (" + captured.args + ") does not answer"); }
	}
}


/*
 * The parents may still be busy with requests that the components made before
 * they were stopped. A parent answers to the question for the list of sessions
 * when it is done with that, so the list comes first.
 */
void Restorer::_open_missing_sessions()
{
	_list_surplus_sessions();

	std::vector<Index> core, outside;
	{
		Component_set  const set = _component_set();
		Reconstruction const r   = _reconstruction(set);

		for (Index i = 0; i < r.sessions.size(); i++)
			if (!r.sessions[i])
				core.push_back(i);

		for (Index i = 0; i < r.outsides.size(); i++)
			if (_snapshot.outsides[i].role == Outside::Role::SESSION && !r.object({ Ref::Kind::OUTSIDE, i }))
				outside.push_back(i);
	}
	_list_unknown_sessions();

	_lend(_payments_for_sessions(core, outside));

	for (Index const i : core)    _open_core_session(i);
	for (Index const i : outside) _open_outside_session(i);
}


void Restorer::_upgrade_session(std::string const &label, Object_ref const &session, size_t amount)
{
	try {
		std::string const args = "ram_quota=" + std::to_string(amount);

		typed<Genode::Parent>(_parent_of(label)).call<Genode::Parent::Rpc_upgrade>(
			typed<Genode::Session>(session), Genode::Parent::Upgrade_args(args.c_str()));
	}
	catch (Genode::Parent::Quota_exceeded) {
		throw Out_of_quota("the quota of \"" + label + "\" does not suffice for donating "
		                   + std::to_string(amount) + " bytes to one of its sessions"); }
	catch (Genode::Ipc_error) {
		throw Incompatible("the parent of \"" + label + "\" does not answer"); }
}


/*
 * Sessions may have got additional donations before the checkpoint
 */
void Restorer::_upgrade_sessions()
{
	struct Upgrade { Object_ref session; std::string label; size_t amount; };

	std::vector<Upgrade> upgrades;
	Payments             payments;
	{
		Component_set  const set = _component_set();
		Reconstruction const r   = _reconstruction(set);

		for (Index i = 0; i < r.sessions.size(); i++) {

			Session const &captured = _snapshot.sessions[i];
			if (!r.sessions[i] || r.sessions[i]->donation().limit() >= captured.donated)
				continue;

			size_t const amount = captured.donated - r.sessions[i]->donation().limit();

			upgrades.push_back({ Object_ref(r.sessions[i]->session_object()),
			                     r.sessions[i]->label(), amount });
			payments[_snapshot.root(captured.label)] += amount;
		}
	}
	_lend(payments);

	for (Upgrade const &upgrade : upgrades) {
		_upgrade_session(upgrade.label, upgrade.session, upgrade.amount);
		_upgraded.push_back({ _parent_of(upgrade.label), upgrade.session, upgrade.amount });
	}
}


/*
 * The components keep what they have
 */
void Restorer::_give_up_sessions()
{
	for (Upgraded const &upgraded : _upgraded)
		try {
			(void)typed<Genode::Parent>(upgraded.parent).call<Genode::Parent::Rpc_downgrade>(
				typed<Genode::Session>(upgraded.session), upgraded.bytes);
		} catch (Genode::Ipc_error) { }

	_upgraded.clear();

	for (Opened const &opened : _opened)
		try {
			note_sessions_changed(opened.parent);
			typed<Genode::Parent>(opened.parent)
				.call<Genode::Parent::Rpc_close>(typed<Genode::Session>(opened.session));
		} catch (Genode::Ipc_error) { }

	_opened.clear();

	(void)_preparation.loans.take_back();
}
