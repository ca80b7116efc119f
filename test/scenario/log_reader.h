/*
 * \brief  Output of a program, line by line
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__SCENARIO__LOG_READER_H_
#define _TEST__SCENARIO__LOG_READER_H_

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace Scenario_test { class Log_reader; }


/**
 * Program started by a shell command, whose output is collected by a thread
 */
class Scenario_test::Log_reader
{
	private:

		std::FILE * const _pipe;

		mutable std::mutex       _mutex   { };
		std::condition_variable  _changed { };
		std::vector<std::string> _lines   { };
		size_t                   _cursor  = 0;      /* lines before were waited for */
		bool                     _ended   = false;
		std::optional<int>       _exit_code { };

		std::thread _thread;

		void _read();

		Log_reader(Log_reader const &) = delete;
		Log_reader &operator = (Log_reader const &) = delete;

	public:

		/**
		 * Constructor, starts the program
		 */
		explicit Log_reader(std::string const &shell_command);

		/** Destructor, waits for the end of the program */
		~Log_reader();

		/**
		 * Wait for a line that contains 'text', behind the one waited for last
		 *
		 * \return  the line, nothing if the program ends or stays silent for
		 *          half a minute
		 */
		std::optional<std::string> wait_for(std::string const &text);

		/**
		 * Let 'wait_for' consider lines that come from now on only
		 */
		void skip();

		/** Return all lines so far that contain 'text' */
		std::vector<std::string> lines(std::string const &text = "") const;

		/** Wait for the end of the program and return its exit code */
		int exit_code();
};

#endif /* _TEST__SCENARIO__LOG_READER_H_ */
