/*
 * \brief  Graphs in the language of Graphviz, and drawn by it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__GRAPH__DOT_H_
#define _CLI__GRAPH__DOT_H_

#include <string>

#include <cli/graph/graph.h>

namespace Cli {

	/**
	 * Return graph as text in DOT
	 *
	 * Nodes and edges have classes, which the style of an SVG refers to.
	 */
	std::string dot_text(Graph const &);

	/**
	 * Draw graph with the program 'dot'
	 *
	 * \param format  as for the option '-T' of the program
	 *
	 * \throw Failure  the program is missing, or fails
	 */
	std::string drawn(std::string const &dot, std::string const &format);

	/**
	 * Return drawing as SVG for light and dark surroundings
	 *
	 * \param standalone  with a header, otherwise to be put into HTML
	 *
	 * \throw Failure
	 */
	std::string svg_text(Graph const &, bool standalone);

	/** Return rules of CSS for the classes of a drawing */
	std::string svg_style();
}

#endif /* _CLI__GRAPH__DOT_H_ */
