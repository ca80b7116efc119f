/*
 * \brief  Components in the order of their tree
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMPONENT_TREE_H_
#define _CLI__COMPONENT_TREE_H_

#include <string>
#include <vector>

#include <control/types.h>

namespace Cli {

	struct Tree_entry
	{
		Control::Component_status const *component;
		std::string                      branch;   /* lines of the tree in front of the name */
		std::string                      name;     /* label without that of the parent */
	};

	/** Return label of the parent, empty for a component at the root */
	std::string parent_label(std::string const &label);

	/** Return label without that of the parent */
	std::string last_element(std::string const &label);

	/**
	 * Return components with parents in front of their children
	 *
	 * The entries refer to the elements of the argument.
	 */
	std::vector<Tree_entry> component_tree(std::vector<Control::Component_status> const &);

	/**
	 * Return shortest end of a label that no other component has
	 */
	std::string short_name(std::string const &label,
	                       std::vector<Control::Component_status> const &);
}

#endif /* _CLI__COMPONENT_TREE_H_ */
