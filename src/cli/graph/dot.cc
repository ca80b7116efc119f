/*
 * \brief  Graphs in the language of Graphviz, and drawn by it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/graph/dot.h>

#include <iterator>
#include <span>

#include <fmt/format.h>

#include <cli/component_tree.h>
#include <cli/failure.h>
#include <cli/graph/arrangement.h>
#include <cli/markup.h>
#include <cli/text.h>
#include <host/program.h>

using namespace Cli;

using Kind = Graph::Kind;
using Node = Graph::Node;


namespace {

	/* colors of texts have a contrast of 4.5 to white at least, those for dark surroundings are below */
	struct Style { Kind kind; char const *name, *attributes; };

	constexpr Style STYLES[] {
		{ Kind::PARENT,    "parent",    "style=solid, arrowhead=open, color=\"#6b6b6b\"" },
		{ Kind::SESSION,   "session",   "style=bold, color=\"#1f5fa8\", fontcolor=\"#1f5fa8\"" },
		{ Kind::GATE,      "gate",      "style=solid, color=\"#333333\"" },
		{ Kind::DATASPACE, "dataspace", "style=dotted, penwidth=1.5, dir=none, color=\"#8a5a00\", fontcolor=\"#8a5a00\"" },
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

	std::string summary(Node const &node)
	{
		if (!node.known)
			return "outside";

		return node.state + ", " + counted(node.threads, "thread", "threads") + ", "
		     + counted(node.caps, "capability", "capabilities")
		     + (node.dead ? fmt::format(", {} dead", node.dead) : "");
	}

	/* rows of a table in a box */
	constexpr char const *SMALL_ROW = "<tr><td align=\"left\"><font point-size=\"{}\">{}</font></td></tr>";

	std::string mark_cell(std::string const &text, unsigned size)
	{
		return fmt::format("<td bgcolor=\"#f2d35c\"><font point-size=\"{}\" color=\"#000000\">{}</font></td>", size,
		                   text);
	}

	std::string table(std::string const &rows)
	{
		return "<table border=\"0\" cellborder=\"0\" cellspacing=\"1\">" + rows + "</table>";
	}

	/** Return row with a table of its own, so that its columns are no wider than they have to be */
	std::string table_row(std::string const &rows)
	{
		return rows.empty() ? "" : "<tr><td align=\"left\">" + table(rows) + "</td></tr>";
	}

	/**
	 * Return label of a box: name, summary, marked capabilities, and services
	 */
	std::string box(std::string const &label, Node const &node, Arrangement const &arrangement)
	{
		bool const detailed = arrangement.detailed();

		std::string rows = fmt::format("<tr><td align=\"left\"><b>{}</b></td></tr>",
		                               markup(detailed ? label : last_element(label)));

		if (detailed || !node.known)
			rows += fmt::format(SMALL_ROW, 10, markup(summary(node)));

		std::string marks { };
		for (auto const &[mark, text] : node.marks)
			marks += detailed ? fmt::format("<tr>{}<td align=\"left\"><font point-size=\"10\">{}</font></td></tr>",
			                                mark_cell(mark, 10), markup(text))
			                  : mark_cell(mark.substr(std::string_view("CAP").size()), 8);

		rows += table_row(detailed || marks.empty() ? marks : "<tr>" + marks + "</tr>");

		for (std::string const &service : arrangement.services(label))
			rows += fmt::format(SMALL_ROW, 9, markup(service));

		return "<" + table(rows) + ">";
	}

	std::string node_text(std::string const &label, Node const &node, Arrangement const &arrangement)
	{
		return fmt::format("\t{} [label={}, class=\"component {}\"{}]\n", literal(label),
		                   box(label, node, arrangement), node.inside ? "inside" : "outside",
		                   node.known ? "" : ", style=\"rounded,dashed\"");
	}

	std::string edge_text(Graph::Edge const &edge, size_t count, bool detailed)
	{
		Style const &s = style(edge.kind);

		std::string text = edge.text;
		if (count > 1 && detailed)
			text += fmt::format("{}×{}", text.empty() ? "" : " ", count);

		std::string const explanation = fmt::format("{} of {}: {}{}", edge.from, edge.to,
			counted(count, s.name, (std::string(s.name) + "s").c_str()),
			edge.text.empty() ? "" : " " + edge.text);

		return fmt::format("\t{} -> {} [class=\"{}\", {}, label={}, tooltip={}]\n", literal(edge.from),
		                   literal(edge.to), s.name, s.attributes, literal(text), literal(explanation));
	}

	/*
	 * Each part has a cell of its own, because the widths of texts differ from
	 * viewer to viewer
	 */
	std::string legend(bool detailed)
	{
		constexpr char const *KINDS =
			"<td>boxes: components; arrows, from holder to owner:</td>"
			"<td><font color=\"#1f5fa8\">bold: session</font></td>"
			"<td>thin: gate</td>"
			"<td><font color=\"#6b6b6b\">open: parent</font></td>"
			"<td><font color=\"#8a5a00\">dotted: shared dataspace</font></td>"
			"<td><font color=\"#a02c2c\">dashed: shared IRQ</font></td>";

		constexpr char const *MARKS[] { "exit_cap", "signal_proxy_cap", "blocking_semaphore", "constructor_cap" };

		std::string rows = fmt::format("<tr>{}</tr>", KINDS);

		if (!detailed) {
			std::string marks { };
			for (unsigned i = 0; i < std::size(MARKS); i++)
				marks += mark_cell(std::to_string(i + 1), 10) + fmt::format("<td align=\"left\">{}</td>", MARKS[i]);

			rows = fmt::format("<tr><td><table border=\"0\" cellborder=\"0\" cellspacing=\"6\">{}</table></td></tr>"
			                   "<tr><td><table border=\"0\" cellborder=\"0\" cellspacing=\"6\"><tr>{}</tr></table></td></tr>"
			                   "<tr><td>what each child and its parent have of each other is left out; "
			                   "sessions at a server of many are named in the boxes of its clients</td></tr>",
			                   rows, marks);
		}
		return fmt::format("<<font point-size=\"10\"><table border=\"0\" cellborder=\"0\" cellspacing=\"6\">{}"
		                   "</table></font>>", rows);
	}
}


