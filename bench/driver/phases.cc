/*
 * \brief  Samples of the parts of an operation
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/phases.h>

#include <algorithm>

using namespace Bench;


void Phases::add(std::string const &name, double us)
{
	auto it = std::ranges::find(_phases, name, &Phase::first);

	if (it == _phases.end())
		it = _phases.insert(_phases.end(), { name, { } });

	it->second.add(us);
}


void Phases::add(std::vector<Control::Phase> const &phases)
{
	for (Control::Phase const &phase : phases)
		add(phase.name, double(phase.us));
}
