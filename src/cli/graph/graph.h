/*
 * \brief  Components and the capabilities between them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__GRAPH__GRAPH_H_
#define _CLI__GRAPH__GRAPH_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include <cli/snapshot_access.h>
#include <control/client.h>

namespace Cli { class Graph; }


/**
 * Model of what is drawn, whatever it was made from
 */
class Cli::Graph
{
	public:

		/** What an arrow stands for, it goes from the holder to the owner */
		enum class Kind {
			PARENT,      /* parent interface of a child */
			SESSION,
			GATE,        /* any other gate */
			DATASPACE,   /* dataspace that both hold */
			IRQ,
		};

		struct Node
		{
			bool        inside = false;     /* belongs to the snapshot */
			bool        known  = false;     /* its capability space is known */
			std::string state   { };
			size_t      threads = 0;
			size_t      caps    = 0;
			size_t      dead    = 0;        /* capabilities that refer to nothing */

			/* marked capabilities with what is to be said, by "CAP1" to "CAP4" */
			std::map<std::string, std::string> marks { };
		};

		struct Edge
		{
			std::string from, to;     /* labels */
			Kind        kind;
			std::string text;         /* name of the service, else empty */

			auto operator <=> (Edge const &) const = default;
		};

		static constexpr char const *CORE = "core";

	private:

		std::map<std::string, Node>   _nodes { };
		std::map<Edge, size_t>        _edges { };
		bool                          _border = false;
		std::string                   _title { };

		using Caps    = std::vector<Control::Capability>;
		using Servers = std::map<std::pair<std::string, std::string>, size_t>;

		void _add_session(std::string const &client, std::string const &server,
		                  std::string const &service, Servers &);
		void _add_caps(std::string const &label, Caps const &, Servers const &);
		void _add_cap(std::string const &label, Control::Capability const &, Servers &);

	public:

		/**
		 * Constructor
		 *
		 * \throw Store::Error
		 */
		explicit Graph(Opened_snapshot &);

		/**
		 * Constructor, for a running system
		 *
		 * \throw Control::Request_failed
		 */
		explicit Graph(Control::Client &);

		std::map<std::string, Node> const &nodes() const { return _nodes; }

		/** Arrows with the number of capabilities that each one stands for */
		std::map<Edge, size_t> const &edges() const { return _edges; }

		/** Return true if some components belong to a snapshot and others do not */
		bool border() const { return _border; }

		std::string const &title() const { return _title; }
};

#endif /* _CLI__GRAPH__GRAPH_H_ */
