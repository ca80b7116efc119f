/*
 * \brief  Components and the capabilities between them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/graph/graph.h>

#include <algorithm>

#include <fmt/format.h>

#include <cli/cap_table.h>
#include <cli/component_tree.h>
#include <cli/snapshot_caps.h>
#include <cli/snapshot_text.h>
#include <cli/state_names.h>

using namespace Cli;

using Control::Capability;


namespace {

	/* label of objects that the first component gets from the system itself */
	bool is_core(std::string const &owner) { return owner.empty() || owner == Graph::CORE; }

	bool is_dataspace(Capability const &cap)
	{
		return cap.kind == "Gate" && cap.name.find("dataspace") != std::string::npos;
	}
}


void Graph::_add_session(std::string const &client, std::string const &server,
                         std::string const &service, Servers &servers)
{
	if (is_core(server))
		return;

	_nodes[server];
	_edges[{ client, server, Kind::SESSION, service }]++;
	servers[{ client, server }]++;
}


/*
 * Sessions are gates as well, and are not to be counted twice
 */
void Graph::_add_cap(std::string const &label, Capability const &cap, Servers &sessions)
{
	if (cap.kind.empty())
		return;

	if (!is_core(cap.owner) && cap.owner != label) {

		if (cap.kind == "Thread" || cap.kind == "Task")
			return;

		_nodes[cap.owner];

		auto const session = sessions.find({ label, cap.owner });
		if (session != sessions.end() && session->second > 0) {
			session->second--;
			return;
		}
		_edges[{ label, cap.owner, cap.owner == parent_label(label) && !_edges.contains(
		         { label, cap.owner, Kind::PARENT, "" }) ? Kind::PARENT : Kind::GATE, "" }]++;
		return;
	}

	/* an object of core that another component holds as well is shared */
	if (is_core(cap.owner) && (is_dataspace(cap) || cap.kind == "Irq"))
		for (std::string const &holder : cap.holders)
			if (holder > label && !is_core(holder)) {
				_nodes[holder];
				_edges[{ label, holder, cap.kind == "Irq" ? Kind::IRQ : Kind::DATASPACE, "" }]++;
			}
}


void Graph::_add_caps(std::string const &label, Caps const &caps, Servers const &servers)
{
	Node &node = _nodes[label];

	node.known = true;
	node.caps  = caps.size();
	node.dead  = size_t(std::ranges::count_if(caps, [] (Capability const &c) { return c.kind.empty(); }));

	Servers sessions = servers;

	for (Capability const &cap : caps) {

		/* marks are about what the component made for itself */
		if (std::string const mark = cap_mark(cap); !mark.empty()
		 && (cap.owner == label || is_core(cap.owner)))
			node.marks.try_emplace(mark, fmt::format("{} slot {}{}", cap.name, cap.slot,
			                       cap.attached.empty() ? "" : ", attached"));

		_add_cap(label, cap, sessions);
	}
}


Graph::Graph(Opened_snapshot &opened)
:
	_border(true),
	_title(fmt::format("snapshot of {}", time_text(opened.chain.newest().header().info.created)))
{
	Rtcr::Snapshot const &snapshot = opened.snapshot;
	Servers               servers { };

	for (Rtcr::Outside const &outside : snapshot.outsides)
		if (outside.role == Rtcr::Outside::Role::SESSION && outside.pd < snapshot.pds.size())
			_add_session(pd_label(snapshot, snapshot.pds[outside.pd]), outside.owner, outside.service,
			             servers);

	for (Rtcr::Inner_session const &session : snapshot.inner_sessions)
		_add_session(pd_label(snapshot, snapshot.pds[session.pd]), inner_server(snapshot, session),
		             session.service, servers);

	for (Rtcr::Pd const &pd : snapshot.pds)
		_add_caps(pd_label(snapshot, pd), snapshot_caps(opened, pd), servers);

	for (Rtcr::Pd const &pd : snapshot.pds) {
		Node &node = _nodes[pd_label(snapshot, pd)];
		node.inside = true;
		node.state  = "captured";
	}
	for (Rtcr::Thread const &thread : snapshot.threads)
		_nodes[pd_label(snapshot, snapshot.pds[thread.pd])].threads++;
}


Graph::Graph(Control::Client &client) : _title("running system")
{
	Servers servers { };

	for (Control::Session const &session : client.sessions())
		_add_session(session.client, session.server, session.service, servers);

	for (Control::Component_status const &component : client.components()) {

		Node &node = _nodes[component.label];
		if (node.known)
			continue;

		/* it may be gone by now */
		try { _add_caps(component.label, client.capabilities(component.label), servers); }
		catch (Control::Request_failed const &) { continue; }

		node.state   = state_name(component.state);
		node.threads = component.threads;
	}
}
