/*
 * \brief  Display of progress
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/progress_display.h>

#include <algorithm>

#include <fmt/format.h>

#include <cli/output.h>
#include <cli/size.h>
#include <host/terminal.h>

using namespace Cli;


namespace {

	char const *stage_name(Control::Stage stage)
	{
		using Stage = Control::Stage;

		switch (stage) {
		case Stage::COPY:     return "copying";
		case Stage::COLLECT:  return "collecting";
		case Stage::CHECK:    return "checking";
		case Stage::PREPARE:  return "preparing";
		case Stage::COMPLETE: return "completing";
		case Stage::COMPARE:  return "comparing";
		}
		return "";
	}
}


Progress_display::Progress_display(std::string const &activity)
:
	_activity(activity), _visible(Host::error_stream_is_terminal())
{ }


Progress_display::~Progress_display()
{
	if (_visible && _percent != ~0u)
		tell("\r\033[K");
}


void Progress_display::activity(std::string const &activity)
{
	if (activity == _activity)
		return;

	_activity = activity;
	_percent  = ~0u;
}


/*
 * An interruption reaches the system without us, and its answer tells what
 * became of it
 */
Control::Progress Progress_display::system_function()
{
	return [this] (Control::Stage stage, uint64_t done, uint64_t total) {
		activity(stage_name(stage));
		show(done, total);
	};
}


void Progress_display::show(uint64_t done, uint64_t total)
{
	unsigned const percent = total ? unsigned(100*double(std::min(done, total))/double(total)) : 100;

	if (!_visible || percent == _percent)
		return;

	_percent = percent;
	tell(fmt::format("{} {} % of {}\033[K\r", _activity, percent, format_size(total)));
}
