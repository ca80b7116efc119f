/*
 * \brief  Services of core
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <system_error>

#include <core/cpu_session.h>
#include <core/log_session.h>
#include <core/ram_session.h>
#include <core/rm_session.h>
#include <core/rom_session.h>
#include <core/services.h>
#include <host/system_error.h>

using namespace Core;


Services::Services(Kernel::System &system, Host::Arena &arena, Rom_fs &rom_fs, Log_sink &log,
                   Pd_events &pd_events)
{
	_services["RAM"] = [&] (Session_args const &args) {
		return std::make_unique<Ram_session_component>(system, _registry, args, arena); };

	_services["RM"] = [&] (Session_args const &args) {
		return std::make_unique<Rm_session_component>(system, _registry, args); };

	_services["CPU"] = [&] (Session_args const &args) {
		return std::make_unique<Cpu_session_component>(system, _registry, args); };

	_services["PD"] = [&] (Session_args const &args) {
		return std::make_unique<Pd_session_component>(system, _registry, args, pd_events); };

	_services["LOG"] = [&] (Session_args const &args) {
		return std::make_unique<Log_session_component>(system, _registry, args, log); };

	_services["ROM"] = [&] (Session_args const &args) {
		return _create_rom_session(system, rom_fs, args); };

	for (char const * const name : { "IRQ", "IO_MEM", "IO_PORT" })
		_services[name] = [] (Session_args const &args) -> std::unique_ptr<Session> {
			throw Unavailable { "the " + args.service + " service has no devices to offer, "
			                    "the system is hosted" }; };
}


std::unique_ptr<Session> Services::_create_rom_session(Kernel::System &system, Rom_fs &rom_fs,
                                                       Session_args const &args)
{
	std::string const name = args.last_label_element();
	try {
		auto const module = rom_fs.module(name);
		if (!module)
			throw Unavailable { "there is no ROM module \"" + name + "\"" };

		return std::make_unique<Rom_session_component>(system, _registry, args, module);

	} catch (Host::Arena::Out_of_memory const &) {
		throw Unavailable { "no memory for ROM module \"" + name + "\"" };
	} catch (Host::System_error const &error) {
		throw Unavailable { error.what() };
	}
}


std::unique_ptr<Session> Services::create(Session_args const &args)
{
	auto const it = _services.find(args.service);
	if (it == _services.end())
		throw Unavailable { "there is no service \"" + args.service + "\"" };

	try { return it->second(args); }

	/* a thread of nucleus */
	catch (std::system_error const &error) {
		throw Unavailable { Host::reason_of_refusal(error.code().value()) };
	}
}
