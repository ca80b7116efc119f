/*
 * \brief  Command 'checkpoint'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__CHECKPOINT_H_
#define _CLI__COMMAND__CHECKPOINT_H_

#include <filesystem>
#include <optional>
#include <vector>

#include <cli/command.h>
#include <cli/store_option.h>
#include <cli/system_option.h>

namespace Cli { class Checkpoint_command; }


class Cli::Checkpoint_command : public Command
{
	private:

		System_option            _system { _options() };
		Store_option             _store  { _options() };
		std::vector<std::string> _components { };
		std::string              _output { };
		std::optional<int>       _level { };
		uint64_t                 _max_pause_us = 0;
		bool                     _no_sync = false;
		bool                     _json    = false;

		struct Saved { std::filesystem::path path; Store::Header header; };

		Store::Write_options _write_options(Store::Progress const &) const;
		Saved                _save(Control::Checkpoint_result const &) const;

	public:

		explicit Checkpoint_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__CHECKPOINT_H_ */
