/*
 * \brief  Display of the progress of work that can be interrupted
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__PROGRESS_LINE_H_
#define _CLI__PROGRESS_LINE_H_

#include <cli/progress_display.h>
#include <host/interruption.h>
#include <store/progress.h>

namespace Cli { class Progress_line; }


/**
 * Who presses Ctrl-C meanwhile gets the work undone instead of a torso.
 */
class Cli::Progress_line : public Progress_display
{
	private:

		Host::Interruption const _interruption { };

	public:

		using Progress_display::Progress_display;

		/**
		 * \throw Interrupted  the work shall be given up
		 */
		void update(uint64_t done, uint64_t total);

		/**
		 * \throw Interrupted
		 */
		static void check_interruption();

		Store::Progress function()
		{
			return [this] (uint64_t done, uint64_t total) { update(done, total); };
		}
};

#endif /* _CLI__PROGRESS_LINE_H_ */
