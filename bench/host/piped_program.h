/*
 * \brief  Program whose output is read line by line
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__PIPED_PROGRAM_H_
#define _BENCH__HOST__PIPED_PROGRAM_H_

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <bench/host/child_process.h>
#include <bench/host/cpus.h>
#include <host/file.h>

namespace Bench { class Piped_program; }


class Bench::Piped_program
{
	public:

		/** Thrown if nothing is said for too long */
		struct Silent { };

		struct Arguments
		{
			std::filesystem::path    path;
			std::vector<std::string> arguments;   /* without the name of the program */
			Cpus                     cpus;        /* that the program may use */
			Host::File const        &inherited;   /* open file that it gets under
			                                         the same descriptor */
		};

	private:

		struct Pipe
		{
			std::optional<Host::File> read_end  { };
			std::optional<Host::File> write_end { };

			Pipe();
		};

		Pipe          _output { };
		std::string   _received { };
		Child_process _process;

		static int _execute(Arguments const &, int output);

	public:

		/**
		 * Constructor, starts the program
		 *
		 * \throw Host::System_error
		 */
		explicit Piped_program(Arguments const &);

		/** Destructor, asks the program to end, kills it if that does not help */
		~Piped_program();

		/** Return number of the process at the host */
		int pid() const { return _process.pid(); }

		/**
		 * Ask the program to end, can be called by any thread
		 */
		void terminate() { _process.terminate(); }

		/**
		 * Wait for the next line of output
		 *
		 * \param timeout  zero for a line that has arrived already
		 *
		 * \return  nothing if the program has ended
		 * \throw Silent
		 * \throw Host::System_error
		 */
		std::optional<std::string> line(std::chrono::milliseconds timeout);
};

#endif /* _BENCH__HOST__PIPED_PROGRAM_H_ */
