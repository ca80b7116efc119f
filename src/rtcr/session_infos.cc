/*
 * \brief  What others know about the sessions of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>
#include <utility>

#include <core/caller.h>
#include <core/cpu_session.h>
#include <core/label.h>
#include <core/ram_session.h>
#include <parent/capability.h>
#include <rtcr/implementation.h>
#include <rtcr/parent_calls.h>
#include <rtcr/session_infos.h>
#include <rtcr/typed_capability.h>

using namespace Rtcr;
using Kernel::Object;


namespace {

	using Object_refs = std::vector<Kernel::Ref<Object>>;

	/* bound for a parent that makes up announcements */
	constexpr unsigned MAX_ANNOUNCEMENTS = 64;

	/* bound for a parent that makes up sessions */
	constexpr unsigned MAX_SESSIONS = 65536;

	/* checkpoints for which a parent that does not answer is left alone */
	constexpr unsigned UNANSWERED_CHECKPOINTS = 8;

	Core::Pd_session_component *root_pd(Component_set const &set, std::string const &root)
	{
		for (auto * const pd : set.pds())
			if (pd->label() == root)
				return pd;

		return nullptr;
	}

	/*
	 * Sessions of the environment are not requested by the component
	 *
	 * They are older than those of the same kind that the component opened
	 * without a label of its own.
	 */
	bool environment(Component_set const &set, Core::Session const &session, std::string const &root)
	{
		std::string const &service = session.args().service;

		if (session.label() != root || (service != "PD" && service != "CPU" && service != "RAM"))
			return false;

		for (Core::Session const *other : set.sessions())
			if (other->label() == root && other->args().service == service)
				return other == &session;

		return false;
	}
}


/**
 * What to ask a parent
 */
struct Session_infos::Query
{
	Kernel::Ref<Object> parent;
	std::string root;      /* label of the component */
	uint64_t    calls;     /* of the parent by the component */
	Object_refs sessions { }, inner { };
};


/*
 * Everything that may be a session and was not asked for yet
 */
Session_infos::Query Session_infos::_query(Component_set const &set,
                                           Core::Pd_session_component const &pd,
                                           std::string const &root)
{
	Query query { pd.parent_object(), root, _num_calls(*pd.parent_object()) };

	auto note = [&] (Object_refs &sessions, Object &session) {
		if (_asked.emplace(Asked_key(&session, root), session).second)
			sessions.emplace_back(session); };

	for (auto const *member : set.pds())
		if (Core::label_belongs(member->label(), root))
			member->task().caps().for_each([&] (Kernel::Mapping const &mapping) {
				if (!mapping.object || mapping.object == query.parent.get())
					return;
				if (implemented_outside(*mapping.object, set))
					note(query.sessions, *mapping.object);
				if (implemented_by_other(*mapping.object, set, root))
					note(query.inner, *mapping.object);
			});

	for (auto const *session : set.sessions())
		if (Core::label_belongs(session->label(), root) && !environment(set, *session, root))
			note(query.sessions, session->session_object());

	return query;
}


bool Session_infos::_may_ask(Component_set const &set, Query const &query)
{
	/* a captured parent cannot answer, but all is known from it anyway */
	if (!query.parent->handler() && !implemented_outside(*query.parent, set))
		return false;

	std::string const busy = "the parent of \"" + query.root + "\" is busy with a request, so it "
	                         "is not known how the sessions came about";

	_notes.erase(busy);
	if (!call_to_parent(set, *query.parent))
		return true;

	_notes.insert(busy);
	_forget(query.root);
	return false;
}


void Session_infos::_forget(std::string const &root)
{
	_parents.erase(root);
	_ids.erase(root);
	_unanswered.erase(root);

	/* what was held since a state was told would be missing in the next one */
	if (std::ranges::any_of(_infos, [&] (auto const &info) {
		return info.second.info.component == root && info.second.state_asked; }))
		_forget_states();

	std::erase_if(_asked,         [&] (auto const &asked) { return asked.first.second == root; });
	std::erase_if(_infos,         [&] (auto const &info)  { return info.second.info.component == root; });
	std::erase_if(_announcements, [&] (Announcement const &a) { return a.component == root; });
}


/*
 * Return true if the component told its parent nothing since the parent was
 * asked
 */
bool Session_infos::_parent_unchanged(Core::Pd_session_component const &pd) const
{
	Object const &parent = *pd.parent_object();
	auto   const  known  = _parents.find(pd.label());

	return known != _parents.end() && known->second == Parent_state { parent.id(), _num_calls(parent) };
}


bool Session_infos::ask(Component_set const &set)
{
	std::vector<Query> queries;
	bool               complete = true;

	for (std::string const &root : set.roots()) {

		Core::Pd_session_component const * const pd = root_pd(set, root);
		if (!pd || !pd->parent_object() || !pd->parent_object()->alive())
			continue;

		bool const unchanged = _parent_unchanged(*pd);

		if (unchanged && _asked_version == set.version())
			continue;

		if (!unchanged)
			_forget(root);

		Query query = _query(set, *pd, root);

		if (unchanged && query.sessions.empty() && query.inner.empty())
			continue;

		if (_may_ask(set, query))
			queries.push_back(std::move(query));
		else
			complete = false;
	}

	_asked_version.reset();
	if (complete)
		_asked_version = set.version();

	/* the set must not be used anymore once the first call is made */
	for (Query const &query : queries)
		_ask(query);

	return !queries.empty();
}


