/*
 * \brief  Command 'gc'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__GC_H_
#define _CLI__COMMAND__GC_H_

#include <optional>
#include <cli/command.h>
#include <cli/store_option.h>

namespace Cli { class Gc_command; }


class Cli::Gc_command : public Command
{
	private:

		Store_option          _store { _options() };
		std::optional<size_t> _keep { };
		bool                  _json = false;

	public:

		explicit Gc_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__GC_H_ */
