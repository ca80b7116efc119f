/*
 * \brief  Whole screen of a terminal, by ncurses
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/top/screen.h>

#include <clocale>
#include <cstring>

#define NCURSES_NOMACROS
#include <curses.h>

#include <cli/failure.h>
#include <host/interruption.h>

using namespace Cli;


namespace {

	bool locale_is_utf8()
	{
		char const * const name = setlocale(LC_ALL, "");

		if (name && (strstr(name, "UTF-8") || strstr(name, "utf8")))
			return true;

		/* components and tools of today write UTF-8, whatever the locale says */
		char const * const fallback = setlocale(LC_CTYPE, "C.UTF-8");
		return fallback != nullptr;
	}

	/**
	 * Return part of a text in UTF-8 that takes at most 'width' columns
	 */
	std::string cut(std::string const &text, unsigned width)
	{
		unsigned columns = 0;

		for (size_t i = 0; i < text.size(); i++)
			if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80 && ++columns > width)
				return text.substr(0, i);

		return text;
	}
}


Screen::Screen() : _unicode(locale_is_utf8())
{
	/* a terminal of an unknown kind must not end the program without a word */
	SCREEN * const screen = newterm(nullptr, stdout, stdin);
	if (!screen)
		throw Failure("the terminal cannot be used, set TERM to its kind; 'recap ps' shows the same once");

	set_term(screen);
	cbreak();
	noecho();
	keypad(stdscr, true);
	curs_set(0);
}


Screen::~Screen() { endwin(); }


unsigned Screen::width()  const { return unsigned(getmaxx(stdscr)); }
unsigned Screen::height() const { return unsigned(getmaxy(stdscr)); }


void Screen::clear() { erase(); }


void Screen::line(unsigned row, std::string const &text, Style style)
{
	if (row >= height())
		return;

	std::string shown = cut(text, width());

	if (style == Style::REVERSE)
		shown.resize(shown.size() + (width() > text.size() ? width() - text.size() : 0), ' ');

	attr_t const attribute = style == Style::BOLD    ? A_BOLD
	                       : style == Style::REVERSE ? A_REVERSE : A_NORMAL;
	attrset(int(attribute));
	mvaddstr(int(row), 0, shown.c_str());
	attrset(A_NORMAL);
}


void Screen::show() { refresh(); }


Screen::Event Screen::wait(std::chrono::milliseconds duration)
{
	/* the library would not return when somebody asks the program to end */
	timeout(0);

	int key = getch();
	if (key == ERR) {
		Host::Interruption::wait_for_input(duration);
		key = getch();
	}

	switch (key) {
	case ERR:        return { Key::NONE, 0 };
	case KEY_RESIZE: return { Key::RESIZE, 0 };
	case KEY_UP:     return { Key::UP, 0 };
	case KEY_DOWN:   return { Key::DOWN, 0 };
	case KEY_PPAGE:  return { Key::PAGE_UP, 0 };
	case KEY_NPAGE:  return { Key::PAGE_DOWN, 0 };
	case KEY_LEFT:   return { Key::LEFT, 0 };
	case KEY_RIGHT:  return { Key::RIGHT, 0 };
	}
	return { Key::OTHER, key > 0 && key < 128 ? char(key) : '\0' };
}
