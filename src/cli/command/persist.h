/*
 * \brief  Command 'persist'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__PERSIST_H_
#define _CLI__COMMAND__PERSIST_H_

#include <optional>
#include <string>
#include <vector>

#include <cli/command.h>
#include <cli/snapshot_series.h>
#include <cli/store_option.h>
#include <cli/system_option.h>
#include <cli/write_option.h>

namespace Cli { class Persist_command; }


class Cli::Persist_command : public Command
{
	private:

		System_option            _system { _options() };
		Store_option             _store  { _options() };
		Write_option             _write  { _options() };
		std::vector<std::string> _components { };
		unsigned                 _interval_ms = 100;
		size_t                   _keep        = 3;
		std::optional<uint64_t>  _count { };
		uint64_t                 _max_pause_us = 0;
		bool                     _json    = false;

		/* what has happened so far */
		uint64_t    _written = 0;   /* snapshots */
		uint64_t    _bytes   = 0;   /* of their files */
		std::string _latest  { };   /* identifier */
		std::string _problem { };   /* that is there now, and was told */

		void _tell(Control::Checkpoint_result const &, Snapshot_series::Added const &);
		void _fails(std::string const &problem);
		void _commit(Control::Client &, Snapshot_series &);
		void _go_on(Control::Client &, Snapshot_series &);

	public:

		explicit Persist_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__PERSIST_H_ */
