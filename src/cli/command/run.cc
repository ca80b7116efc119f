/*
 * \brief  Command 'run'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/run.h>

#include <atomic>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/output.h>
#include <cli/progress_display.h>
#include <cli/restore_options.h>
#include <cli/restore_report.h>
#include <cli/rom_directories.h>
#include <cli/scenario_check.h>
#include <cli/size.h>
#include <host/executable.h>
#include <host/termination.h>

using namespace Cli;


namespace {

	/* what nucleus keeps for itself, and as much for the components */
	constexpr uint64_t MIN_MEMORY = 32u << 20;

	/* a scenario is written by people */
	constexpr uint64_t MAX_SCENARIO_SIZE = 64u << 20;

	/* as a shell does for a program that was ended by a signal */
	constexpr int SIGNAL_EXIT_CODE = 128;

	std::string scenario_content(std::filesystem::path const &path)
	{
		try {
			Host::File const file(path, Host::File::Mode::READ);

			if (!file.regular() || file.size() > MAX_SCENARIO_SIZE)
				throw Failure(fmt::format("'{}' is no scenario; name an XML file", path.string()));

			std::string content(file.size(), 0);
			content.resize(file.pread_all(std::as_writable_bytes(std::span(content)), 0));
			return content;

		} catch (Host::System_error const &error) {
			throw Failure(fmt::format("{}; name a scenario that can be read", error.what()));
		}
	}

	std::filesystem::path nucleus_path()
	{
		auto const directory = Host::directory_of_executable();

		for (auto const &path : { directory / "recap-nucleus",
		                          directory / "../libexec/recap/recap-nucleus" })
			if (std::filesystem::exists(path))
				return path;

		throw Failure(fmt::format("the program 'recap-nucleus' is missing in '{}'; install it there",
		                          directory.string()));
	}
}


Run_command::Run_command(CLI::App &parent)
:
	Command(parent, "run", "Start a system, and restore a component in it if asked for",
	        "recap run scenario.xml --memory 512M\n"
	        "  recap run scenario.xml --restore sheep.snap\n\n"
	        "The command ends with the system, and with its exit code.")
{
	CLI::App &options = _options();

	options.add_option("scenario", _scenario, "configuration of init (XML)")->required()->type_name("SCENARIO");
	options.add_option("--rom", _rom, "directory of ROM modules, in order of search")
		->check(CLI::ExistingDirectory.description(""))->type_name("DIR")->expected(1)->take_all();
	options.add_option("--memory", _memory, "memory of the components, like 512M or 2G; checkpoints take as much at most")
		->capture_default_str()->type_name("SIZE");
	options.add_option("--init", _init, "ROM module of the first component")
		->capture_default_str()->type_name("MODULE");
	options.add_option("--dirty-tracking", _dirty_tracking, "how pages written since a checkpoint are found")
		->check(CLI::IsMember({ "auto", "userfaultfd", "comparison" }).description(""))
		->capture_default_str()->type_name("METHOD");

	options.add_flag("--unconfined", _unconfined, "start the system even if the host has no filters of system "
	                                              "calls (seccomp); components can then do whatever you can do");

	options.add_flag("--real-time", _real_time, "let the system's own program have the CPU before others "
	                                            "(SCHED_FIFO) and keep its memory from being paged out, as far as "
	                                            "the host permits");

	options.add_flag("--frugal", _frugal, "obtain memory for checkpoints when they are taken only, so the first one "
	                                      "of each component takes longer");

	auto * const restore = options.add_option("--restore", _snapshot, "snapshot file, identifier in the "
	                                                                  "catalogue, or 'latest:NAME', to "
	                                                                  "restore when its component starts")->type_name("FILE");
	add_restore_options(options, _restore);
	options.add_flag("--json", _json, "write what happens as JSON for programs, one object a line, "
	                                  "and the log to the standard error stream");
	for (char const * const option : { "--in-flight", "--verify", "--lazy" })
		options.get_option(option)->needs(restore);
}


uint64_t Run_command::_memory_size() const
{
	auto const size = parse_size(_memory);

	if (!size)
		throw Usage_failure(fmt::format("--memory: '{}' is no amount of memory; write a number with the "
		                                "unit K, M, or G", _memory));
	if (*size <= MIN_MEMORY)
		throw Usage_failure(fmt::format("--memory: {} is too little; give more than {}", _memory,
		                                format_size(MIN_MEMORY)));
	return *size;
}


