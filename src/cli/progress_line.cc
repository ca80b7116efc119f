/*
 * \brief  Display of progress
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/progress_line.h>

#include <fmt/format.h>

#include <cli/failure.h>
#include <cli/output.h>
#include <cli/size.h>
#include <host/terminal.h>

using namespace Cli;


Progress_line::Progress_line(std::string const &activity)
:
	_activity(activity), _visible(Host::error_stream_is_terminal())
{ }


Progress_line::~Progress_line()
{
	if (_visible && _percent != ~0u)
		tell("\r\033[K");
}


void Progress_line::check_interruption()
{
	if (Host::Interruption::requested())
		throw Interrupted();
}


void Progress_line::update(uint64_t done, uint64_t total)
{
	check_interruption();

	unsigned const percent = total ? unsigned(done*100/total) : 100;

	if (!_visible || percent == _percent)
		return;

	_percent = percent;
	tell(fmt::format("\r{} {} % of {}\033[K", _activity, percent, format_size(total)));
}
