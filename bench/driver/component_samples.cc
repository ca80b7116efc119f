/*
 * \brief  Samples that a component took
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/component_samples.h>

#include <sstream>

using namespace Bench;


void Bench::for_each_sample(System &system, Tick_clock const &clock, std::string const &label,
                            std::function<void (std::string const &name, double us)> const &fn)
{
	system.wait_for_line([&] (Log_line const &line) {

		if (line.label != label)
			return false;

		if (line.text == "done")
			return true;

		std::istringstream text(line.text);
		std::string        keyword { }, name { };
		double             ticks = 0, operations = 0;

		if (text >> keyword >> name >> ticks >> operations && keyword == "sample" && operations > 0)
			fn(name, clock.us(ticks)/operations);

		return false;
	});
}
