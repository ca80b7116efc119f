/*
 * \brief  Graphs in the language of Graphviz, and drawn by it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/graph/dot.h>

#include <map>
#include <span>

#include <fmt/format.h>

#include <cli/component_tree.h>
#include <cli/failure.h>
#include <cli/markup.h>
#include <cli/text.h>
#include <host/program.h>

using namespace Cli;

using Kind = Graph::Kind;
using Node = Graph::Node;


namespace {

	/* with more components, boxes show less, and what each child has of its parent is left out */
	constexpr size_t DETAILED_NODES = 12;

	/* columns that the components of a large graph are spread over, not to get one long column */
	constexpr size_t COLUMNS = 6;

	struct Style { Kind kind; char const *name, *attributes; };

	constexpr Style STYLES[] {
		{ Kind::PARENT,    "parent",    "style=solid, arrowhead=open, color=\"#999999\"" },
		{ Kind::SESSION,   "session",   "style=bold, color=\"#1f5fa8\", fontcolor=\"#1f5fa8\"" },
		{ Kind::GATE,      "gate",      "style=solid, color=\"#333333\"" },
		{ Kind::DATASPACE, "dataspace", "style=dotted, dir=none, color=\"#8a5a00\", fontcolor=\"#8a5a00\"" },
		{ Kind::IRQ,       "irq",       "style=dashed, dir=none, color=\"#a02c2c\", fontcolor=\"#a02c2c\"" } };

	Style const &style(Kind kind) { return STYLES[unsigned(kind)]; }

	/**
	 * Return text within double quotes of DOT
	 */
	std::string literal(std::string const &text)
	{
		std::string result = "\"";
		for (char const c : harmless(text))
			result += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
		return result + "\"";
	}

	/* last element of a label is enough if the graph is large */
	std::string shown_name(std::string const &label, bool detailed)
	{
		std::string const parent = parent_label(label);
		return detailed || parent.empty() ? label : label.substr(parent.size() + std::string_view(" -> ").size());
	}

	std::string summary(Node const &node)
	{
		if (!node.known)
			return "outside";

		return node.state + ", " + counted(node.threads, "thread", "threads") + ", "
		     + counted(node.caps, "capability", "capabilities")
		     + (node.dead ? fmt::format(", {} dead", node.dead) : "");
	}

	/**
	 * Return label of a box: name, summary, and the marked capabilities
	 */
	std::string box(std::string const &label, Node const &node, bool detailed)
	{
		std::string rows = fmt::format("<tr><td align=\"left\" colspan=\"4\"><b>{}</b></td></tr>",
		                               markup(shown_name(label, detailed)));

		if (detailed || !node.known)
			rows += fmt::format("<tr><td align=\"left\" colspan=\"4\"><font point-size=\"10\">{}</font></td></tr>",
			                    markup(summary(node)));

		std::string compact { };
		for (auto const &[mark, text] : node.marks)
			if (detailed)
				rows += fmt::format("<tr><td bgcolor=\"#f2d35c\"><font point-size=\"10\" color=\"#000000\">{}"
				                    "</font></td><td align=\"left\" colspan=\"3\"><font point-size=\"10\">{}"
				                    "</font></td></tr>", mark, markup(text));
			else
				compact += fmt::format("<td bgcolor=\"#f2d35c\"><font point-size=\"8\" color=\"#000000\">{}</font>"
				                       "</td>", mark.substr(3));
		if (!compact.empty())
			rows += "<tr>" + compact + "</tr>";

		return fmt::format("<<table border=\"0\" cellborder=\"0\" cellspacing=\"1\">{}</table>>", rows);
	}

	std::string node_text(std::string const &label, Node const &node, bool detailed)
	{
		return fmt::format("\t{} [label={}, class=\"component {}\"{}]\n", literal(label),
		                   box(label, node, detailed), node.inside ? "inside" : "outside",
		                   node.known ? "" : ", style=\"rounded,dashed\"");
	}

	bool common(Graph::Edge const &edge)
	{
		bool const of_parent = edge.to == parent_label(edge.from) || edge.from == parent_label(edge.to);

		return of_parent && (edge.kind == Kind::PARENT || edge.kind == Kind::DATASPACE || edge.text == "ROM");
	}

	/**
	 * \param length  ranks that the edge spans at least
	 */
	std::string edge_text(Graph::Edge const &edge, size_t count, bool detailed, size_t length)
	{
		Style const &s = style(edge.kind);

		std::string text = edge.text;
		if (count > 1)
			text += fmt::format("{}{}", text.empty() ? "" : " ", detailed ? fmt::format("×{}", count) : "");

		std::string const explanation = fmt::format("{} of {}: {}{}", edge.from, edge.to,
			counted(count, s.name, (std::string(s.name) + "s").c_str()),
			edge.text.empty() ? "" : " " + edge.text);

		return fmt::format("\t{} -> {} [class=\"{}\", {}, label={}, tooltip={}, minlen={}]\n", literal(edge.from),
		                   literal(edge.to), s.name, s.attributes, literal(text), literal(explanation), length);
	}

	std::string legend(bool detailed)
	{
		constexpr char const *omission = "<br/>parents, ROM sessions and dataspaces of children are left out";

		return fmt::format("<<font point-size=\"10\">boxes: components; arrows, from holder to owner: "
		                   "<font color=\"#1f5fa8\">bold: session</font>; thin: gate; "
		                   "<font color=\"#999999\">open: parent</font>; "
		                   "<font color=\"#8a5a00\">dotted: shared dataspace</font>; "
		                   "<font color=\"#a02c2c\">dashed: shared IRQ</font>{}</font>>",
		                   detailed ? "" : omission);
	}
}


