/*
 * \brief  Table of texts
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/table.h>

#include <algorithm>

#include <cli/text.h>

using namespace Cli;


namespace {

	/* number of characters of a text in UTF-8 */
	size_t width(std::string const &text)
	{
		return size_t(std::ranges::count_if(text, [] (char c) {
			return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
	}
}


void Table::add(Row row)
{
	for (std::string &text : row)
		text = harmless(text);

	row.resize(_columns.size());
	_rows.push_back(std::move(row));
}


/*
 * \return  0 if the column is empty
 */
size_t Table::_width(size_t column) const
{
	size_t result = 0;
	for (Row const &row : _rows)
		result = std::max(result, width(row[column]));

	return result ? std::max(result, width(_columns[column].title)) : 0;
}


std::string Table::text(std::string const &indent) const
{
	std::string result { };

	auto add_line = [&] (auto const &text_of_column) {

		std::string line = indent;
		for (size_t i = 0; i < _columns.size(); i++) {

			size_t const column_width = _width(i);
			if (!column_width)
				continue;

			std::string const text = text_of_column(i);
			std::string const fill(column_width - width(text), ' ');

			line += _columns[i].align == Align::LEFT ? text + fill : fill + text;
			line += "  ";
		}
		line.erase(line.find_last_not_of(' ') + 1);
		result += line + "\n";
	};

	add_line([&] (size_t i) { return std::string(_columns[i].title); });
	for (Row const &row : _rows)
		add_line([&] (size_t i) { return row[i]; });

	return result;
}
