/*
 * \brief  Command 'run'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__RUN_H_
#define _CLI__COMMAND__RUN_H_

#include <filesystem>
#include <optional>
#include <vector>

#include <cli/command.h>
#include <cli/json.h>
#include <cli/snapshot_access.h>
#include <cli/store_option.h>
#include <cli/system_option.h>
#include <host/program.h>
#include <host/ready_pipe.h>

namespace Cli { class Run_command; }


class Cli::Run_command : public Command
{
	private:

		using Path = std::filesystem::path;

		System_option            _system { _options(), "--name", "name of the system", "NEW_NAME" };
		Store_option             _store  { _options() };
		std::string              _scenario { };
		std::vector<std::string> _rom { };
		std::string              _memory { "1G" };
		std::string              _init   { "init" };
		std::string              _dirty_tracking { "auto" };
		std::string              _snapshot { };
		Control::Restore_options _restore { };
		bool                     _json = false;
		bool                     _unconfined = false;
		bool                     _real_time  = false;
		bool                     _frugal     = false;

		uint64_t _memory_size() const;
		void     _check_scenario(std::vector<Path> const &rom_dirs, uint64_t memory) const;

		std::vector<std::string> _arguments(std::vector<Path> const &rom_dirs, uint64_t memory,
		                                    Path const &socket) const;

		void _tell_event(char const *event, Json const &members) const;
		void _restore_component(Control::Image const &, Path const &socket) const;
		int  _run(std::vector<std::string>, Path const &socket, std::optional<Control::Image> &&);

	public:

		explicit Run_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__RUN_H_ */
