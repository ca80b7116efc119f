/*
 * \brief  Creation of children
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_dataspace.h>
#include <base/signal.h>
#include <cpu_thread/client.h>
#include <lib/base/child_session.h>
#include <lib/base/elf.h>
#include <util/reconstructible.h>

using namespace Genode;


/***************
 ** Utilities **
 ***************/

/**
 * Transfer of quota that is reverted unless it is acknowledged
 */
class Genode::Child::Transfer
{
	private:

		Ram_session_capability const _from, _to;
		size_t                 const _amount;
		bool                         _acknowledged = false;

		/* donations to services that are not children go nowhere */
		bool _nowhere() const { return !_from.valid() || !_to.valid() || _from == _to; }

	public:

		/**
		 * \throw Parent::Quota_exceeded
		 */
		Transfer(Ram_session_capability from, Ram_session_capability to, size_t amount)
		: _from(from), _to(to), _amount(amount)
		{
			if (_nowhere() || !_amount)
				return;

			if (Ram_session_client(_from).transfer_quota(_to, _amount) != 0)
				throw Parent::Quota_exceeded();
		}

		~Transfer()
		{
			if (_acknowledged || _nowhere() || !_amount)
				return;

			if (Ram_session_client(_to).transfer_quota(_from, _amount) != 0)
				warning("could not revert the transfer of ", _amount, " bytes of quota");
		}

		void acknowledge() { _acknowledged = true; }

		Transfer(Transfer const &) = delete;
		Transfer &operator = (Transfer const &) = delete;
};


namespace {

	size_t ram_quota_arg(char const *args)
	{
		return Arg_string::find_arg(args, "ram_quota").ulong_value(0);
	}
}


Service &Child::_parent_service()
{
	static Parent_service parent_service("");
	return parent_service;
}


/************************
 ** Startup of a child **
 ************************/

Child::Initial_thread::Initial_thread(Cpu_session &cpu, Pd_session_capability pd,
                                      Name const &name)
:
	_cpu(cpu), _cap(cpu.create_thread(pd, name, Affinity::Location(), Cpu_session::Weight()))
{ }


Child::Initial_thread::~Initial_thread() { _cpu.kill_thread(_cap); }


void Child::Initial_thread::start(addr_t ip) { Cpu_thread_client(_cap).start(ip, 0); }


/*
 * Parts that are not written to are shared with the ROM module. The thread starts
 * before binary and data vanish from the own address space, as nobody has to wait
 * for that.
 */
void Child::Process::start(Dataspace_capability elf_ds, Ram_session &ram,
                           Initial_thread_base &initial_thread,
                           Region_map &local_rm, Region_map &remote_rm)
{
	Attached_dataspace const binary(local_rm, elf_ds);
	Elf_binary         const elf(binary.local_addr<char>(), binary.size());

	if (elf.dynamically_linked()) {
		error("dynamically linked executables are not supported");
		throw Missing_dynamic_linker();
	}
	if (!elf.executable()) {
		error("invalid executable binary format");
		throw Invalid_executable();
	}

	Constructible<Attached_dataspace> data { };

	elf.for_each_segment([&] (Elf_binary::Segment const &segment) {

		if (!segment.writable && segment.file_size == 0)
			return;

		if (!segment.writable) {
			remote_rm.attach(elf_ds, segment.size, (off_t)segment.offset, true,
			                 segment.addr, segment.executable);
			return;
		}

		Ram_dataspace_capability const ds = ram.alloc(segment.size);

		data.construct(local_rm, ds);
		memcpy(data->local_addr<char>(), binary.local_addr<char>() + segment.offset,
		       segment.file_size);

		remote_rm.attach(ds, segment.size, 0, true, segment.addr, segment.executable);
	});
	initial_thread.start(elf.entry());
}


Child::Process::Process(Dataspace_capability elf_ds, Dataspace_capability, Pd_session &pd,
                        Ram_session &ram, Initial_thread_base &initial_thread,
                        Region_map &local_rm, Region_map &remote_rm,
                        Parent_capability parent_cap)
{
	pd.assign_parent(parent_cap);

	if (!elf_ds.valid())
		return;

	try {
		start(elf_ds, ram, initial_thread, local_rm, remote_rm);
	}
	catch (Ram_session::Alloc_failed) {
		error("RAM quota does not suffice for the segments of the executable");
		throw;
	}
	catch (Region_map::Attach_failed) {
		error("could not attach the segments of the executable");
		throw Process_startup_failed();
	}
	catch (Missing_dynamic_linker) { throw Process_startup_failed(); }
	catch (Invalid_executable)     { throw Process_startup_failed(); }
}


