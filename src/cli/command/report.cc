/*
 * \brief  Command 'report'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/report.h>

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/output_file.h>
#include <cli/text.h>

using namespace Cli;


namespace {

	constexpr char const *SNAPSHOT_SUFFIX = ".snap", *RESTORE_SUFFIX = ".restore.json";
}


Report_command::Report_command(CLI::App &parent)
:
	Command(parent, "report", "Write a page of HTML about snapshots and restores",
	        "recap restore sheep.snap --json > sheep.restore.json\n"
	        "  recap report sheep.snap --restore sheep.restore.json -o report.html\n"
	        "  recap report ~/.local/share/recap -o report.html\n\n"
	        "Of a directory, all files '*.snap' and '*.restore.json' are taken.")
{
	_options().add_option("file", _files, "snapshot files, identifiers in the catalogue, or directories")
		->required()->type_name("FILE");
	_options().add_option("--restore", _restores, "result of a restore, as written by 'recap restore --json'")
		->type_name("FILE")->expected(1)->take_all();
	_options().add_option("-o,--output", _output, "file to write, an existing one is replaced")
		->required()->type_name("FILE");
	_options().add_flag("--json", _json, "write JSON for programs");
}


void Report_command::_add(Report_input &input, std::string const &name) const
{
	std::error_code ignored { };

	if (!std::filesystem::is_directory(name, ignored)) {
		input.snapshots.push_back(_store.file(name));
		return;
	}

	std::vector<std::filesystem::path> paths { };
	for (auto const &entry : std::filesystem::directory_iterator(name))
		paths.push_back(entry.path());
	std::ranges::sort(paths);

	for (auto const &path : paths) {
		std::string const file = path.filename().string();
		if (file.ends_with(SNAPSHOT_SUFFIX))
			input.snapshots.push_back(path);
		else if (file.ends_with(RESTORE_SUFFIX))
			input.restores.push_back(path);
	}
}


int Report_command::execute()
{
	Report_input input { };

	for (std::string const &file : _files)
		_add(input, file);
	for (std::string const &restore : _restores)
		input.restores.emplace_back(restore);

	if (input.snapshots.empty())
		throw Failure("there is no snapshot in the directory; 'recap checkpoint NAME -o FILE.snap' takes one");

	write_output_file(_output, report_html(input));

	if (_json) {
		print(text(Json { { "file",      _output },
		                  { "snapshots", input.snapshots.size() },
		                  { "restores",  input.restores.size() } }));
		return SUCCESS;
	}
	print(fmt::format("report about {} and {} written to '{}'\n",
	                  counted(input.snapshots.size(), "snapshot", "snapshots"),
	                  counted(input.restores.size(), "restore", "restores"), _output));
	return SUCCESS;
}
