/*
 * \brief  Page of HTML that needs nothing else
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__REPORT__PAGE_H_
#define _CLI__REPORT__PAGE_H_

#include <string>
#include <vector>

namespace Cli { class Page; }


/**
 * Page with sections, each one can be folded
 *
 * It consists of one file, runs no script, and adapts to light and dark. All
 * can be reached and unfolded by the keyboard.
 */
class Cli::Page
{
	private:

		std::string const _title;

		std::string _contents { };   /* links to the sections */
		std::string _sections { };
		unsigned    _count = 0;

	public:

		struct Cell
		{
			std::string text;
			char const *style = "";      /* class: "number", "mark", "bad", or empty */
		};

		using Row = std::vector<Cell>;

		explicit Page(std::string const &title) : _title(title) { }

		/**
		 * Add section
		 *
		 * \param content  HTML
		 * \param open     unfolded at first
		 */
		void section(std::string const &title, std::string const &content, bool open = true);

		/** Return HTML of a table */
		static std::string table(std::string const &caption, std::vector<std::string> const &titles,
		                         std::vector<Row> const &rows);

		/** Return the whole page */
		std::string html() const;
};

#endif /* _CLI__REPORT__PAGE_H_ */
