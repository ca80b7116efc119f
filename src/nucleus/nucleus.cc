/*
 * \brief  Kernel, core, and engine put together
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <fstream>
#include <sstream>

#include <xxhash.h>

#include <host/child_process.h>
#include <host/executable.h>
#include <host/extended_state_layout.h>
#include <host/system_page.h>
#include <host/ready_pipe.h>
#include <nucleus/nucleus.h>
#include <rtcr/rtcr_session.h>

using namespace Nucleus;


namespace {

	/* fresh processes to keep ready, and threads to create in each of them */
	constexpr unsigned POOL_SIZE    = 3;
	constexpr unsigned POOL_THREADS = 4;

	/* each has a thread of nucleus */
	constexpr unsigned MAX_PROTECTIONS = 256;

	/* memory for what is not accounted to components */
	constexpr size_t RESERVED_MEMORY = 16u << 20;

	uint64_t file_hash(std::filesystem::path const &path)
	{
		Host::File         const file(path, Host::File::Mode::READ);
		Host::File_mapping const mapping(file, file.size());

		return XXH3_64bits(mapping.bytes().data(), mapping.bytes().size());
	}

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


std::filesystem::path System::_stub_path() { return Host::directory_of_executable() / "recap-stub"; }


Host::Process_environment System::_process_environment()
{
	auto &page = *reinterpret_cast<Host::Abi::System_page *>(_system_page.data());

	_confined = Host::init_system_page(page, _options.confinement);

	return { .arena              = _arena,
	         .reaper             = _reaper,
	         .stub_path          = _stub_path(),
	         .system_page_offset = _system_page.offset(),
	         .tracking           = &_tracking };
}


System::System(Options const &options)
:
	_options(options),
	_arena(options.memory),
	_system_page(_arena.allocate(Host::Abi::SYSTEM_PAGE_SIZE)),
	_tracking(options.tracking.value_or(Host::Write_tracking::best_method())),
	_pool(_process_environment(), POOL_SIZE, POOL_THREADS),
	_rom_fs(_arena, options.rom_dirs),
	_engine(_kernel, _services, _rom_fs, _arena, _tracking, file_hash(_stub_path()),
	        Host::Extended_state_layout::of_cpu())
{
	if (options.memory <= 2*RESERVED_MEMORY)
		throw Options::Invalid("the memory must exceed " + std::to_string(2*RESERVED_MEMORY) + " bytes");

	if (!options.frugal)
		_engine.obtain_memory_in_advance();

	_rom_fs.provide("config", file_content(options.config));

	if (_tracking.method() == Host::Write_tracking::Method::COMPARISON)
		_log.write("[core] Notice: written pages are found by comparison, because this host "
		           "does not track them; checkpoints pause longer the more memory there is");

	if (!Host::Child_process::descriptors_supported())
		_log.write("[core] Notice: each process has a thread of nucleus that waits for its end, because "
		           "this host refuses descriptors of processes (pidfd_open)");

	for (std::string const &lack : _real_time_lacks)
		_log.write("[core] Notice: no real time, " + lack);

	if (!_confined)
		_log.write("[core] WARNING: components are NOT CONFINED, because this host has no filters of "
		           "system calls (seccomp); each component can do whatever its user can do");

	Kernel::Lock_guard const lock(_kernel);
	_kernel.fault_handler(&_pager);
	_kernel.diagnostics(this);

	_services.add("Rtcr", [this] (Core::Session_args const &args) {
		return _create_rtcr_session(args); });
}


System::~System()
{
	{
		Kernel::Lock_guard const lock(_kernel);
		_init.reset();
	}

	/* until then, the threads of components may be on their way into the kernel */
	_pool.settle();
}


void System::pd_died(Core::Pd_session_component &pd, Death const &death)
{
	_log.write("[core] the process of \"" + pd.label() + "\" " + death.how);

	_protections.crashed(pd.label(), death.how);

	if (death.refused && pd.label() == _options.init) {
		_init_refused = _stop_requested = true;
		_kernel.notify_change();
	}
}


void System::pd_faulted(Core::Pd_session_component &pd, std::string const &what)
{
	_protections.crashed(pd.label(), "crashed: " + what);
}


void System::pd_lacks_quota(Core::Pd_session_component &pd)
{
	_log.write("[core] Warning: \"" + pd.label() + "\" has no RAM quota left to pay for more than "
	           + std::to_string(pd.task().caps().count()) + " capabilities");
}


std::unique_ptr<Core::Session> System::_create_rtcr_session(Core::Session_args const &args)
{
	if (_protections.count() >= MAX_PROTECTIONS)
		throw Core::Services::Unavailable { "there are too many Rtcr sessions" };

	return std::make_unique<Rtcr::Rtcr_session_component>(_kernel, _services.registry(), args,
	                                                      _protections);
}


void System::diagnostic_output(Kernel::Task const &task, std::string const &text)
{
	std::istringstream lines(text);

	for (std::string line; std::getline(lines, line); )
		_log.write("[" + task.name() + "] " + line);
}


void System::_boot()
{
	auto const binary = _rom_fs.module(_options.init);
	if (!binary)
		throw Core::Init_domain::Start_failed("there is no ROM module \"" + _options.init + "\"");

	_init.emplace(_kernel, _services, _log, _options.init, _options.memory - RESERVED_MEMORY);
	_init->start(*binary);
}


int System::run()
{
	/* vanishes last, requests may still need the parts of the system */
	std::optional<Control::Server> server;

	if (!_options.socket.empty())
		server.emplace(_controller, _options.socket);

	if (!_options.wait)
		_controller.start(nullptr, { });

	if (_options.ready_descriptor >= 0)
		Host::Ready_signal(_options.ready_descriptor).give();

	int exit_value = 0;
	{
		Kernel::Lock_guard lock(_kernel);

		lock.wait_for_change([&] { return _start_requested || _stop_requested; });

		if (!_stop_requested)
			_boot();

		lock.wait_for_change([&] { return _stop_requested || _init->exit_value(); });

		if (_init)
			exit_value = _init->exit_value().value_or(_init_refused ? 1 : 0);
	}
	_controller.abandon_restore();
	_log.history().close();

	return exit_value;
}


void System::_request_start()
{
	Kernel::Lock_guard const lock(_kernel);

	_start_requested = true;
	_kernel.notify_change();
}


void System::stop()
{
	Kernel::Lock_guard const lock(_kernel);

	_stop_requested = true;
	_kernel.notify_change();
}