std::string Cli::dot_text(Graph const &graph)
{
	bool const detailed = graph.nodes().size() <= DETAILED_NODES;

	std::string inside { }, outside { }, edges { };

	for (auto const &[label, node] : graph.nodes())
		(graph.border() && node.inside ? inside : outside) += node_text(label, node, detailed);

	std::map<std::string, size_t> columns { };
	for (auto const &[edge, count] : graph.edges()) {

		if (!detailed && common(edge))
			continue;

		auto const column = columns.try_emplace(edge.from, columns.size() % COLUMNS).first;
		edges += edge_text(edge, count, detailed, detailed ? 1 : 1 + column->second);
	}

	if (!inside.empty())
		inside = fmt::format("\tsubgraph cluster_snapshot {{\n"
		                     "\tlabel={}; labelloc=t; labeljust=l; class=\"border\"; style=\"dashed,rounded\"; color=\"#2a7a2a\"; "
		                     "fontcolor=\"#2a7a2a\"; penwidth=2; margin=16\n{}\t}}\n",
		                     literal(graph.title()), inside);

	return fmt::format("digraph recap {{\n"
	                   "\tgraph [rankdir=LR, bgcolor=\"transparent\", fontname=\"sans-serif\", fontsize=12, "
	                   "nodesep=0.25, ranksep={}, labelloc=b, label={}]\n"
	                   "\tnode [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=12, "
	                   "margin=\"0.08,0.04\", color=\"#555555\"]\n"
	                   "\tedge [fontname=\"sans-serif\", fontsize=10, arrowsize=0.7]\n"
	                   "{}{}{}}}\n", detailed ? "0.9" : "0.6", legend(detailed), inside, outside, edges);
}


std::string Cli::drawn(std::string const &dot, std::string const &format)
{
	auto const program = Host::find_program("dot");
	if (!program)
		throw Failure("the program 'dot' is missing; install the package graphviz, or write the graph "
		              "to a file with the suffix '.dot'");

	Host::File input  = Host::File::anonymous("graph");
	Host::File output = Host::File::anonymous("drawing");

	input.pwrite_all(std::as_bytes(std::span(dot)), 0);

	auto path = [] (Host::File const &file) { return fmt::format("/proc/self/fd/{}", file.descriptor()); };

	Host::Program process(*program, { "-T" + format, "-o", path(output), path(input) },
	                      { &input, &output });

	if (auto const status = process.wait(); status.value || status.signal)
		throw Failure("the program 'dot' failed to draw the graph; write it to a file with the suffix "
		              "'.dot' to look into it");

	std::string result(output.size(), 0);
	result.resize(output.pread_all(std::as_writable_bytes(std::span(result)), 0));
	return result;
}


std::string Cli::svg_style()
{
	return "@media (prefers-color-scheme: dark) {\n"
	       "  svg.graph text:not([fill]) { fill: #e4e4e4 }\n"
	       "  svg.graph text[fill='#1f5fa8'] { fill: #7db4f0 }\n"
	       "  svg.graph text[fill='#8a5a00'] { fill: #e0b050 }\n"
	       "  svg.graph text[fill='#a02c2c'] { fill: #f08080 }\n"
	       "  svg.graph g.component path, svg.graph g.component > polygon { stroke: #bbbbbb }\n"
	       "  svg.graph g.gate path, svg.graph g.gate polygon { stroke: #dddddd }\n"
	       "  svg.graph g.gate polygon { fill: #dddddd }\n"
	       "  svg.graph g.session path, svg.graph g.session polygon { stroke: #7db4f0 }\n"
	       "  svg.graph g.session polygon { fill: #7db4f0 }\n"
	       "  svg.graph g.dataspace path { stroke: #e0b050 }\n"
	       "  svg.graph g.irq path { stroke: #f08080 }\n"
	       "  svg.graph g.border text { fill: #7fd07f }\n"
	       "  svg.graph g.border path { stroke: #7fd07f }\n"
	       "}\n";
}


std::string Cli::svg_text(Graph const &graph, bool standalone)
{
	std::string svg = drawn(dot_text(graph), "svg");

	size_t const start = svg.find("<svg");
	if (start == std::string::npos)
		throw Failure("the program 'dot' did not write SVG; use a newer version");

	std::string const header = standalone ? svg.substr(0, start) : "";

	svg = svg.substr(start);
	svg.insert(4, " class=\"graph\" role=\"img\" aria-label=\"graph of components and capabilities\"");

	if (standalone)
		svg.insert(svg.find('>') + 1, "\n<style>\n@media (prefers-color-scheme: dark) { svg.graph { background: "
		                              "#1b1b1b } }\n" + svg_style() + "</style>");
	return header + svg;
}
