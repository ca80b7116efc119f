/*
 * \brief  Whole system, driven through its public interfaces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__SCENARIO__SYSTEM_H_
#define _TEST__SCENARIO__SYSTEM_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <control/client.h>

#include "../unit/control/support.h"
#include "log_reader.h"

namespace Scenario_test {

	using Control_test::Scratch_directory;
	using Path = std::filesystem::path;

	class  System;
	struct Outcome;

	/** Return number that follows 'text' in 'line', 0 if there is none */
	unsigned long number_after(std::string const &line, std::string const &text);
}


/**
 * Outcome of a command
 */
struct Scenario_test::Outcome
{
	int         code;
	std::string output;   /* both streams */

	bool says(std::string const &text) const { return output.find(text) != std::string::npos; }
};


/**
 * System started by 'recap run', stopped on destruction
 */
class Scenario_test::System
{
	private:

		std::string const        _name;
		Scratch_directory const &_directory;

		std::optional<Log_reader>      _log    { };
		std::optional<Control::Client> _client { };

	public:

		/**
		 * Constructor, does not wait for anything
		 *
		 * \param directory  for the configuration and for the control socket
		 * \param scenario   content of the configuration
		 * \param options    further options of 'recap run'
		 */
		System(Scratch_directory const &directory, std::string const &scenario,
		       std::string const &options = "");

		~System();

		Log_reader &log() { return *_log; }

		/** Return name, as given to '--system' */
		std::string const &name() const { return _name; }

		/**
		 * Return connection to the system, which must have said something
		 */
		Control::Client &client();

		/**
		 * Execute the tool with the given arguments, '--system' is added
		 */
		Outcome tool(std::string const &arguments) const;

		/** Send a signal of the host to the process of a component */
		void send_signal(std::string const &label, int signal);

		/** Return capability of a component by its debug name */
		std::optional<Control::Capability> capability(std::string const &component,
		                                              std::string const &name);

		/**
		 * Stop system
		 *
		 * \return  exit code
		 */
		int stop();
};


namespace Scenario_test {

	/**
	 * Execute the tool
	 *
	 * \param directory  where systems have their control sockets
	 */
	Outcome tool(Scratch_directory const &directory, std::string const &arguments);

	/** Fail the test if there were errors in the log */
	void expect_clean(System &system);

	/*
	 * Parts of configurations
	 */

	/** Return configuration with services of core and the default route */
	std::string scenario(std::string const &children);

	/** Return start node of a child, 'content' goes in there */
	std::string child(std::string const &name, std::string const &quantum,
	                  std::string const &content = "");

	/** Return start node of the timer */
	std::string timer();
}

#endif /* _TEST__SCENARIO__SYSTEM_H_ */
