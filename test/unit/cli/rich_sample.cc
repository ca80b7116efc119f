/*
 * \brief  Snapshot with something of everything that the tool shows
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "rich_sample.h"

#include <cstring>

#include <host/abi.h>
#include <rtcr/format.h>

#include "sample.h"

using namespace Cli_test;
using namespace Rtcr;


namespace {

	Rtcr::Thread worker()
	{
		Host::Abi::Thread_state state { };
		state.saved.rip = WORKER_IP;
		state.saved.rsp = STACK_ADDR - 0x20;
		state.saved.rbp = STACK_ADDR;
		state.saved.r12 = 0x1212;

		Rtcr::Thread thread { .id = 41, .cpu_session = 1, .pd = 0, .name = "worker", .index = 1,
		                      .state = Kernel::Thread::State::WAITING };

		thread.utcb.resize(sizeof(state));
		memcpy(thread.utcb.data(), &state, sizeof(state));
		return thread;
	}
}


Snapshot Cli_test::make_rich_snapshot()
{
	Snapshot snapshot = make_snapshot();

	snapshot.pause_us = 1234;
	snapshot.threads.push_back(worker());

	snapshot.outsides = {
		{ .id = 80, .role = Outside::Role::SESSION, .name = "session", .owner = "init -> timer", .pd = 0,
		  .service = "Timer", .args = "ram_quota=8192", .has_state = true, .state = { 1, 2, 3 } },
		{ .id = 81, .role = Outside::Role::ROM_DATASPACE, .name = "rom", .owner = "core",
		  .rom_module = "a", .rom_hash = 1234 } };

	snapshot.region_maps[0].regions.push_back({ .addr = TEXT_ADDR, .size = 0x1000, .offset = 0,
	                                            .dataspace = { Ref::Kind::OUTSIDE, 1 },
	                                            .executable = true });

	snapshot.pds[0].caps.push_back({ .slot = 5, .object = { Ref::Kind::OUTSIDE, 0 }, .rights = 1,
	                                 .deliveries = 1 });
	snapshot.pds[0].announced = { { .name = "Log", .root = { Ref::Kind::GATE, 0 } } };
	return snapshot;
}


Control::Image Cli_test::make_image_of(Snapshot const &snapshot)
{
	struct { uint64_t fp, ip; } const frame { 0, CALLER_IP };

	Host::File pages = make_pages();
	pages.pwrite_all(std::as_bytes(std::span(&frame, 1)), STACK_ADDR - DATA_ADDR);

	return { .metadata = write_metadata(snapshot), .pages = std::move(pages), .page_count = 2 };
}


Control::Image Cli_test::make_rich_image() { return make_image_of(make_rich_snapshot()); }