/*
 * A parent that does not answer once is asked nothing else
 */
void Session_infos::_ask(Query const &query)
{
	bool const first =
		_parents.emplace(query.root, Parent_state { query.parent->id(), query.calls }).second;

	auto const answers = [&] { return Core::Caller::current().answers(*query.parent); };

	for (Kernel::Ref<Object> const &session : query.sessions)
		if (answers())
			_query_session(*session, query, false);

	for (Kernel::Ref<Object> const &session : query.inner)
		if (answers())
			_query_session(*session, query, true);

	if (first && _lists == Lists::ASK) {
		if (answers())
			_query_ids(query);
		if (answers())
			_query_announcements(query);
	}
	if (!answers())
		_unanswered[query.root] = UNANSWERED_CHECKPOINTS;
}


/*
 * That a parent does not answer at all is told once
 */
void Session_infos::_note_failure(Query const &query, std::string const &note)
{
	if (Core::Caller::current().answers(*query.parent))
		_notes.insert(note);
}


void Session_infos::end_checkpoint()
{
	_state_requests.clear();
	_forget_states();
	_notes.clear();

	std::vector<std::string> due;
	for (auto &[root, checkpoints] : _unanswered)
		if (--checkpoints == 0)
			due.push_back(root);

	for (std::string const &root : due)
		_forget(root);

	std::erase_if(_asked, [] (auto const &asked) { return !asked.second->alive(); });
	std::erase_if(_infos, [] (auto const &info)  { return !info.second.object->alive(); });
}


void Session_infos::_query_session(Object &session, Query const &query, bool inner)
{
	try {
		Genode::Parent::Session_info const known =
			typed<Genode::Parent>(*query.parent).call<Genode::Parent::Rpc_session_info>(
				typed<Genode::Session>(session));

		if (!known.valid)
			return;

		Session_info info { .component = query.root,
		                    .service   = known.service.string(),
		                    .args      = known.args.string(),
		                    .affinity  = known.affinity,
		                    .id        = known.id,
		                    .donated   = known.donated };

		_infos.insert_or_assign(&session, Entry { Kernel::Ref<Object>(session), std::move(info), inner });

	} catch (Genode::Ipc_error) {
		_note_failure(query, "the parent does not tell about session \"" + session.name() + "\"");
	}
}


std::vector<Session_infos::Listed> Session_infos::query_list(Object &parent)
{
	using Ids = Genode::Parent::Session_ids;

	std::vector<Listed> result;

	for (;;) {
		Ids const part =
			typed<Genode::Parent>(parent).call<Genode::Parent::Rpc_session_ids>(
				unsigned(result.size()));

		unsigned const count = std::min(part.count, unsigned(Ids::MAX));

		for (unsigned i = 0; i < count; i++)
			result.push_back({ part.ids[i], part.donated[i] });

		if (count < Ids::MAX || result.size() > MAX_SESSIONS)
			return result;
	}
}


void Session_infos::_query_ids(Query const &query)
{
	try {
		std::vector<uint64_t> ids;
		for (Listed const &session : query_list(*query.parent))
			ids.push_back(session.id);

		_ids[query.root] = std::move(ids);
	}
	catch (Genode::Ipc_error) {
		_note_failure(query, "the parent does not list the sessions of \"" + query.root + "\""); }
}


void Session_infos::_query_announcements(Query const &query)
{
	try {
		for (unsigned i = 0; i < MAX_ANNOUNCEMENTS; i++) {

			auto const cap = typed<Genode::Parent>(*query.parent);

			Genode::Parent::Announcement const known =
				cap.call<Genode::Parent::Rpc_announcement>(i);
			if (!known.valid)
				return;

			Object * const object =
				Core::object(cap.call<Genode::Parent::Rpc_announced_root>(i));
			if (object)
				_announcements.push_back({ query.root, known.service.string(), Kernel::Ref<Object>(*object) });
		}
	} catch (Genode::Ipc_error) {
		_note_failure(query, "the parent does not tell about the services of \"" + query.root + "\"");
	}
}


std::vector<std::string> Session_infos::notes() const
{
	std::vector<std::string> result(_notes.begin(), _notes.end());

	for (auto const &[root, checkpoints] : _unanswered)
		result.push_back("the parent of \"" + root + "\" does not answer, so it is not known how "
		                 "the sessions came about");
	return result;
}


Session_info const *Session_infos::info(Object const &session) const
{
	auto const it = _infos.find(&session);
	return it == _infos.end() ? nullptr : &it->second.info;
}


Object const *Session_infos::session_of_dataspace(Object const &ds) const
{
	for (auto const &[object, entry] : _infos)
		if (entry.info.dataspace.get() == &ds)
			return object;

	return nullptr;
}
