/*
 * \brief  Components as shown by 'top'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__TOP__TOP_TABLE_H_
#define _CLI__TOP__TOP_TABLE_H_

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <control/types.h>

namespace Cli { class Top_table; }


/**
 * Table with a line for each component, in the chosen order
 */
class Cli::Top_table
{
	public:

		enum class Column { COMPONENT, STATE, CPU, THREADS, CAPS, RAM, CHECKPOINTS, RESTORES, PAUSE };

		static constexpr unsigned NUM_COLUMNS = unsigned(Column::PAUSE) + 1;

		/** Return name of a column, as given on the command line */
		static char const *name(Column);

		/** Return names of all columns */
		static std::vector<std::string> names();

		/** Return column of a name */
		static std::optional<Column> column(std::string const &name);

		using Components = std::vector<Control::Component_status>;

	private:

		using Clock = std::chrono::steady_clock;

		struct Usage { Clock::time_point when; uint64_t us; };

		std::map<uint64_t, Usage>  _usages { };      /* by process ID */
		std::map<uint64_t, double> _load { };        /* in percent of a CPU, by process ID */

		std::string _row(Control::Component_status const &, std::string const &name, bool unicode) const;
		bool        _before(Control::Component_status const &, Control::Component_status const &) const;

	public:

		Column column_of_order = Column::COMPONENT;
		bool   reversed        = false;

		/** Measure the load since the previous call */
		void update(Components const &);

		/** Return load in percent of a CPU, nothing if it is not known */
		std::optional<double> load(Control::Component_status const &) const;

		/** Return line of titles */
		std::string header() const;

		/**
		 * Return lines
		 *
		 * In the order of components they form a tree, in other orders the
		 * largest values come first.
		 */
		std::vector<std::string> rows(Components const &, bool unicode) const;
};

#endif /* _CLI__TOP__TOP_TABLE_H_ */
