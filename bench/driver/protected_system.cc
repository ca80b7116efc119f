/*
 * \brief  System with a component that is captured periodically
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/protected_system.h>

#include <algorithm>

using namespace Bench;


double Bench::interval_us(Control::Component_status const &status)
{
	auto const &pauses = status.pauses;

	return pauses.size() < 2 ? 0 : double(pauses.front().ago_us - pauses.back().ago_us)
	                               /double(pauses.size() - 1);
}


Control::Component_status Bench::status(System &system, std::string const &label)
{
	for (Control::Component_status const &status : system.client().components())
		if (status.label == label)
			return status;

	throw Failure("there is no component '" + label + "'");
}


/*
 * The lines of the log keep the time and prove that the component lives
 */
Control::Component_status Protected_system::wait_for_checkpoints(uint64_t count,
                                                                 Progress_fn const &progress)
{
	for (;;) {
		_system.wait_for_line([&] (Log_line const &line) {
			return line.label == Shape::LABEL && line.text.starts_with("generation "); });

		/* what else was said meanwhile */
		while (_system.pending_line());

		auto result = status(_system, Shape::LABEL);

		if (progress)
			progress(result);

		if (result.cost.pauses.count() >= count)
			return result;
	}
}


Samples Protected_system::pauses(unsigned count, unsigned first)
{
	/* the first line of the log tells that the memory has its content */
	uint64_t const before = wait_for_checkpoints(0).cost.pauses.count();
	auto     const latest = wait_for_checkpoints(before + first + count).pauses;

	Samples result { };
	for (size_t i = latest.size() - std::min<size_t>(count, latest.size()); i < latest.size(); i++)
		result.add(double(latest[i].pause_us));

	return result;
}
