/*
 * \brief  Course of a restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>

#include <core/ram_session.h>
#include <kernel/abi/layout.h>
#include <parent/capability.h>
#include <rom_session/rom_session.h>
#include <root/session_keeper.h>
#include <rtcr/resources.h>
#include <rtcr/restorer.h>
#include <rtcr/stopwatch.h>

using namespace Rtcr;
using Kernel::Object;
using Object_ref = Kernel::Ref<Object>;
using Kernel::Abi::PAGE_SIZE;


namespace {

	template <typename T>
	Genode::Capability<T> typed(Object_ref const &object)
	{
		return Genode::reinterpret_cap_cast<T>(
			object ? Core::capability(*object) : Genode::Native_capability());
	}
}


struct Restorer::Epilogue
{
	struct State
	{
		Object_ref                  session;
		std::string                 name;
		std::vector<uint8_t> const &data;
		std::vector<Object_ref>     caps;
	};

	struct Service { Object_ref parent, root; std::string name; };

	struct Surplus { Object_ref parent, session; };

	std::vector<State>   states   { };
	std::vector<Service> services { };
	std::vector<Surplus> surplus  { };
};


Restorer::Restorer(Kernel::System &system, Core::Services &services, Host::Arena &arena,
                   Kernel::Lock_guard &lock, Snapshot const &snapshot,
                   Host::Page_file const &pages, Restore_policy const &policy, bool same_system)
:
	_system(system), _services(services), _arena(arena), _lock(lock),
	_snapshot(snapshot), _pages(pages), _policy(policy), _same_system(same_system)
{ }


std::vector<std::string> Restorer::_target_labels() const
{
	std::vector<std::string> labels;
	for (std::string const &component : _snapshot.components)
		labels.push_back(_policy.label(component));

	return labels;
}


Reconstruction Restorer::_reconstruction(Component_set const &set)
{
	return Reconstruction(_system, _services, _snapshot, _preparation, set, _policy,
	                      _same_system, _report);
}


/*****************
 ** Preparation **
 *****************/

/*
 * The parent of a component knows the sessions of what the component started
 * as well, because they were requested through it.
 */
