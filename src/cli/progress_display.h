/*
 * \brief  Display of progress
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__PROGRESS_DISPLAY_H_
#define _CLI__PROGRESS_DISPLAY_H_

#include <cstdint>
#include <string>

#include <control/progress.h>

namespace Cli { class Progress_display; }


/**
 * Line that changes on the standard error stream if that is a terminal
 *
 * The cursor stays at its start, so that other output takes its place.
 */
class Cli::Progress_display
{
	private:

		std::string _activity;
		bool const  _visible;
		unsigned    _percent = ~0u;

		Progress_display(Progress_display const &) = delete;
		Progress_display &operator = (Progress_display const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param activity  like "writing"
		 */
		explicit Progress_display(std::string const &activity);

		/**
		 * Destructor, removes the line
		 */
		~Progress_display();

		/**
		 * Draw if something has changed
		 *
		 * \param done, total  in bytes
		 */
		void show(uint64_t done, uint64_t total);

		/** Name what is being done from now on */
		void activity(std::string const &activity);

		/** Return function for operations of a running system */
		Control::Progress system_function();
};

#endif /* _CLI__PROGRESS_DISPLAY_H_ */