Child::Child(Dataspace_capability elf_ds, Dataspace_capability ldso_ds,
             Pd_session_capability pd_cap, Pd_session &pd,
             Ram_session_capability ram_cap, Ram_session &ram,
             Cpu_session_capability cpu_cap, Initial_thread_base &initial_thread,
             Region_map &local_rm, Region_map &remote_rm, Rpc_entrypoint &entrypoint,
             Child_policy &policy, Service &pd_service, Service &ram_service,
             Service &cpu_service)
:
	_pd(pd_cap), _ram(ram_cap), _cpu(cpu_cap),
	_pd_service(pd_service), _ram_service(ram_service), _cpu_service(cpu_service),
	_heap(&ram, &local_rm), _entrypoint(entrypoint),
	_parent_cap(_entrypoint.manage(this)),
	_policy(policy), _initial_thread(initial_thread),
	_process(elf_ds, ldso_ds, pd, ram, initial_thread, local_rm, remote_rm, _parent_cap)
{ }


Child::~Child()
{
	_entrypoint.dissolve(this);
	_policy.unregister_services();

	while (Session * const session = _session_list.first())
		_close(*session);

	while (Announced * const announced = _announced.first()) {
		_announced.remove(announced);
		destroy(_heap, announced);
	}
}


/**************
 ** Sessions **
 **************/

Child::Session *Child::_session(Session_capability const &cap)
{
	Lock::Guard guard(_lock);

	for (Session *session = _session_list.first(); session; session = session->next())
		if (session->cap == cap)
			return session;

	return nullptr;
}


Session_capability Child::_env_session(char const *name) const
{
	auto session_cap = [] (Untyped_capability cap) {
		return reinterpret_cap_cast<Genode::Session>(cap); };

	return !strcmp(name, "Env::pd_session")  ? session_cap(_pd)
	     : !strcmp(name, "Env::ram_session") ? session_cap(_ram)
	     : !strcmp(name, "Env::cpu_session") ? session_cap(_cpu)
	     : Session_capability();
}


void Child::_add_session(Session_capability cap, Service &service, size_t donated,
                         Session_info info)
{
	info.valid = true;
	info.id    = _unique_session_id();

	Session * const session = new (_heap) Session(cap, service, donated, info);

	Lock::Guard guard(_lock);
	_session_list.insert(session);
}


Session_capability Child::session(Service_name const &service_name, Session_args const &args,
                                  Affinity const &affinity)
{
	if (!service_name.is_valid_string() || !args.is_valid_string())
		throw Unavailable();

	Session_capability const env_session = _env_session(service_name.string());
	if (env_session.valid())
		return env_session;

	char filtered_args[Parent::Session_args::MAX_SIZE];
	strncpy(filtered_args, args.string(), sizeof(filtered_args));

	_policy.filter_session_args(service_name.string(), filtered_args, sizeof(filtered_args));
	Affinity const filtered_affinity = _policy.filter_session_affinity(affinity);

	Service * const service = _policy.resolve_session_request(service_name.string(), filtered_args);
	if (!service)
		throw Service_denied();

	/* the child pays for the session */
	size_t const donation = ram_quota_arg(filtered_args);

	Transfer from_child(_ram, _policy.ref_ram_cap(), donation);
	Transfer to_service(_policy.ref_ram_cap(), service->ram_session_cap(), donation);

	Session_capability cap { };
	try { cap = service->session(filtered_args, filtered_affinity); }
	catch (Service::Invalid_args)   { throw Service_denied(); }
	catch (Service::Unavailable)    { throw Unavailable();    }
	catch (Service::Quota_exceeded) { throw Quota_exceeded(); }

	try {
		_add_session(cap, *service, donation,
		             { .service = service_name.string(), .args = args.string(),
		               .affinity = affinity });

	} catch (Allocator::Out_of_memory) {
		service->close(cap);
		throw Quota_exceeded();
	}

	from_child.acknowledge();
	to_service.acknowledge();
	return cap;
}


/*
 * Sessions of the environment are not in the list
 */
Service *Child::_service(Session_capability const &cap, Session const *session)
{
	return session     ? &session->service
	     : cap == _pd  ? &_pd_service
	     : cap == _ram ? &_ram_service
	     : cap == _cpu ? &_cpu_service
	     : nullptr;
}


