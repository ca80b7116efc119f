/*
 * \brief  States of sessions, as told by their servers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <utility>

#include <rom_session/rom_session.h>
#include <root/session_keeper.h>
#include <rtcr/session_infos.h>

using namespace Rtcr;
using Kernel::Object;


namespace {

	constexpr Genode::Rpc_opcode ROM_DATASPACE(
		Genode::Meta::Index_of<Genode::Rom_session::Rpc_functions,
		                       Genode::Rom_session::Rpc_dataspace>::Value);

	/* a component that calls a server so often is likely to go on doing so */
	constexpr unsigned BUSY_CHECKPOINTS = 8;

	/* states found outdated in a row that tell that a component calls so often */
	constexpr unsigned MAX_OUTDATED = 2;
}


/*
 * All gates that components can call, those of core included
 */
uint64_t Session_infos::_num_calls(Object const &object)
{
	return object.kind() == Object::Kind::GATE
	     ? static_cast<Kernel::Gate const &>(object).num_calls() : 0;
}


/*
 * The dataspace of a ROM session is another one after a call at most
 */
bool Session_infos::Entry::known_stateless() const
{
	return stateless_calls && (info.service != "ROM" || *stateless_calls == _num_calls(*object));
}


/*
 * The server is frozen along with an inner session
 */
bool Session_infos::Entry::state_wanted() const
{
	return !inner && !state_asked && !object->handler() && !known_stateless();
}


void Session_infos::Entry::forget_state()
{
	calls_since.reset();

	state_asked     = false;
	info.has_state  = false;
	info.state_lost = false;
	info.state.clear();
	info.state_caps.clear();

	if (!stateless_calls)
		info.dataspace = { };
}


bool Session_infos::begin_states()
{
	bool found = false;

	for (auto &[object, entry] : _infos) {

		if (!entry.state_wanted())
			continue;

		if (!_begin_state(entry))
			break;

		found = entry.state_asked = true;
	}
	return found;
}


/*
 * A call that is under way may have effects before the answer, although its
 * reply comes after it
 */
bool Session_infos::begin_states_in_advance(Component_set const &set)
{
	bool found = false;

	for (auto &[object, entry] : _infos) {

		Object &session = *entry.object;

		if (!entry.state_wanted() || !session.alive() || session.kind() != Object::Kind::GATE)
			continue;

		if (entry.busy) {
			entry.busy--;
			continue;
		}

		Server_calls const calls(set, static_cast<Kernel::Gate &>(session));
		if (calls.under_way())
			continue;

		if (!_begin_state(entry))
			break;

		entry.calls_since.emplace(calls);
		found = entry.state_asked = true;
	}
	return found;
}


bool Session_infos::check_states()
{
	bool outdated = false, chance = true;

	for (auto &[object, entry] : _infos) {

		if (!entry.calls_since)
			continue;

		if (entry.calls_since->none()) {
			entry.outdated = 0;
			continue;
		}
		outdated = true;

		if (++entry.outdated == MAX_OUTDATED) {
			entry.outdated = 0;
			entry.busy     = BUSY_CHECKPOINTS;
			chance         = false;
		}
	}
	if (outdated)
		_forget_states();

	return outdated && chance;
}


/*
 * Servers are going to be asked anew
 */
void Session_infos::_forget_states()
{
	_cut.release();

	for (auto &[object, entry] : _infos)
		entry.forget_state();
}


void Session_infos::finish_states()
{
	for (State_request &request : std::exchange(_state_requests, { })) {

		auto const it = _infos.find(request.session.get());
		if (it != _infos.end())
			_finish_state(request, it->second);
	}
}


/*
 * \return  false if there are too many requests under way
 */
bool Session_infos::_begin_state(Entry &entry)
{
	Object       &session = *entry.object;
	Session_info &info    = entry.info;

	using Genode::Rpc_opcode;

	Core::Caller &caller = Core::Caller::current();

	Genode::Msgbuf<1> const nothing;

	auto cut = [this, held = Kernel::Ref<Object>(session)] (Kernel::Invocation::Payload const &state) {

		if (state.code != Genode::Rpc_exception_code::SUCCESS)
			return;

		_cut.hold_replies(held);

		for (uint32_t i = 0; i < state.num_caps; i++)
			_cut.hold_signals(state.caps[i].object);
	};

	try {
		State_request request { Kernel::Ref<Object>(session),
		                        caller.begin(Core::capability(session),
		                                     Rpc_opcode(Genode::Session_keeper::OPCODE_SAVE), nothing, cut) };

		if (request.state && info.service == "ROM")
			request.dataspace = caller.begin(Core::capability(session), ROM_DATASPACE, nothing);

		if (!request.state || (info.service == "ROM" && !request.dataspace))
			return false;

		_state_requests.push_back(std::move(request));

	} catch (Genode::Ipc_error) { _state_lost(session, info); }

	return true;
}


void Session_infos::_finish_state(State_request &request, Entry &entry)
{
	using Code = Genode::Rpc_exception_code;

	Session_info &info = entry.info;

	Genode::Msgbuf<Genode::Msgbuf_base::MAX_DATA_SIZE> reply;

	auto const object = [&] (unsigned i) {
		Object * const object = Core::object(reply.cap(i));
		return object ? Kernel::Ref<Object>(*object) : Kernel::Ref<Object>();
	};

	try {
		Code const code = request.state->finish(reply);

		info.has_state = code.value == Code::SUCCESS;

		if (code.value == Code::INVALID_OPCODE)
			entry.stateless_calls = _num_calls(*request.session);

		if (info.has_state) {
			info.state.assign(reply.data(), reply.data() + reply.data_size());

			for (unsigned i = 0; i < reply.used_caps(); i++)
				info.state_caps.push_back(object(i));
		}

		if (request.dataspace && request.dataspace->finish(reply).value == Code::SUCCESS
		 && reply.used_caps())
			info.dataspace = object(0);

	} catch (Genode::Ipc_error) { _state_lost(*request.session, info); }
}


void Session_infos::_state_lost(Object &session, Session_info &info)
{
	info.has_state  = false;
	info.state_lost = true;

	_notes.insert("the server of " + info.service + " session \"" + session.name()
	              + "\" does not answer, the state of the session is not saved");
}
