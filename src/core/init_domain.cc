/*
 * \brief  The first component, and core in the role of its parent
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>

#include <core/init_domain.h>
#include <core/label.h>
#include <kernel/system.h>
#include <lib/base/elf.h>
#include <util/arg_string.h>

using namespace Core;


namespace {

	/* donations to the sessions of the component's environment */
	constexpr size_t PD_QUOTA  = 1u << 20;
	constexpr size_t CPU_QUOTA = 1u << 20;
	constexpr size_t RAM_QUOTA = 64u << 10;
}


std::unique_ptr<Session> Init_domain::_environment_session(char const *service, size_t ram_quota)
{
	return _services.create({ .service  = service,
	                          .args     = "label=\"" + _name + "\", ram_quota="
	                                    + std::to_string(ram_quota),
	                          .affinity = { } });
}


Init_domain::Init_domain(Kernel::System &system, Services &services, Log_sink &log,
                         std::string const &name, size_t ram_quota)
:
	Rpc_component(system, "parent"),
	_system(system), _services(services), _log(log), _name(name),
	_pd_session (_environment_session("PD",  PD_QUOTA)),
	_ram_session(_environment_session("RAM", RAM_QUOTA)),
	_cpu_session(_environment_session("CPU", CPU_QUOTA))
{
	_ram.grant(ram_quota);
	_cpu.cpu_quota(Cpu_session_component::QUOTA_LIMIT);
	_pd.assign_parent(cap());
}


Init_domain::~Init_domain()
{
	/* no thread of the component must run while its sessions vanish */
	_pd.kill_process();
	_sessions.clear();
}


/*
 * \return  entry point
 */
uint64_t Init_domain::_load(Rom_module const &binary)
{
	Genode::Elf_binary const elf(binary.memory.data(), binary.content_size);

	if (!elf.executable() || elf.dynamically_linked())
		throw Start_failed("ROM module \"" + binary.name + "\" is not a statically linked executable");

	elf.for_each_segment([&] (Genode::Elf_binary::Segment const &segment) {

		Ram_dataspace &ds = _ram.allocate(segment.size);

		memcpy(ds.memory()->data(), binary.memory.data() + segment.offset, segment.file_size);

		_pd.address_space_rm().insert(segment.addr, { .dataspace  = &ds,
		                                              .size       = segment.size,
		                                              .offset     = 0,
		                                              .executable = segment.executable });
	});
	return elf.entry();
}


void Init_domain::start(Rom_module const &binary)
{
	try {
		uint64_t const entry = _load(binary);

		_main_thread = &_cpu.create(_pd, _name, _pd.task().reserve_index(), { });
		_main_thread->start(entry, 0);
	}
	catch (Genode::Ram_session::Alloc_failed) {
		throw Start_failed("not enough memory for starting \"" + _name + "\""); }
	catch (Genode::Region_map::Attach_failed) {
		throw Start_failed("the segments of \"" + binary.name + "\" overlap"); }
	catch (Quota::Exceeded) {
		throw Start_failed("not enough quota for starting \"" + _name + "\""); }
}


/**********************
 ** Parent interface **
 **********************/

void Init_domain::exit(int value)
{
	if (_exit_value)
		return;

	_exit_value = value;
	_system.notify_change();
}


void Init_domain::announce(Service_name const &name, Genode::Root_capability)
{
	_log.write("[core] Warning: nobody uses the service \"" + std::string(name.string())
	           + "\" announced by \"" + _name + "\"");
}


Init_domain::Open_session *Init_domain::_open_session(Genode::Session_capability const &cap)
{
	Kernel::Object * const object = Core::object(cap);

	auto const it = _sessions.find(object);
	return object && it != _sessions.end() ? &it->second : nullptr;
}


