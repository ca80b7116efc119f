/*
 * \brief  Snapshot to play with
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "sample.h"

#include <kernel/abi/cap_map.h>
#include <rtcr/format.h>

using namespace Cli_test;
using namespace Rtcr;


namespace {

	constexpr uint64_t PAGE         = 4096;
	constexpr uint64_t CONTENT_ADDR = 0x100000;      /* where the dataspace is attached */
	constexpr uint64_t CHUNK_ADDR   = CONTENT_ADDR + PAGE;
}


Snapshot Cli_test::make_snapshot()
{
	Snapshot snapshot { };

	snapshot.components = { "init -> a" };
	snapshot.time_us    = 1500000;
	snapshot.page_count = 2;

	/* accounts that cover whatever the objects below cost */
	constexpr uint64_t ACCOUNT = 1u << 20;

	snapshot.sessions = { { .id = 1, .service = Session::Service::PD,  .label = "init -> a",
	                        .donated = ACCOUNT, .used = ACCOUNT },
	                      { .id = 2, .service = Session::Service::CPU, .label = "init -> a",
	                        .donated = ACCOUNT, .used = ACCOUNT },
	                      { .id = 3, .service = Session::Service::RAM, .label = "init -> a",
	                        .donated = ACCOUNT, .used = ACCOUNT,
	                        .ram_quota = ACCOUNT, .ram_used = 16*PAGE } };

	using Role = Region_map::Role;
	for (Role const role : { Role::ADDRESS_SPACE, Role::STACK_AREA, Role::LINKER_AREA })
		snapshot.region_maps.push_back({ .id = 10 + unsigned(role), .dataspace_id = 20 + unsigned(role),
		                                 .role = role, .owner = 0, .size = 1u << 30 });

	/* the dataspace is seen through a nested region map, at its second page */
	snapshot.region_maps[0].regions = { { .addr = 0x80000, .size = 0x100000, .offset = 0x80000,
	                                      .dataspace = { Ref::Kind::MANAGED_DATASPACE, 1 } } };
	snapshot.region_maps[1].regions = { { .addr = CONTENT_ADDR, .size = 2*PAGE, .offset = PAGE,
	                                      .dataspace = { Ref::Kind::RAM_DATASPACE, 0 } } };

	snapshot.ram_dataspaces = { { .id = 30, .ram_session = 2, .size = 16*PAGE,
	                              .content = { { .first_page = 1, .count = 2, .data_page = 0 } } } };

	Rtcr::Thread thread { .id = 40, .cpu_session = 1, .pd = 0, .name = "signal" };
	snapshot.threads = { thread };

	snapshot.gates = { { .id = 50, .pd = 0, .name = "exit_cap", .label = 0x1234, .server = { Ref::Kind::THREAD, 0 } } };

	snapshot.signal_sources = { { .id = 60, .irq_id = 61, .pd = 0, .attached = { Ref::Kind::THREAD, 0 } } };

	Pd pd { .session = 0, .task_id = 70, .cap_map = CONTENT_ADDR,
	        .address_space = 0, .stack_area = 1, .linker_area = 2 };

	pd.caps = { { .slot = 1,  .object = { Ref::Kind::TASK, 0 }, .rights = 3, .deliveries = 1 },
	            { .slot = 2,  .object = { Ref::Kind::GATE, 0 }, .rights = 1, .deliveries = 2 },
	            { .slot = 3,  .object = { Ref::Kind::IRQ, 0 },  .rights = 1, .deliveries = 1 },
	            { .slot = 4,  .object = { }, .deliveries = 1 } };

	snapshot.pds = { pd };
	return snapshot;
}


Host::File Cli_test::make_pages()
{
	using namespace Kernel::Abi;

	Host::File pages = Host::File::anonymous("pages");
	pages.truncate(2*PAGE);

	uint64_t const chunk = CHUNK_ADDR;
	pages.pwrite_all(std::as_bytes(std::span(&chunk, 1)), 0);

	Cap_map_entry const entries[] { { 0, 0 }, { 3, 1 }, { 0, 0 }, { 1, 1 }, { 1, 1 } };
	pages.pwrite_all(std::as_bytes(std::span(entries)), PAGE);

	return pages;
}


Control::Image Cli_test::make_snapshot_image()
{
	return { .metadata = write_metadata(make_snapshot()), .pages = make_pages(), .page_count = 2 };
}
