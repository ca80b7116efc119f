/*
 * \brief  Command 'persist'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/persist.h>

#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/size.h>
#include <cli/text.h>
#include <host/interruption.h>

using namespace Cli;


namespace {

	constexpr unsigned MAX_INTERVAL_MS = 24u*60*60*1000;

	constexpr uint64_t US_PER_MS = 1000;

	/**
	 * Return true if there is no point in trying again
	 */
	bool permanent(Control::Error_code code)
	{
		using Code = Control::Error_code;

		return code == Code::UNKNOWN_COMPONENT || code == Code::AMBIGUOUS_NAME
		    || code == Code::INVALID_REQUEST;
	}
}


Persist_command::Persist_command(CLI::App &parent)
:
	Command(parent, "persist", "Keep snapshots of components up to date until interrupted",
	        "recap persist kv_server --every 100\n\n"
	        "Each snapshot has the pages that changed since the one before, and is on the\n"
	        "storage device when the next one begins. If the components are protected by\n"
	        "periodic checkpoints (<checkpoint interval_ms=\"1\"/>), the latest of these is\n"
	        "written, and the components are not stopped once more. 'recap list' shows the\n"
	        "snapshots, 'recap run SCENARIO --restore latest:kv_server' continues from the\n"
	        "latest one.")
{
	_options().add_option("component", _components, "labels of the components, or their ends")
		->required()->type_name("NAME");
	_options().add_option("--every", _interval_ms, "time between two snapshots in milliseconds")
		->check(CLI::Range(1u, MAX_INTERVAL_MS).description(""))->capture_default_str()->type_name("MS");
	_options().add_option("--keep", _keep, "keep this many snapshots, and those they inherit pages from")
		->check(CLI::PositiveNumber.description(""))->capture_default_str()->type_name("N");
	_options().add_option("--count", _count, "end after this many snapshots")
		->check(CLI::PositiveNumber.description(""))->type_name("N");
	_options().add_option("--max-pause-us", _max_pause_us, "budget for the time that the components stand "
	                                                       "still, in microseconds")->type_name("N");
	_options().add_flag("--json", _json, "write JSON for programs, one object for each snapshot");
}


void Persist_command::_tell(Control::Checkpoint_result const &result, Snapshot_series::Added const &added)
{
	std::string const id = added.header.info.id.hex();

	if (_json)
		print(line(Json { { "label",     result.label },
		                  { "id",        id },
		                  { "file",      added.path.string() },
		                  { "parent",    added.header.info.parent.valid()
		                                 ? Json(added.header.info.parent.hex()) : Json() },
		                  { "size",      added.header.file_size },
		                  { "pages",     result.num_pages() },
		                  { "new_pages", result.image.page_count },
		                  { "pause_us",  result.pause_us } }));

	else if (_written == 0)
		print(fmt::format("the state of \"{}\" is in {} from now on, {} in '{}'\n", harmless(result.label), id,
		                  format_size(added.header.file_size), added.path.string()));

	flush_output();

	if (!_problem.empty())
		complain("the snapshots go on");

	_problem.clear();
	_latest = id;
	_written++;
	_bytes += added.header.file_size;
}


/*
 * What fails again and again is told once
 */
void Persist_command::_fails(std::string const &problem)
{
	if (problem != _problem)
		complain(fmt::format("{}; trying again every {} ms", problem, _interval_ms));

	_problem = problem;
}


void Persist_command::_commit(Control::Client &client, Snapshot_series &series)
{
	try {
		auto const step = series.advance(client, _components,
		                                 { .max_pause_us = _max_pause_us,
		                                   .max_age_us   = _interval_ms*US_PER_MS });
		if (step)
			_tell(step->result, step->added);

		series.tidy_up();

	} catch (Control::Request_failed const &failed) {

		if (permanent(failed.code))
			throw;
		_fails(failed.what());

	} catch (Store::Error const &error) { _fails(error.what()); }
}


void Persist_command::_go_on(Control::Client &client, Snapshot_series &series)
{
	using Clock = std::chrono::steady_clock;

	for (auto due = Clock::now(); !Host::Interruption::wait_until(due); ) {

		_commit(client, series);

		if (_count && _written >= *_count)
			return;

		due = std::max(due + std::chrono::milliseconds(_interval_ms), Clock::now());
	}
}


int Persist_command::execute()
{
	Control::Client client = _system.connect();

	Host::Interruption const interruption { };

	Snapshot_series series(_store.directory(), _write.options(), _keep);

	try { _go_on(client, series); }
	catch (Control::Client::Connection_lost const &) {

		/* the end of the system is a regular end of this */
		complain("the system has ended");
	}

	if (!_written)
		throw Failure("there is no snapshot; try again when the components run");

	if (!_json)
		print(fmt::format("{} written, {} in total, the latest one is {}\n",
		                  counted(_written, "snapshot", "snapshots"), format_size(_bytes), _latest));

	return _problem.empty() ? SUCCESS : REQUEST_FAILED;
}
