/*
 * \brief  The same work under other systems for checkpoint and restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/peer_benchmark.h>

#include <functional>

#include <fmt/format.h>

#include <bench/driver/criu.h>
#include <bench/driver/dmtcp.h>
#include <bench/driver/failure.h>
#include <bench/driver/scaling_benchmark.h>
#include <bench/host/duration.h>
#include <bench/host/heartbeat.h>
#include <cli/output.h>

using namespace Bench;


namespace {

	constexpr std::chrono::seconds PATIENCE { 60 };

	void wait_for_beat(Heartbeat const &heartbeat, uint64_t before, char const *activity)
	{
		if (!heartbeat.wait_for_other_than(before, PATIENCE))
			throw Failure(fmt::format("the process shows no sign of life after its {}", activity));
	}

	/**
	 * File that tells the process to end when it vanishes
	 */
	struct Heartbeat_file
	{
		std::filesystem::path const path;
		Heartbeat             const heartbeat { path };

		~Heartbeat_file() { std::error_code ignored { }; std::filesystem::remove(path, ignored); }
	};
}


Peer_benchmark::Times Peer_benchmark::_measure(Peer &peer, Workspace const &workspace) const
{
	Shape          const shape { };
	Heartbeat_file const file { workspace.file("heartbeat") };
	Heartbeat     const &heartbeat = file.heartbeat;

	auto check_interruption = [&] {
		if (_context.interruption.requested())
			throw Interruption::Requested(); };

	peer.start(workspace, { (_context.build/"bench"/"peer_target").string(), file.path.string(),
	                        std::to_string(shape.megabytes), std::to_string(shape.pages),
	                        std::to_string(shape.interval_ms) });

	wait_for_beat(heartbeat, 0, "start");

	Times times { };

	for (unsigned i = 0; i < _context.effort.peer_captures; i++) {
		check_interruption();
		times.frozen.add(heartbeat.longest_silence_us([&] { peer.checkpoint(); }));
	}

	for (unsigned i = 0; i < _context.effort.peer_captures; i++) {
		check_interruption();
		peer.kill();

		/* nobody counts on */
		uint64_t const before = heartbeat.count();

		times.restores.add(us_of([&] {
			peer.restore();
			wait_for_beat(heartbeat, before, "restore"); }));
	}
	return times;
}


void Peer_benchmark::run(Results &results) const
{
	Criu  criu  { };
	Dmtcp dmtcp { };

	Samples pauses { }, restores { };
	Phases  phases { };

	for (Peer * const peer : std::initializer_list<Peer *> { &criu, &dmtcp }) {

		Workspace const workspace(std::filesystem::temp_directory_path());

		if (auto const obstacle = peer->obstacle(workspace); !obstacle.empty()) {
			Cli::tell(fmt::format("{}: {}, skipped\n", peer->name(), obstacle));
			continue;
		}

		Times const times = _measure(*peer, workspace);

		if (!pauses.count()) {
			Scaling_benchmark const recap(_context);
			pauses   = recap.pauses_of({ });
			restores = recap.restores_of({ }, phases);
		}

		results.add({ peer->name() + "_frozen",  "us", times.frozen,   { "pause of recap",   pauses } });
		results.add({ peer->name() + "_restore", "us", times.restores, { "restore by recap", restores } });
	}
}
