/*
 * \brief  What of a graph is drawn as arrows, and which components stand in a row
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/graph/arrangement.h>

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include <cli/component_tree.h>

using namespace Cli;

using Edge = Graph::Edge;
using Kind = Graph::Kind;


namespace {

	/* with more components, the graph is a large one */
	constexpr size_t DETAILED_NODES = 12;

	/* clients of a service that an arrow each is drawn for */
	constexpr size_t MAX_CLIENTS = 6;

	/* boxes are wider than high, so there are more rows than columns */
	constexpr double ROWS_PER_COLUMN = 2;
	constexpr size_t MIN_COLUMNS     = 4;

	/**
	 * Return true for what each parent and child have of each other
	 */
	bool common(Edge const &edge)
	{
		bool const child_of_owner = edge.to   == parent_label(edge.from);
		bool const held_by_parent = edge.from == parent_label(edge.to);

		switch (edge.kind) {
		case Kind::PARENT:    return true;
		case Kind::DATASPACE: return child_of_owner || held_by_parent;
		case Kind::SESSION:   return child_of_owner && edge.text == "ROM";
		case Kind::GATE:      return held_by_parent;
		case Kind::IRQ:       break;
		}
		return false;
	}
}


void Arrangement::_select_arrows()
{
	std::map<std::pair<std::string, std::string>, size_t> clients { };    /* of server and service */

	for (auto const &[edge, count] : _graph.edges())
		if (edge.kind == Kind::SESSION)
			clients[{ edge.to, edge.text }]++;

	for (auto const &[edge, count] : _graph.edges()) {

		if (!_detailed && common(edge))
			continue;

		if (!_detailed && edge.kind == Kind::SESSION && clients[{ edge.to, edge.text }] > MAX_CLIENTS) {
			_services[edge.from].push_back(fmt::format("→ {}: {}", last_element(edge.to), edge.text));
			continue;
		}
		_arrows.emplace_back(edge, count);
		_successors  [edge.from].push_back(edge.to);
		_predecessors[edge.to].push_back(edge.from);
	}
}


Arrangement::Group Arrangement::_group_of(std::string const &label) const
{
	std::set<std::string> known { label };
	Group                 group { .labels = { label }, .inside = false, .length = 1 };

	for (size_t i = 0; i < group.labels.size(); i++)
		for (auto const *neighbours : { &_successors, &_predecessors })
			if (auto const it = neighbours->find(group.labels[i]); it != neighbours->end())
				for (std::string const &other : it->second)
					if (known.insert(other).second)
						group.labels.push_back(other);

	/* those that no arrow leads to come first */
	std::stable_partition(group.labels.begin(), group.labels.end(),
	                      [&] (std::string const &l) { return _first(l); });

	std::map<std::string, size_t> distances { };
	Labels                        queue     { };
	for (std::string const &first : group.labels)
		if (_first(first) || &first == &group.labels.front()) {
			distances[first] = 0;
			queue.push_back(first);
		}

	for (size_t i = 0; i < queue.size(); i++) {

		std::string const current = queue[i];
		group.length = std::max(group.length, distances[current] + 1);

		if (auto const it = _successors.find(current); it != _successors.end())
			for (std::string const &next : it->second)
				if (distances.try_emplace(next, distances[current] + 1).second)
					queue.push_back(next);
	}

	group.inside = std::ranges::any_of(group.labels, [&] (std::string const &l) {
		return _graph.nodes().at(l).inside; });

	return group;
}


std::vector<Arrangement::Group> Arrangement::_groups() const
{
	std::vector<Group>    groups { };
	std::set<std::string> known  { };

	for (auto const &[label, node] : _graph.nodes()) {

		if (known.contains(label) || hidden(label))
			continue;

		groups.push_back(_group_of(label));
		known.insert(groups.back().labels.begin(), groups.back().labels.end());
	}

	/* equal ones below each other */
	std::ranges::stable_sort(groups, std::greater(), [] (Group const &group) {
		return std::pair(group.inside, group.length); });

	return groups;
}


void Arrangement::_add_link(Group const &left, Group const &right)
{
	auto const last = std::ranges::find_if(left.labels, [&] (std::string const &l) { return _last(l); });

	_links.emplace_back(last == left.labels.end() ? left.labels.back() : *last, right.labels.front());
}


void Arrangement::_arrange(std::vector<Group> const &groups)
{
	size_t total = 0;
	for (Group const &group : groups)
		total += group.length;

	size_t const columns = std::max(MIN_COLUMNS, size_t(std::lround(std::sqrt(double(total)/ROWS_PER_COLUMN))));

	size_t length = 0;
	for (size_t i = 0; i < groups.size(); i++) {

		bool const fits = length && length + groups[i].length <= columns
		               && groups[i - 1].inside == groups[i].inside;
		if (fits)
			_add_link(groups[i - 1], groups[i]);

		length = (fits ? length : 0) + groups[i].length;
	}
}


Arrangement::Arrangement(Graph const &graph)
:
	_graph(graph), _detailed(graph.nodes().size() <= DETAILED_NODES)
{
	_select_arrows();

	if (!_detailed)
		_arrange(_groups());
}


Arrangement::Labels Arrangement::services(std::string const &client) const
{
	auto const it = _services.find(client);
	return it == _services.end() ? Labels() : it->second;
}


/*
 * A parent outside of the snapshot is one of what is left out
 */
bool Arrangement::hidden(std::string const &label) const
{
	return !_detailed && !_graph.nodes().at(label).known && _first(label) && _last(label);
}
