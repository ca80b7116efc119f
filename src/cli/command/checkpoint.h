/*
 * \brief  Command 'checkpoint'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__CHECKPOINT_H_
#define _CLI__COMMAND__CHECKPOINT_H_

#include <filesystem>
#include <vector>

#include <cli/command.h>
#include <cli/store_option.h>
#include <cli/system_option.h>
#include <cli/write_option.h>

namespace Cli { class Checkpoint_command; }


class Cli::Checkpoint_command : public Command
{
	private:

		System_option            _system { _options() };
		Store_option             _store  { _options() };
		Write_option             _write  { _options() };
		std::vector<std::string> _components { };
		std::string              _output { };
		uint64_t                 _max_pause_us = 0;
		bool                     _json    = false;

		struct Saved { std::filesystem::path path; Store::Header header; };

		Saved                _save(Control::Checkpoint_result const &) const;

	public:

		explicit Checkpoint_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__CHECKPOINT_H_ */