Genode::Session_capability Init_domain::session(Service_name const &service,
                                                Session_args const &args,
                                                Genode::Affinity const &affinity)
{
	auto session_cap = [] (Kernel::Object &object) {
		return Genode::reinterpret_cap_cast<Genode::Session>(capability(object)); };

	std::string const name = service.string();

	if (name == "Env::pd_session")  return session_cap(_pd .kernel_object());
	if (name == "Env::ram_session") return session_cap(_ram.kernel_object());
	if (name == "Env::cpu_session") return session_cap(_cpu.kernel_object());

	Core::Session_args request { .service = name, .args = args.string(), .affinity = affinity };

	/* the path of each client starts with the name of the component */
	std::string const path = child_label(_name, request.label());

	char buf[512];
	snprintf(buf, sizeof(buf), "%s", args.string());
	if (!Genode::Arg_string::set_arg_string(buf, sizeof(buf), "label", path.c_str()))
		throw Unavailable();
	request.args = buf;

	size_t const donated = request.number("ram_quota", 0);
	if (!_ram.withdraw(donated))
		throw Quota_exceeded();

	try {
		auto session = _services.create(request);

		Kernel::Object &object = session->session_object();
		_sessions.emplace(&object, Open_session {
			std::move(session), donated,
			{ .service = service.string(), .args = args.string(), .affinity = affinity,
			  .valid = true, .id = ++_last_session_id } });
		return session_cap(object);

	} catch (Quota::Exceeded) {
		_ram.grant(donated);
		throw Quota_exceeded();
	} catch (Services::Unavailable const &unavailable) {
		_ram.grant(donated);
		_log.write("[core] " + name + "-session request by \"" + path + "\" denied: "
		           + unavailable.reason);
		throw Unavailable();
	}
}


Session *Init_domain::_session(Genode::Session_capability const &cap)
{
	for (Session * const session : { _pd_session.get(), _ram_session.get(), _cpu_session.get() })
		if (&session->session_object() == Core::object(cap))
			return session;

	Open_session * const open = _open_session(cap);
	return open ? open->session.get() : nullptr;
}


void Init_domain::upgrade(Genode::Session_capability cap, Upgrade_args const &args)
{
	Core::Session_args const request { .service = "", .args = args.string(), .affinity = { } };

	size_t  const amount = request.number("ram_quota", 0);
	Session      *target = _session(cap);
	Open_session *open   = _open_session(cap);

	if (!target)
		return;

	if (!_ram.withdraw(amount))
		throw Quota_exceeded();

	target->donation().donate(amount);
	if (open)
		open->donated += amount;
}


bool Init_domain::downgrade(Genode::Session_capability cap, size_t bytes)
{
	Session      * const session = _session(cap);
	Open_session * const open    = _open_session(cap);

	if (!session || !session->donation().take_back(bytes))
		return false;

	_ram.grant(bytes);
	if (open)
		open->donated -= std::min(open->donated, bytes);
	return true;
}


void Init_domain::_close(Sessions::iterator it)
{
	size_t const donated = it->second.donated;
	_sessions.erase(it);
	_ram.grant(donated);
}


void Init_domain::close(Genode::Session_capability cap)
{
	auto const it = _sessions.find(Core::object(cap));
	if (it != _sessions.end())
		_close(it);
}


Genode::Parent::Session_info Init_domain::session_info(Genode::Session_capability cap)
{
	Open_session const * const open = _open_session(cap);
	if (!open)
		return { };

	Session_info info = open->info;
	info.donated = open->donated;
	return info;
}


Genode::Parent::Session_ids Init_domain::session_ids(unsigned first)
{
	Session_ids result;

	for (auto const &[object, open] : _sessions) {
		if (first && first--)
			continue;
		if (result.count == Session_ids::MAX)
			break;
		result.ids    [result.count]   = open.info.id;
		result.donated[result.count++] = open.donated;
	}
	return result;
}


void Init_domain::close_session(unsigned long id, bool)
{
	for (auto it = _sessions.begin(); it != _sessions.end(); it++)
		if (it->second.info.id == id)
			return _close(it);
}


Genode::Thread_capability Init_domain::main_thread_cap() const
{
	return _main_thread ? Genode::Thread_capability(_main_thread->cap())
	                    : Genode::Thread_capability();
}


void Init_domain::resource_request(Resource_args const &args)
{
	_log.write("[core] \"" + _name + "\" requests resources: " + args.string());
}
