/*
 * \brief  What of a graph is drawn as arrows, and which components stand in a row
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__GRAPH__ARRANGEMENT_H_
#define _CLI__GRAPH__ARRANGEMENT_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <cli/graph/graph.h>

namespace Cli { class Arrangement; }


/**
 * A graph of few components is drawn as it is. Of a large one is left out what
 * each child has of its parent. A session at a server of many clients is named
 * in the box of the client. Groups of components that arrows connect stand
 * beside each other, not below each other in one long column.
 */
class Cli::Arrangement
{
	public:

		using Arrow = std::pair<Graph::Edge, size_t>;              /* edge, and what it stands for */
		using Link  = std::pair<std::string, std::string>;         /* left and right neighbour */

	private:

		using Labels = std::vector<std::string>;

		/* components that are connected by arrows */
		struct Group
		{
			Labels labels;
			bool   inside;     /* belongs to the snapshot */
			size_t length;     /* components on the way through the group */
		};

		Graph const &_graph;
		bool  const  _detailed;

		std::vector<Arrow>            _arrows   { };
		std::map<std::string, Labels> _services { };    /* by client */
		std::vector<Link>             _links    { };

		/* components by their neighbours */
		std::map<std::string, Labels> _successors { }, _predecessors { };

		void _select_arrows();
		bool _first(std::string const &label) const { return !_predecessors.contains(label); }
		bool _last (std::string const &label) const { return !_successors.contains(label); }

		Group              _group_of(std::string const &label) const;
		std::vector<Group> _groups() const;

		void _add_link(Group const &left, Group const &right);
		void _arrange(std::vector<Group> const &);

	public:

		explicit Arrangement(Graph const &);

		/** Return false if boxes show less than there is to know */
		bool detailed() const { return _detailed; }

		std::vector<Arrow> const &arrows() const { return _arrows; }

		/** Return what a component uses without arrow */
		Labels services(std::string const &client) const;

		/** Return pairs of components that stand beside each other without an arrow */
		std::vector<Link> const &links() const { return _links; }

		/** Return true if nothing is to be said about the component */
		bool hidden(std::string const &label) const;
};

#endif /* _CLI__GRAPH__ARRANGEMENT_H_ */
