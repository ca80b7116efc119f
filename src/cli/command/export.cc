/*
 * \brief  Command 'export'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/export.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/label.h>
#include <cli/output.h>
#include <cli/progress_line.h>
#include <cli/rom_directories.h>
#include <cli/snapshot_caps.h>
#include <cli/table.h>
#include <cli/text.h>

using namespace Cli;


Export_command::Export_command(CLI::App &parent)
:
	Command(parent, "export", "Convert a component of a snapshot for debuggers",
	        "recap export sheep.snap --elf-core sheep.core\n"
	        "  gdb build/rom/sheep_counter sheep.core")
{
	_options().add_option("file", _file, Store_option::SNAPSHOT_HELP)
		->required()->type_name("FILE");
	_options().add_option("--elf-core", _output, "ELF core file to write, an existing one is replaced")
		->required()->type_name("FILE");
	_options().add_option("--component", _component, "component of a snapshot that has several ones")
		->type_name("NAME");
	_options().add_option("--rom", _rom, "directory of binaries")
		->check(CLI::ExistingDirectory.description(""))->type_name("DIR")->expected(1)->take_all();
	_options().add_flag("--json", _json, "write JSON for programs");
}


std::string Export_command::_description(std::string const &label, Binary const &binary,
                                         std::vector<Core_thread> const &threads) const
{
	Table table({ { "LWP", Table::Align::RIGHT }, { "THREAD" }, { "STATE" } });
	for (Core_thread const &thread : threads)
		table.add({ std::to_string(thread.lwp), thread.name, thread.state });

	return fmt::format("\"{}\" written to '{}'\n{}", harmless(label), _output, table.text())
	     + (binary.file ? fmt::format("open it with: gdb {} {}\n", binary.file->string(), _output) : "");
}


Json Export_command::_description_json(std::string const &label, Binary const &binary,
                                       std::vector<Core_thread> const &threads) const
{
	Json list = Json::array();
	for (Core_thread const &thread : threads)
		list.push_back(Json { { "lwp", thread.lwp }, { "name", thread.name }, { "state", thread.state } });

	return { { "file",      _output },
	         { "component", label },
	         { "binary",    binary.file ? Json(binary.file->string()) : Json() },
	         { "threads",   list } };
}


Rtcr::Pd const &Export_command::_pd(Rtcr::Snapshot const &snapshot) const
{
	std::vector<std::string> labels { };
	for (Rtcr::Pd const &pd : snapshot.pds)
		labels.push_back(pd_label(snapshot, pd));

	if (labels.empty())
		throw Failure("the snapshot contains no component");

	if (_component.empty() && labels.size() > 1)
		throw Usage_failure(fmt::format("the snapshot contains several components; choose one with "
		                                "--component: \"{}\"", joined(labels, "\", \"")));

	std::string const label = _component.empty() ? labels[0] : resolved_label(_component, labels);

	for (Rtcr::Pd const &pd : snapshot.pds)
		if (pd_label(snapshot, pd) == label)
			return pd;

	throw Failure(fmt::format("the snapshot does not contain \"{}\"", label));
}


int Export_command::execute()
{
	auto const      directories = rom_directories(_rom);
	Opened_snapshot opened(_store.file(_file), directories);

	Rtcr::Pd const &pd     = _pd(opened.snapshot);
	Binary   const  binary = find_binary(opened.snapshot, pd, directories);

	auto const threads = [&] {
		Progress_line progress("writing");
		return write_core_file(_output, opened, pd, binary.file, progress.function());
	} ();

	std::string const label = pd_label(opened.snapshot, pd);

	print(_json ? text(_description_json(label, binary, threads))
	            : _description(label, binary, threads));

	if (!binary.file)
		complain(fmt::format("the core file lacks the text of the binary: {}", binary.problem));

	for (std::string const &problem : opened.rom_files.problems())
		complain(fmt::format("the core file is zero where memory is as in a ROM module: {}", problem));

	return SUCCESS;
}