void Run_command::_check_scenario(std::vector<Path> const &rom_dirs, uint64_t memory) const
{
	Source_text const source { _scenario, scenario_content(_scenario) };
	Findings          findings(source);

	check_scenario(source, { .rom_dirs = rom_dirs, .memory = memory, .init = _init }, findings);

	for (auto const &finding : findings.list())
		complain(findings.text(finding));

	if (findings.num_errors())
		throw Reported_failure();
}


std::vector<std::string> Run_command::_arguments(std::vector<Path> const &rom_dirs, uint64_t memory,
                                                 Path const &socket) const
{
	std::vector<std::string> result { "--config", _scenario,
	                                  "--socket", socket.string(),
	                                  "--memory", std::to_string(memory),
	                                  "--init",   _init,
	                                  "--dirty-tracking", _dirty_tracking,
	                                  "--parent", std::to_string(Host::own_process_id()) };

	if (_unconfined)
		result.push_back("--unconfined");
	if (_real_time)
		result.push_back("--real-time");
	if (_frugal)
		result.push_back("--frugal");

	for (Path const &directory : rom_dirs) {
		result.push_back("--rom");
		result.push_back(directory.string());
	}
	return result;
}


/*
 * Programs that start a system wait for this
 */
void Run_command::_tell_event(char const *event, Json const &members) const
{
	if (!_json)
		return;

	Json object { { "event", event } };
	object.update(members);

	print(line(object));
	flush_output();
}


void Run_command::_restore_component(Control::Image const &image, Path const &socket) const
{
	Control::Client client(socket);

	client.start(&image, _restore);

	/* who ends the system ends the restore, so there is nothing to undo */
	auto const result = [&] {
		Progress_display progress("preparing");
		return client.wait_for_restore(progress.system_function());
	} ();

	tell(restore_summary(result));
	_tell_event("restored", { { "restore", json(result) } });
}


int Run_command::_run(std::vector<std::string> arguments, Path const &socket,
                      std::optional<Control::Image> &&image)
{
	/* must exist before any other thread */
	Host::Termination termination { };

	std::vector<Host::File const *> inherited { };
	std::optional<Host::Ready_pipe> ready { };

	if (image || _json) {
		ready.emplace();
		inherited.push_back(&ready->write_end());
		arguments.insert(arguments.end(), { "--ready-fd", std::to_string(ready->write_end().descriptor()) });
	}
	if (image)
		arguments.push_back("--wait");

	using Output = Host::Program::Output;

	Host::Program nucleus(nucleus_path(), arguments, inherited,
	                      _json ? Output::ERROR_STREAM : Output::SHARED);

	std::atomic<bool> ended = false;
	Host::Termination::Handling const handling(termination, [&] {
		ended = true;
		nucleus.terminate();
	});

	/* if the program failed to start, it has said why */
	bool const started = ready && ready->wait();

	if (started)
		_tell_event("started", { { "system", _system.name() },
		                         { "socket", socket.string() },
		                         { "pid",    nucleus.process_id() } });

	if (started && image) {
		try { _restore_component(*image, socket); }
		catch (...) {
			nucleus.terminate();
			nucleus.wait();
			if (ended)
				throw Interrupted();
			throw;
		}
		image.reset();
	}

	auto const status = nucleus.wait();

	_tell_event("ended", { { "exit_value", status.signal ? Json() : Json(status.value) },
	                       { "signal", status.signal ? Json(Host::Program::signal_name(status.signal)) : Json() } });

	if (!status.signal)
		return ready && image && status.value == 0 ? REQUEST_FAILED : status.value;

	complain(fmt::format("the system was ended by {}; report this as a bug unless you sent it",
	                     Host::Program::signal_name(status.signal)));
	return SIGNAL_EXIT_CODE + status.signal;
}


int Run_command::execute()
{
	auto const memory   = _memory_size();
	auto const rom_dirs = rom_directories(_rom);
	auto const socket   = system_socket(_system.name());

	_check_scenario(rom_dirs, memory);

	std::optional<Control::Image> image { };
	if (!_snapshot.empty())
		image = Opened_snapshot(_store.file(_snapshot)).image();

	return _run(_arguments(rom_dirs, memory, socket), socket, std::move(image));
}
