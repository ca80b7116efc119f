/*
 * \brief  Display of progress
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__PROGRESS_LINE_H_
#define _CLI__PROGRESS_LINE_H_

#include <cstdint>
#include <string>

#include <control/progress.h>
#include <host/interruption.h>
#include <store/progress.h>

namespace Cli { class Progress_line; }


/**
 * Line that grows on the standard error stream if that is a terminal
 *
 * Who presses Ctrl-C meanwhile gets the work undone instead of a torso.
 */
class Cli::Progress_line
{
	private:

		Host::Interruption const _interruption { };

		std::string _activity;
		bool const  _visible;
		unsigned    _percent = ~0u;

		Progress_line(Progress_line const &) = delete;
		Progress_line &operator = (Progress_line const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param activity  like "writing"
		 */
		explicit Progress_line(std::string const &activity);

		/**
		 * Destructor, removes the line
		 */
		~Progress_line();

		/**
		 * \throw Interrupted  the work shall be given up
		 */
		void update(uint64_t done, uint64_t total);

		/**
		 * Draw without a look at whether somebody wants to stop
		 */
		void show(uint64_t done, uint64_t total);

		/** Name what is being done from now on */
		void activity(std::string const &activity);

		/**
		 * \throw Interrupted
		 */
		static void check_interruption();

		/** Return function for operations of a running system */
		Control::Progress system_function();

		Store::Progress function()
		{
			return [this] (uint64_t done, uint64_t total) { update(done, total); };
		}
};

#endif /* _CLI__PROGRESS_LINE_H_ */
