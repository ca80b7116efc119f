/*
 * \brief  Shape of a component to be captured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/shape.h>

#include <algorithm>

#include <fmt/format.h>

using namespace Bench;


namespace {

	/* the component, two checkpoints that it may have at a time, and room for copies */
	constexpr unsigned TIMES_PRESENT = 4;

	/* main thread, entrypoint, and the one that gets signals for it */
	constexpr unsigned OWN_THREADS = 3;

	/* for everything that does not depend on the memory of the component */
	constexpr unsigned OTHER_MEGABYTES = 1024;
}


Scenario Shape::scenario() const
{
	/* metadata of core, stacks */
	unsigned const quota = megabytes + megabytes/8 + 8 + threads/8;

	unsigned const blocked = std::max(threads, OWN_THREADS) - OWN_THREADS;

	return Scenario({ Scenario::timer(),
	                  { .name       = "shape_bench",
	                    .ram        = fmt::format("{}M", quota),
	                    .config     = fmt::format("size=\"{}M\" blocked=\"{}\" pages=\"{}\" "
	                                              "interval_ms=\"{}\" rests=\"{}\" report=\"{}\"",
	                                              megabytes, blocked, pages, interval_ms,
	                                              rests ? "yes" : "no", report),
	                    .checkpoint = checkpoint } },
	                TIMES_PRESENT*quota + OTHER_MEGABYTES);
}
