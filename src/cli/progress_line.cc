/*
 * \brief  Display of the progress of work that can be interrupted
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/progress_line.h>

#include <cli/failure.h>

using namespace Cli;


void Progress_line::check_interruption()
{
	if (Host::Interruption::requested())
		throw Interrupted();
}


void Progress_line::update(uint64_t done, uint64_t total)
{
	check_interruption();
	show(done, total);
}
