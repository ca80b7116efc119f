/*
 * \brief  Whole screen of a terminal
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__TOP__SCREEN_H_
#define _CLI__TOP__SCREEN_H_

#include <chrono>
#include <string>

namespace Cli { class Screen; }


/**
 * The object takes the terminal over and gives it back on destruction
 */
class Cli::Screen
{
	private:

		bool _unicode = false;

		Screen(Screen const &) = delete;
		Screen &operator = (Screen const &) = delete;

	public:

		enum class Key { NONE, RESIZE, UP, DOWN, PAGE_UP, PAGE_DOWN, LEFT, RIGHT, OTHER };

		struct Event
		{
			Key  key;
			char character;    /* for 'OTHER' */
		};

		enum class Style { NORMAL, BOLD, REVERSE };

		/**
		 * \throw Failure  the terminal cannot do that
		 */
		Screen();
		~Screen();

		unsigned width()  const;
		unsigned height() const;

		/** Return true if characters beyond ASCII can be shown */
		bool unicode() const { return _unicode; }

		/** Start over with an empty screen */
		void clear();

		/** Write line, cut off at the border */
		void line(unsigned row, std::string const &text, Style style = Style::NORMAL);

		/** Show what was written */
		void show();

		/** Wait for a key */
		Event wait(std::chrono::milliseconds);
};

#endif /* _CLI__TOP__SCREEN_H_ */
