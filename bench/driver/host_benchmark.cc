/*
 * \brief  What single steps of the host take, without which no figure can be judged
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/host_benchmark.h>

#include <bench/host/memory_copy.h>
#include <bench/host/ping_pong.h>
#include <host/page_fault_time.h>
#include <store/limits.h>

using namespace Bench;


namespace {

	constexpr unsigned SAMPLES = 15, TRIPS = 200;
}


void Host_benchmark::run(Results &results) const
{
	{
		Samples     faults { }, copies { };
		Memory_copy copy(Store::PAGE_SIZE);

		for (unsigned i = 0; i < SAMPLES; i++) {
			faults.add(Host::page_fault_us());
			copies.add(copy.us());
		}
		results.add({ "host_page_fault", "us", faults, { "memcpy of a page", copies } });
	}

	if (!_context.multiprocessor())
		return;

	Samples     near { }, far { };
	Ping_pong   one(_context.one_cpu(), _context.one_cpu());
	Ping_pong   two(_context.one_cpu(), _context.another_cpu());

	for (unsigned i = 0; i < SAMPLES; i++) {
		near.add(one.round_trip_us(TRIPS)/2);
		far .add(two.round_trip_us(TRIPS)/2);
	}
	results.add({ "host_wakeup", "us", far, { "on the same CPU", near } });
}
