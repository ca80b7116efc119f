/*
 * \brief  Standard output of nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__CONSOLE_H_
#define _HOST__CONSOLE_H_

#include <string>

namespace Host { class Console; }


/**
 * Writer of text that suits what is behind the standard output
 *
 * The text may stem from hostile components. Of all control characters, only
 * line breaks, tabs, and escape sequences for colors get through, the latter
 * to terminals only.
 */
class Host::Console
{
	private:

		bool const _terminal;

		std::string _harmless(std::string const &) const;

	public:

		Console();

		/**
		 * Write text, may block
		 *
		 * If the output is gone, the text is dropped.
		 */
		void write(std::string const &) const;
};

#endif /* _HOST__CONSOLE_H_ */
