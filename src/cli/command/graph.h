/*
 * \brief  Command 'graph'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__GRAPH_H_
#define _CLI__COMMAND__GRAPH_H_

#include <cli/command.h>
#include <cli/graph/graph.h>
#include <cli/json.h>
#include <cli/store_option.h>
#include <cli/system_option.h>

namespace Cli { class Graph_command; }


class Cli::Graph_command : public Command
{
	private:

		System_option _system { _options() };
		Store_option  _store  { _options() };
		std::string   _file   { };
		std::string   _output { };
		bool          _live = false;
		bool          _json = false;

		Graph _graph() const;
		Json  _summary(Graph const &, std::string const &format) const;

	public:

		explicit Graph_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__GRAPH_H_ */
