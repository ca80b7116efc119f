/*
 * \brief  Program started as child
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PROGRAM_H_
#define _HOST__PROGRAM_H_

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <host/file.h>

namespace Host {

	class Program;

	/** Return process ID of this program */
	int own_process_id();

	/** Return file that the shell would execute for a name */
	std::optional<std::filesystem::path> find_program(std::string const &name);
}


/**
 * Program that runs with the standard streams and the environment of this one
 *
 * No signal is blocked or ignored at its start.
 */
class Host::Program
{
	private:

		int        _pid;
		std::mutex _mutex { };
		bool       _ended = false;

		Program(Program const &) = delete;
		Program &operator = (Program const &) = delete;

	public:

		/** Where the standard output of the program goes */
		enum class Output { SHARED, ERROR_STREAM };

		struct Status
		{
			int value;    /* exit value, 0 to 255 */
			int signal;   /* number of the signal that ended the program, or 0 */
		};

		/**
		 * Constructor, starts the program
		 *
		 * \param path       file of the program
		 * \param arguments  without the name of the program
		 * \param inherited  open files that the program gets under the same
		 *                   descriptor
		 * \param output     its standard output is the one of this program, or the
		 *                   standard error stream of this program
		 *
		 * \throw System_error
		 */
		Program(std::filesystem::path const &path, std::vector<std::string> const &arguments,
		        std::vector<File const *> const &inherited, Output output = Output::SHARED);

		/**
		 * Destructor, asks the program to end and waits for that
		 */
		~Program();

		int process_id() const;

		/**
		 * Ask the program to end (SIGTERM), no effect if it has
		 *
		 * Can be called by any thread, also during 'wait'.
		 */
		void terminate();

		/**
		 * Wait for the end of the program, must be called at most once
		 *
		 * \throw System_error
		 */
		Status wait();

		/**
		 * Return text that the host has for a signal number
		 */
		static std::string signal_name(int signal);
};

#endif /* _HOST__PROGRAM_H_ */
