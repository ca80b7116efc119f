/*
 * \brief  Checkpoint, restore, and rollback of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/capture_benchmark.h>

#include <algorithm>

#include <bench/host/bandwidth.h>
#include <bench/host/duration.h>
#include <bench/host/file_write.h>
#include <cli/snapshot_access.h>

using namespace Bench;


namespace {

	/* to each checkpoint, so that most are not right after it */
	constexpr unsigned ROLLBACKS = 5;
}


Capture_benchmark::Target Capture_benchmark::sheep(Effort const &effort)
{
	return { .suffix   = "sheep",
	         .child    = { .name = "sheep_counter", .config = "period_ms=\"10\"" },
	         .pattern  = "(\\d+) sheep",
	         .captures = effort.small_captures,
	         .large    = false };
}


/*
 * The component changes and verifies some of its pages in each period
 */
Capture_benchmark::Target Capture_benchmark::large(Effort const &effort)
{
	return { .suffix   = "64m",
	         .child    = { .name   = "memory",
	                       .ram    = "80M",
	                       .config = "size=\"64M\" dirty=\"32\" sample=\"512\" period_ms=\"20\"" },
	         .pattern  = "memory: generation (\\d+) verified",
	         .captures = effort.large_captures,
	         .large    = true };
}


Capture_benchmark::Capture_benchmark(Context const &context, Target const &target)
:
	_context(context), _target(target), _file(context.snapshots.file(target.suffix + ".snap")),
	_system(context, Scenario({ Scenario::timer(), target.child }), context.cpus)
{ }


Control::Checkpoint_result Capture_benchmark::_measure_checkpoint()
{
	std::optional<Control::Checkpoint_result> result { };

	double const capture_us = us_of([&] {
		result.emplace(_system.client().checkpoint({ _target.label() })); });

	double const persist_us = us_of([&] {
		Cli::save_image(result->image, result->label, _file,
		                { .compression = Store::Compression::NONE,
		                  .durability  = Store::Durability::SYNCED }); });

	uint64_t const bytes = result->image.page_count*Store::PAGE_SIZE;

	_pause.add(double(result->pause_us));
	_checkpoint.add(capture_us + persist_us);
	_persisting.add(gb_per_s(bytes, persist_us));

	_pause_phases.add(result->phases);
	_checkpoint_phases.add("capture", capture_us);
	_checkpoint_phases.add("persist", persist_us);

	return std::move(*result);
}


void Capture_benchmark::_measure_references(uint64_t bytes)
{
	if (!_memory_copy || _memory_copy->content().size() != bytes)
		_memory_copy.emplace(bytes);

	_copy.add(_memory_copy->us());

	if (_target.large)
		_writing.add(gb_per_s(bytes, us_of_file_write(_context.snapshots.file("plain"),
		                                              _memory_copy->content())));
}


/*
 * The snapshot is in memory, the component runs, and has changed some of its
 * pages in the few periods since the checkpoint
 */
void Capture_benchmark::_measure_rollback()
{
	auto const checkpoint = _system.client().checkpoint({ _target.label() });

	for (unsigned i = 0; i < ROLLBACKS; i++) {

		_progress.advance();

		std::vector<Control::Phase> phases { };

		_rollback.add(us_of([&] { phases = _system.client().restore(checkpoint.image, { }).phases; }));

		uint64_t pause_us = 0;
		for (Control::Phase const &phase : phases)
			pause_us += phase.us;

		_rollback_pause .add(double(pause_us));
		_rollback_phases.add(phases);

		_progress.step_back();
	}
}


/*
 * The snapshot is in a file, the component is dead
 */
void Capture_benchmark::_measure_restore()
{
	_progress.advance();

	_system.client().kill(_target.label());

	std::optional<Control::Image> image { };

	double const load_us = us_of([&] { image.emplace(Cli::Opened_snapshot(_file).image()); });

	double const restore_us = us_of([&] {
		_restore_phases.add("load", load_us);
		_restore_phases.add(_system.client().restore(*image, { }).phases); });

	_restore.add(load_us + restore_us);

	_progress.step_back();
}


void Capture_benchmark::_measure()
{
	/* the component is busy with its work */
	_progress.advance();

	auto const result = _measure_checkpoint();

	_measure_references(result.image.page_count*Store::PAGE_SIZE);

	if (_target.large)
		_measure_rollback();

	_measure_restore();

	Host::unlink(_file);
}


void Capture_benchmark::run(Results &results)
{
	for (unsigned i = 0; i < _target.captures; i++)
		_measure();

	Reference const copy { "memcpy of the same size", _copy };

	auto add_time = [&] (std::string const &name, Samples const &samples, Phases const &phases) {
		results.add({ name, "us", samples, copy, phases }); };

	add_time("pause_"      + _target.suffix, _pause,      _pause_phases);
	add_time("checkpoint_" + _target.suffix, _checkpoint, _checkpoint_phases);
	add_time("restore_"    + _target.suffix, _restore,    _restore_phases);

	if (!_target.large)
		return;

	add_time("rollback",       _rollback,       { });
	add_time("rollback_pause", _rollback_pause, _rollback_phases);

	results.add({ "persist_bandwidth", "GB/s", _persisting, { "write + fsync", _writing } });
}
