/*
 * \brief  Capability space as table
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__CAP_TABLE_H_
#define _CLI__CAP_TABLE_H_

#include <string>
#include <vector>

#include <control/types.h>

namespace Cli {

	/**
	 * Return mark of the four capabilities that this project started with
	 *
	 * \return  "CAP1" to "CAP4", or an empty string
	 */
	std::string cap_mark(Control::Capability const &);

	/**
	 * Return what is wrong with a slot, empty if all is well
	 *
	 * The kernel's table and the component's own map must agree about which
	 * slots are in use.
	 */
	std::string cap_problem(Control::Capability const &);

	/** Return text like "0x2a", empty without label */
	std::string cap_label(Control::Capability const &);

	/** Return lines of the table, a summary in the last one */
	std::string cap_table(std::vector<Control::Capability> const &, std::string const &indent = "");
}

#endif /* _CLI__CAP_TABLE_H_ */
