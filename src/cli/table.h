/*
 * \brief  Table of texts
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__TABLE_H_
#define _CLI__TABLE_H_

#include <string>
#include <vector>

namespace Cli { class Table; }


/**
 * Table with aligned columns, those without content are left out
 */
class Cli::Table
{
	public:

		enum class Align { LEFT, RIGHT };

		struct Column
		{
			char const *title;
			Align       align = Align::LEFT;
		};

		using Row = std::vector<std::string>;

	private:

		std::vector<Column> _columns;
		std::vector<Row>    _rows { };

		size_t _width(size_t column) const;

	public:

		explicit Table(std::vector<Column> columns) : _columns(std::move(columns)) { }

		/**
		 * Add row, with one text for each column
		 */
		void add(Row row);

		/**
		 * Return lines of the table
		 *
		 * \param indent  put in front of each line
		 */
		std::string text(std::string const &indent = "") const;
};

#endif /* _CLI__TABLE_H_ */
