/*
 * \brief  Command 'export'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__EXPORT_H_
#define _CLI__COMMAND__EXPORT_H_

#include <vector>

#include <cli/command.h>
#include <cli/debug/binary.h>
#include <cli/debug/core_file.h>
#include <cli/json.h>
#include <cli/snapshot_access.h>
#include <cli/store_option.h>

namespace Cli { class Export_command; }


class Cli::Export_command : public Command
{
	private:

		Store_option             _store { _options() };
		std::string              _file { };
		std::string              _output { };
		std::string              _component { };
		std::vector<std::string> _rom { };
		bool                     _json = false;

		std::string _description(std::string const &label, Binary const &,
		                         std::vector<Core_thread> const &) const;
		Json        _description_json(std::string const &label, Binary const &,
		                              std::vector<Core_thread> const &) const;

		Rtcr::Pd const &_pd(Rtcr::Snapshot const &) const;

	public:

		explicit Export_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__EXPORT_H_ */