Object_ref Restorer::_parent_of(std::string const &label) const
{
	Component_set const set = _component_set();

	for (std::string const &root : set.roots())
		if (Component_set::belongs(label, root))
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


void Restorer::_open_missing_sessions()
{
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
	for (Index const i : core)    _open_core_session(i);
	for (Index const i : outside) _open_outside_session(i);
}


/*
 * Sessions may have got additional donations before the checkpoint
 */
void Restorer::_upgrade_sessions()
{
	struct Upgrade { Object_ref session; std::string label; size_t amount; };

	std::vector<Upgrade> upgrades;
	{
		Component_set  const set = _component_set();
		Reconstruction const r   = _reconstruction(set);

		for (Index i = 0; i < r.sessions.size(); i++)
			if (r.sessions[i] && r.sessions[i]->donation().limit() < _snapshot.sessions[i].donated)
				upgrades.push_back({ Object_ref(r.sessions[i]->session_object()),
				                     r.sessions[i]->label(),
				                     _snapshot.sessions[i].donated - r.sessions[i]->donation().limit() });
	}

	for (Upgrade const &upgrade : upgrades)
		try {
			std::string const args = "ram_quota=" + std::to_string(upgrade.amount);

			typed<Genode::Parent>(_parent_of(upgrade.label)).call<Genode::Parent::Rpc_upgrade>(
				typed<Genode::Session>(upgrade.session),
				Genode::Parent::Upgrade_args(args.c_str()));
		}
		catch (Genode::Parent::Quota_exceeded) {
			throw Out_of_quota("the quota of \"" + upgrade.label + "\" does not suffice for donating "
			                   + std::to_string(upgrade.amount) + " bytes to one of its sessions"); }
		catch (Genode::Ipc_error) {
			throw Incompatible("the parent of \"" + upgrade.label + "\" does not answer"); }
}


void Restorer::_close_opened_sessions()
{
	for (Opened const &opened : _opened)
		try {
			typed<Genode::Parent>(opened.parent)
				.call<Genode::Parent::Rpc_close>(typed<Genode::Session>(opened.session));
		} catch (Genode::Ipc_error) { }

	_opened.clear();
}


void Restorer::_prepare_memory()
{
	auto const pages = _pages.bytes();

	for (Ram_dataspace const &ds : _snapshot.ram_dataspaces) {

		Host::Memory memory = _arena.allocate(ds.size);

		for (Ram_dataspace::Run const &run : ds.content)
			memcpy(memory.data() + run.first_page*PAGE_SIZE,
			       pages.data() + run.data_page*PAGE_SIZE, run.count*PAGE_SIZE);

		_preparation.memory.push_back(std::move(memory));
	}
}


void Restorer::_prepare_processes()
{
	for (Index pd = 0; pd < _snapshot.pds.size(); pd++) {

		_preparation.processes.emplace_back();
		if (_snapshot.pds[pd].state != Pd::State::RUNNING)
			continue;

		auto process = _system.pool().take();

		for (Thread const &thread : _snapshot.threads)
			if (thread.pd == pd && thread.has_carrier())
				process->carrier(thread.index);

		process->flush();
		_preparation.processes.back() = std::move(process);
	}
}


/**************
 ** Epilogue **
 **************/

Restorer::Epilogue Restorer::_epilogue(Reconstruction const &r) const
{
	Epilogue epilogue;

	for (Index i = 0; i < _snapshot.outsides.size(); i++) {

		Outside const &outside = _snapshot.outsides[i];
		Object * const session = r.object({ Ref::Kind::OUTSIDE, i });

		if (!outside.has_state || !session)
			continue;

		std::vector<Object_ref> caps;
		for (Ref const &cap : outside.state_caps)
			caps.push_back(r.object_ref(cap));

		epilogue.states.push_back({ Object_ref(*session), outside.service, outside.state,
		                            std::move(caps) });
	}

	for (Index i = 0; i < _snapshot.pds.size(); i++)
		for (Announced_service const &service : _snapshot.pds[i].announced)
			if (!_same_system && r.object(service.root))
				epilogue.services.push_back({ r.pds[i]->parent_object(),
				                              r.object_ref(service.root), service.name });

	std::unordered_set<Object const *> used;
	for (Core::Session const *session : r.sessions)
		used.insert(&session->session_object());
	for (Object_ref const &outside : r.outsides)
		used.insert(outside.get());

	for (Core::Session * const session : r.set.sessions())
		if (!used.contains(&session->session_object()))
			epilogue.surplus.push_back({ _parent_of(session->label()),
			                             Object_ref(session->session_object()) });
	return epilogue;
}


void Restorer::_hand_back_states(Epilogue const &epilogue)
{
	for (Epilogue::State const &state : epilogue.states) {

		Genode::Msgbuf<Genode::Msgbuf_base::MAX_DATA_SIZE> request, reply;

		request.data_size(state.data.size());
		memcpy(request.data(), state.data.data(), request.data_size());

		for (Object_ref const &cap : state.caps)
			request.insert(typed<Genode::Session>(cap));

		bool accepted = false;
		try {
			accepted = Core::Caller::current().call(
				typed<Genode::Session>(state.session),
				Genode::Rpc_opcode(Genode::Session_keeper::OPCODE_RESTORE), request, reply)
				.value == Genode::Rpc_exception_code::SUCCESS;
		} catch (Genode::Ipc_error) { }

		if (!accepted)
			_report.notes.push_back("the server of the " + state.name + " session did not take back "
			                        "the state of the session");
	}
}


void Restorer::_announce_services(Epilogue const &epilogue)
{
	for (Epilogue::Service const &service : epilogue.services)
		try {
			typed<Genode::Parent>(service.parent).call<Genode::Parent::Rpc_announce>(
				Genode::Parent::Service_name(service.name.c_str()),
				Genode::reinterpret_cap_cast<Genode::Root>(Core::capability(*service.root)));
		} catch (Genode::Ipc_error) {
			_report.notes.push_back("service \"" + service.name + "\" could not be announced"); }
}


void Restorer::_close_surplus_sessions(Epilogue const &epilogue)
{
	for (Epilogue::Surplus const &surplus : epilogue.surplus)
		try {
			if (surplus.session->alive())
				typed<Genode::Parent>(surplus.parent)
					.call<Genode::Parent::Rpc_close>(typed<Genode::Session>(surplus.session));
		} catch (Genode::Ipc_error) {
			_report.notes.push_back("a session that was opened after the checkpoint could not "
			                        "be closed"); }
}


void Restorer::_submit_restored()
{
	Component_set const set = _component_set();

	for (Core::Pd_session_component * const pd : set.pds())
		pd->submit_restored();
}


Report Restorer::execute()
{
	Stopwatch stopwatch(_report.timings);

	/* the preparation does not touch the components except that they stand still */
	Freezer freezer(_system, _lock, _component_set().tasks());
	stopwatch.lap("freeze");

	Epilogue epilogue;

	try {
		_open_missing_sessions();
		_upgrade_sessions();
		stopwatch.lap("sessions");

		_lock.unlocked([&] {
			_prepare_memory();
			stopwatch.lap("memory");
			_prepare_processes();
			stopwatch.lap("process");
		});

		Component_set  const set = _component_set();
		Reconstruction       r   = _reconstruction(set);

		for (Core::Pd_session_component * const pd : r.pds)
			if (pd)
				freezer.add(Kernel::Ref<Kernel::Task>(pd->task()));

		r.execute();
		epilogue = _epilogue(r);
		stopwatch.lap("objects");

		if (_policy.verify) {
			_report.verified_bytes = r.verify(_pages.bytes());
			stopwatch.lap("verify");
		}
	} catch (...) {
		_close_opened_sessions();
		throw;
	}

	_submit_restored();

	/* let the changes of the address spaces take effect */
	_lock.execute_transaction();
	stopwatch.lap("mappings");

	_hand_back_states(epilogue);
	_announce_services(epilogue);
	_close_surplus_sessions(epilogue);
	stopwatch.lap("session states");

	return std::move(_report);
}
