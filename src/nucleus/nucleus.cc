/*
 * \brief  Kernel, core, and engine put together
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <fstream>
#include <sstream>

#include <host/confinement.h>
#include <host/executable.h>
#include <nucleus/nucleus.h>

using namespace Nucleus;


namespace {

	/* fresh processes to keep ready, and threads to create in each of them */
	constexpr unsigned POOL_SIZE    = 3;
	constexpr unsigned POOL_THREADS = 4;

	/* memory for what is not accounted to components */
	constexpr size_t RESERVED_MEMORY = 16u << 20;

	std::string file_content(std::filesystem::path const &path)
	{
		std::ifstream const file(path);
		if (!file)
			throw Options::Invalid("cannot read configuration '" + path.string() + "'");

		std::ostringstream content;
		content << file.rdbuf();
		return content.str();
	}
}


Host::Process_environment System::_process_environment()
{
	auto &page = *reinterpret_cast<Host::Abi::System_page *>(_system_page.data());

	Host::write_filters(page);

	return { .arena              = _arena,
	         .reaper             = _reaper,
	         .stub_path          = Host::directory_of_executable() / "recap-stub",
	         .system_page_offset = _system_page.offset() };
}


System::System(Options const &options)
:
	_options(options),
	_arena(options.memory),
	_system_page(_arena.allocate(Host::Abi::SYSTEM_PAGE_SIZE)),
	_pool(_process_environment(), POOL_SIZE, POOL_THREADS),
	_rom_fs(_arena, options.rom_dirs)
{
	if (options.memory <= 2*RESERVED_MEMORY)
		throw Options::Invalid("the memory must exceed " + std::to_string(2*RESERVED_MEMORY) + " bytes");

	_rom_fs.provide("config", file_content(options.config));

	Kernel::Lock_guard const lock(_kernel);
	_kernel.fault_handler(&_pager);
	_kernel.diagnostics(this);
}


System::~System()
{
	Kernel::Lock_guard const lock(_kernel);
	_init.reset();
}


void System::pd_died(Core::Pd_session_component &pd)
{
	_log.write("[core] the process of \"" + pd.label() + "\" died");
}


void System::diagnostic_output(Kernel::Task const &task, std::string const &text)
{
	_log.write("[" + task.name() + "] " + text.substr(0, text.find_last_not_of('\n') + 1));
}


int System::run()
{
	Kernel::Lock_guard lock(_kernel);

	auto const binary = _rom_fs.module(_options.init);
	if (!binary)
		throw Core::Init_domain::Start_failed("there is no ROM module \"" + _options.init + "\"");

	_init.emplace(_kernel, _services, _log, _options.init, _options.memory - RESERVED_MEMORY);
	_init->start(*binary);

	lock.wait_for_change([&] { return _init->exit_value() || _stop_requested; });

	return _init->exit_value().value_or(0);
}


void System::stop()
{
	Kernel::Lock_guard const lock(_kernel);

	_stop_requested = true;
	_kernel.notify_change();
}
