/*
 * \brief  Command 'graph'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/graph.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/graph/dot.h>
#include <cli/output.h>
#include <cli/output_file.h>

using namespace Cli;


Graph_command::Graph_command(CLI::App &parent)
:
	Command(parent, "graph", "Draw components and the capabilities between them",
	        "recap graph sheep.snap -o sheep.svg\n"
	        "  recap graph --live -o system.svg\n\n"
	        "The suffix of the output tells the format: .svg, .png, .pdf, or .dot for the\n"
	        "text that Graphviz draws from.")
{
	auto * const file = _options().add_option("file", _file, Store_option::SNAPSHOT_HELP)
		->type_name("FILE");
	_options().add_flag("--live", _live, "draw a running system instead")->excludes(file);
	_options().add_option("-o,--output", _output, "file to write, an existing one is replaced")
		->required()->type_name("FILE");
	_options().add_flag("--json", _json, "write JSON for programs");
}


Graph Graph_command::_graph() const
{
	if (_live) {
		Control::Client client = _system.connect();
		return Graph(client);
	}
	if (_file.empty())
		throw Usage_failure("name a snapshot file, or give --live; see 'recap graph --help'");

	Opened_snapshot opened(_store.file(_file));
	return Graph(opened);
}


Json Graph_command::_summary(Graph const &graph, std::string const &format) const
{
	auto const captured = std::ranges::count_if(graph.nodes(), [] (auto const &entry) {
		return entry.second.inside; });

	return { { "file",       _output },
	         { "format",     format },
	         { "components", graph.nodes().size() - graph.nodes().count(Graph::CORE) },
	         { "captured",   _live ? Json() : Json(captured) },
	         { "arrows",     graph.edges().size() } };
}


int Graph_command::execute()
{
	std::string const suffix = std::filesystem::path(_output).extension().string();

	for (char const * const known : { ".svg", ".png", ".pdf", ".dot" }) {

		if (suffix != known)
			continue;

		Graph const graph = _graph();

		write_output_file(_output, suffix == ".dot" ? dot_text(graph)
		                         : suffix == ".svg" ? svg_text(graph, true)
		                         :                    drawn(dot_text(graph), suffix.substr(1)));
		if (_json)
			print(text(_summary(graph, suffix.substr(1))));
		return SUCCESS;
	}
	throw Usage_failure("the output needs one of the suffixes .svg, .png, .pdf, and .dot");
}
