/*
 * \brief  Command 'checkpoint'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/checkpoint.h>

#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/progress_line.h>
#include <cli/size.h>
#include <cli/snapshot_access.h>
#include <cli/text.h>

using namespace Cli;


Checkpoint_command::Checkpoint_command(CLI::App &parent)
:
	Command(parent, "checkpoint", "Capture components into a snapshot, and let them run on",
	        "recap checkpoint sheep_counter\n"
	        "  recap checkpoint sheep_counter -o sheep.snap")
{
	_options().add_option("component", _components, "labels of the components, or their ends")
		->required()->type_name("NAME");
	_options().add_option("-o,--output", _output, "snapshot file, an existing one is replaced "
	                                              "(default: a new one in the catalogue)")
		->type_name("FILE");
	_options().add_option("--max-pause-us", _max_pause_us, "budget for the time that the components stand "
	                                                       "still, in microseconds; more is copied in advance, "
	                                                       "and a note tells if it did not suffice")
		->type_name("N");
	_options().add_flag("--json", _json, "write JSON for programs");
}


Checkpoint_command::Saved Checkpoint_command::_save(Control::Checkpoint_result const &result) const
{
	Progress_line progress("writing");

	/* there may have been a request since the capture */
	Progress_line::check_interruption();

	auto const options = _write.options(progress.function());

	if (!_output.empty())
		return { _output, save_image(result.image, result.label, _output, options) };

	Store::Catalogue catalogue = _store.open();

	auto const id   = Store::Snapshot_id::random();
	auto const path = catalogue.path(id);

	Saved saved { path, save_image(result.image, result.label, path, options, id) };

	catalogue.add(path);
	return saved;
}


int Checkpoint_command::execute()
{
	using Clock = std::chrono::steady_clock;

	auto const start  = Clock::now();
	auto const result = [&] {
		Progress_line progress("copying");
		return _system.connect().checkpoint(_components, progress.system_function(),
		                                    { .max_pause_us = _max_pause_us });
	} ();
	auto const saved  = _save(result);

	auto const us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);

	if (_json)
		print(text(Json { { "label",    result.label },
		                  { "id",       saved.header.info.id.hex() },
		                  { "file",     saved.path.string() },
		                  { "size",     saved.header.file_size },
		                  { "pages",    result.image.page_count },
		                  { "pause_us", result.pause_us },
		                  { "total_us", us.count() },
		                  { "notes",    result.notes },
		                  { "phases",   json(result.phases) } }));
	else {
		for (std::string const &note : result.notes)
			complain("note: " + harmless(note));

		print(fmt::format("checkpoint of \"{}\": {} in '{}', {}, pause {}, total {}\n",
		                  harmless(result.label), format_size(saved.header.file_size),
		                  saved.path.string(), counted(result.image.page_count, "page", "pages"),
		                  format_duration(result.pause_us), format_duration(uint64_t(us.count()))));
	}
	return SUCCESS;
}
