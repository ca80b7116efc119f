/*
 * \brief  Display of how much has been counted
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/count_display.h>

#include <algorithm>

#include <fmt/format.h>

#include <cli/output.h>
#include <host/terminal.h>

using namespace Bench;


Count_display::Count_display(std::string const &activity, uint64_t total)
:
	_activity(activity), _total(std::max<uint64_t>(1, total)), _terminal(Host::error_stream_is_terminal())
{ }


Count_display::~Count_display()
{
	if (_terminal && _shown)
		Cli::tell("\r\033[K");
}


void Count_display::show(uint64_t done)
{
	uint64_t const steps = _terminal ? 1000 : 10;
	uint64_t const step  = std::min(done, _total)*steps/_total;

	if (step == _shown)
		return;

	_shown = step;
	Cli::tell(fmt::format("{}{}: {} of {}{}", _terminal ? "" : "  ", _activity, done, _total,
	                      _terminal ? "\033[K\r" : "\n"));
}