std::string Cli::dot_text(Graph const &graph)
{
	Arrangement const arrangement(graph);
	bool        const detailed = arrangement.detailed();

	std::string inside { }, outside { }, edges { };

	for (auto const &[label, node] : graph.nodes())
		if (!arrangement.hidden(label))
			(graph.border() && node.inside ? inside : outside) += node_text(label, node, arrangement);

	for (auto const &[edge, count] : arrangement.arrows())
		edges += edge_text(edge, count, detailed);

	for (auto const &[left, right] : arrangement.links())
		edges += fmt::format("\t{} -> {} [style=invis]\n", literal(left), literal(right));

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
	                   "{}{}{}}}\n", detailed ? "0.9" : "0.5", legend(detailed), inside, outside, edges);
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
	/* labels of arrows stay readable where they cross another one */
	return "svg.graph g.edge text { paint-order: stroke; stroke: #ffffff; stroke-width: 3px }\n"
	       "@media (prefers-color-scheme: dark) {\n"
	       "  svg.graph g.edge text { stroke: #1b1b1b }\n"
	       "  svg.graph text:not([fill]) { fill: #e4e4e4 }\n"
	       "  svg.graph text[fill='#6b6b6b'] { fill: #a8a8a8 }\n"
	       "  svg.graph text[fill='#1f5fa8'] { fill: #7db4f0 }\n"
	       "  svg.graph text[fill='#8a5a00'] { fill: #e0b050 }\n"
	       "  svg.graph text[fill='#a02c2c'] { fill: #f08080 }\n"
	       "  svg.graph g.component path, svg.graph g.component > polygon { stroke: #bbbbbb }\n"
	       "  svg.graph g.parent path, svg.graph g.parent polygon { stroke: #a8a8a8 }\n"
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
