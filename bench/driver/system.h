/*
 * \brief  System to be measured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__SYSTEM_H_
#define _BENCH__DRIVER__SYSTEM_H_

#include <deque>
#include <optional>

#include <bench/driver/context.h>
#include <bench/driver/failure.h>
#include <bench/driver/log_line.h>
#include <bench/driver/scenario.h>
#include <control/client.h>
#include <host/ready_pipe.h>

namespace Bench { class System; }


/**
 * Running system, ended on destruction
 */
class Bench::System
{
	public:

		/** What the system gets of the CPUs if others want them, too */
		enum class Priority { NORMAL, REAL_TIME };

	private:

		Workspace                       _workspace;
		Host::Ready_pipe                _ready { };
		Piped_program                   _nucleus;
		Interruption::Watch             _watch;
		std::deque<std::string>         _recent { };   /* lines of the log */
		std::optional<Control::Client>  _client { };

		Piped_program::Arguments _arguments(Context const &, Scenario const &, Cpus const &, Priority) const;

		[[noreturn]] void _fail(char const *reason) const;

		Log_line _checked(std::optional<std::string> const &);

	public:

		/**
		 * Constructor, returns as soon as the system serves requests
		 *
		 * \param cpus  that the system may use
		 *
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		System(Context const &, Scenario const &, Cpus const &cpus,
		       Priority = Priority::NORMAL);

		Control::Client &client() { return *_client; }

		/** Return another connection to the system */
		Control::Client connect() const { return Control::Client(_workspace.file("socket")); }

		/** Return number of nucleus' process at the host */
		int pid() const { return _nucleus.pid(); }

		/**
		 * Wait for the next line of the log
		 *
		 * \throw Failure  the system has ended, is silent for too long, or a
		 *                 component reports an error
		 */
		Log_line line();

		/**
		 * Return the next line of the log, nothing if it has not arrived yet
		 *
		 * \throw Failure  as 'line'
		 */
		std::optional<Log_line> pending_line();

		/**
		 * Wait for a line of the log
		 *
		 * \param match  called for each line, returns true if it is the one
		 * \throw Failure
		 */
		void wait_for_line(auto const &match) { while (!match(line())); }
};

#endif /* _BENCH__DRIVER__SYSTEM_H_ */