void Child::upgrade(Session_capability to_session, Upgrade_args const &args)
{
	if (!args.is_valid_string())
		return;

	Session * const session = _session(to_session);
	Service * const service = _service(to_session, session);
	if (!service) {
		warning("\"", _policy.name(), "\" attempts to upgrade a session that it does not have");
		return;
	}

	size_t const amount = ram_quota_arg(args.string());

	Transfer from_child(_ram, _policy.ref_ram_cap(), amount);
	Transfer to_service(_policy.ref_ram_cap(), service->ram_session_cap(), amount);

	try { service->upgrade(to_session, args.string()); }
	catch (Service::Quota_exceeded) { throw Quota_exceeded(); }
	catch (Service::Invalid_args)   { return; }
	catch (Service::Unavailable)    { return; }

	if (session)
		session->donated += amount;

	from_child.acknowledge();
	to_service.acknowledge();
}


bool Child::downgrade(Session_capability cap, size_t bytes)
{
	Session * const session = _session(cap);
	Service * const service = _service(cap, session);

	if (!service || (session && bytes > session->donated) || !service->downgrade(cap, bytes))
		return false;

	if (session)
		session->donated -= bytes;

	try {
		Transfer to_child(_policy.ref_ram_cap(), _ram, bytes);
		to_child.acknowledge();
		return true;
	}
	catch (Parent::Quota_exceeded) { return false; }
}


void Child::_close(Session &session)
{
	{
		Lock::Guard guard(_lock);
		_session_list.remove(&session);
	}

	try { session.service.close(session.cap); }
	catch (Service::Unavailable)  { }
	catch (Service::Invalid_args) { }

	/* the donation comes back the way it went */
	try {
		Transfer from_service(session.service.ram_session_cap(), _policy.ref_ram_cap(),
		                      session.donated);
		from_service.acknowledge();

		Transfer to_child(_policy.ref_ram_cap(), _ram, session.donated);
		to_child.acknowledge();

	} catch (Parent::Quota_exceeded) {
		warning("could not return ", session.donated, " bytes donated to a session of \"",
		        session.service.name(), "\"");
	}
	destroy(_heap, &session);
}


void Child::close(Session_capability cap)
{
	if (Session * const session = _session(cap))
		_close(*session);
}


void Child::revoke_server(Server const *server)
{
	for (;;) {
		Session *session = nullptr;
		{
			Lock::Guard guard(_lock);

			session = _session_list.first();
			while (session && session->server != server)
				session = session->next();

			if (!session)
				return;

			_session_list.remove(session);
		}
		destroy(_heap, session);
	}
}


/********************************
 ** Remaining parent interface **
 ********************************/

void Child::announce(Service_name const &name, Root_capability root)
{
	if (!name.is_valid_string())
		return;

	if (!_policy.announce_service(name.string(), root, &_heap, &_server)) {
		warning("\"", _policy.name(), "\" is not permitted to provide the service \"",
		        name.string(), "\"");
		return;
	}

	Lock::Guard guard(_lock);

	for (Announced *announced = _announced.first(); announced; announced = announced->next())
		if (announced->name == name.string()) {
			announced->root = root;
			return;
		}

	_announced.insert(new (_heap) Announced(name.string(), root));
}


void Child::exit(int exit_value) { _policy.exit(exit_value); }


Thread_capability Child::main_thread_cap() const { return _initial_thread.cap(); }


void Child::resource_avail_sigh(Signal_context_capability sigh) { _resource_avail_sigh = sigh; }


void Child::resource_request(Resource_args const &args) { _policy.resource_request(args); }


void Child::yield_sigh(Signal_context_capability sigh) { _yield_sigh = sigh; }


Parent::Resource_args Child::yield_request()
{
	Lock::Guard guard(_yield_request_lock);
	return _yield_request_args;
}


void Child::yield_response() { _policy.yield_response(); }


void Child::yield(Resource_args const &args)
{
	{
		Lock::Guard guard(_yield_request_lock);
		_yield_request_args = args;
	}
	if (_yield_sigh.valid())
		Signal_transmitter(_yield_sigh).submit();
	else
		warning("\"", _policy.name(), "\" does not respond to yield requests");
}


void Child::notify_resource_avail() const
{
	if (_resource_avail_sigh.valid())
		Signal_transmitter(_resource_avail_sigh).submit();
}
