/*
 * \brief  Command 'top'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__TOP_H_
#define _CLI__COMMAND__TOP_H_

#include <chrono>

#include <cli/command.h>
#include <cli/system_option.h>
#include <cli/top/screen.h>
#include <cli/top/top_table.h>

namespace Cli { class Top_command; }


class Cli::Top_command : public Command
{
	private:

		System_option _system { _options() };
		std::string   _order { "component" };
		double        _interval = 1.0;    /* seconds */
		bool          _json     = false;
		unsigned      _count    = 0;      /* refreshes, 0 for no limit */

		Top_table             _table { };
		Top_table::Components _components { };
		unsigned              _first = 0;      /* first line shown */
		bool                  _help  = false;
		bool                  _quit  = false;

		std::chrono::milliseconds _interval_ms() const;

		void _draw(Screen &) const;
		void _draw_help(Screen &) const;
		void _handle(Screen::Event const &, Screen const &);
		void _handle_character(char);
		void _move_order(int columns);
		void _show(Control::Client &);
		void _print(Control::Client &);

	public:

		explicit Top_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__TOP_H_ */
