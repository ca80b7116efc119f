/*
 * \brief  Command 'top'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/top.h>

#include <algorithm>

#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <host/interruption.h>
#include <host/terminal.h>

using namespace Cli;

using Column = Top_table::Column;
using Style  = Screen::Style;
using Key    = Screen::Key;


namespace {

	constexpr double MIN_INTERVAL = 0.1, MAX_INTERVAL = 3600;

	/* lines above the components */
	constexpr unsigned TITLE_LINES = 2;

	constexpr char const *KEYS =
		"  left, right  choose the column to sort by\n"
		"  r            reverse the order\n"
		"  up, down     scroll, also by page\n"
		"  +, -         refresh less, more often\n"
		"  h            show or hide this help\n"
		"  q            quit";
}


Top_command::Top_command(CLI::App &parent)
:
	Command(parent, "top", "Watch the components of a running system in a terminal",
	        std::string("recap top --sort pause\n\nKeys:\n") + KEYS + "\n\n"
	        "The bars are the pauses of the latest checkpoints, scaled to the longest one.")
{
	_options().add_option("--sort", _order, "column to sort by: component (as tree), state, cpu, threads, "
	                                        "caps, ram, checkpoints, restores, pause")
		->check(CLI::IsMember(Top_table::names()).description(""))->capture_default_str()->type_name("COLUMN");
	_options().add_option("--interval", _interval, "seconds between refreshes")
		->check(CLI::Range(MIN_INTERVAL, MAX_INTERVAL).description(""))->capture_default_str()
		->type_name("SECONDS");
	auto * const json = _options().add_flag("--json", _json, "write JSON for programs instead, one array a "
	                                                         "line at each refresh");
	_options().add_option("--count", _count, "end after this many refreshes")
		->type_name("N")->needs(json);
}


void Top_command::_draw_help(Screen &screen) const
{
	unsigned row = TITLE_LINES;

	for (std::string_view text = KEYS; !text.empty(); ) {
		size_t const end = std::min(text.find('\n'), text.size());
		screen.line(row++, std::string(text.substr(0, end)));
		text.remove_prefix(std::min(end + 1, text.size()));
	}
}


void Top_command::_draw(Screen &screen) const
{
	screen.clear();
	screen.line(0, fmt::format("system '{}': {} components, by {}{}, every {:.1f} s    h: help  q: quit",
	                           _system.name(), _components.size(),
	                           Top_table::name(_table.column_of_order),
	                           _table.reversed ? " (reversed)" : "", _interval), Style::BOLD);

	if (_help) {
		_draw_help(screen);
	} else {
		screen.line(1, _table.header(), Style::REVERSE);

		auto const rows = _table.rows(_components, screen.unicode());
		for (size_t i = _first; i < rows.size(); i++)
			screen.line(unsigned(TITLE_LINES + i - _first), rows[i]);
	}
	screen.show();
}


void Top_command::_move_order(int columns)
{
	int const count = int(Top_table::NUM_COLUMNS);

	_table.column_of_order = Column((int(_table.column_of_order) + columns + count) % count);
}


void Top_command::_handle_character(char character)
{
	switch (character) {
	case 'q': _quit = true; break;
	case 'h':
	case '?': _help = !_help; break;
	case 'r': _table.reversed = !_table.reversed; break;
	case '<': _move_order(-1); break;
	case '>': _move_order(+1); break;
	case '+': _interval = std::min(_interval*2, MAX_INTERVAL); break;
	case '-': _interval = std::max(_interval/2, MIN_INTERVAL); break;
	}
}


void Top_command::_handle(Screen::Event const &event, Screen const &screen)
{
	unsigned const lines = screen.height() > TITLE_LINES ? screen.height() - TITLE_LINES : 1;
	unsigned const last  = _components.size() > lines ? unsigned(_components.size()) - lines : 0;

	switch (event.key) {
	case Key::NONE:
	case Key::RESIZE:    break;
	case Key::UP:        _first = _first ? _first - 1 : 0; break;
	case Key::DOWN:      _first = _first + 1; break;
	case Key::PAGE_UP:   _first = _first > lines ? _first - lines : 0; break;
	case Key::PAGE_DOWN: _first = _first + lines; break;
	case Key::LEFT:      _move_order(-1); break;
	case Key::RIGHT:     _move_order(+1); break;
	case Key::OTHER:     _handle_character(event.character); break;
	}
	_first = std::min(_first, last);
}


std::chrono::milliseconds Top_command::_interval_ms() const
{
	using namespace std::chrono;

	return duration_cast<milliseconds>(duration<double>(_interval));
}


/*
 * Present the components to people
 */
void Top_command::_show(Control::Client &client)
{
	using namespace std::chrono;

	/* the library leaves the signals alone if somebody handles them already */
	Host::Interruption const interruption { };

	Screen screen { };

	auto refresh = steady_clock::now();
	while (!_quit) {

		if (Host::Interruption::requested())
			throw Interrupted();

		auto const now = steady_clock::now();
		if (now >= refresh) {
			_components = client.components();
			_table.update(_components);
			refresh = now + _interval_ms();
		}
		_draw(screen);
		_handle(screen.wait(duration_cast<milliseconds>(refresh - now) + milliseconds(1)), screen);
	}
}


/*
 * Present the components to programs
 */
void Top_command::_print(Control::Client &client)
{
	for (unsigned i = 0; !_count || i < _count; i++) {

		if (i)
			std::this_thread::sleep_for(_interval_ms());

		_components = client.components();
		_table.update(_components);

		Json array = json(_components);
		for (size_t j = 0; j < _components.size(); j++) {
			auto const load = _table.load(_components[j]);
			array[j]["cpu_percent"] = load ? Json(*load) : Json();
		}
		print(line(array));
		flush_output();
	}
}


int Top_command::execute()
{
	if (!_json && !Host::streams_are_terminal())
		throw Usage_failure("'recap top' needs a terminal; use 'recap ps', or --json for programs");

	_table.column_of_order = Top_table::column(_order).value_or(Column::COMPONENT);

	Control::Client client = _system.connect();
	_components = client.components();

	try {
		if (_json)
			_print(client);
		else
			_show(client);
	}
	catch (Interrupted const &) { return INTERRUPTED; }
	catch (Control::Client::Connection_lost const &) { complain("the system has ended"); }

	return SUCCESS;
}
