/*
 * \brief  Test of what is drawn of large graphs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <cli/graph/arrangement.h>
#include <cli/graph/dot.h>
#include <control/server.h>

#include "support.h"

using namespace Cli_test;
using namespace Control;


namespace {

	/**
	 * System of pairs of a client and a server, all of which use a timer
	 */
	struct Pairs : Control_test::Fake_handler
	{
		unsigned const count;

		explicit Pairs(unsigned count) : count(count) { }

		static std::string client(unsigned i) { return "init -> client_" + std::to_string(i); }
		static std::string server(unsigned i) { return "init -> server_" + std::to_string(i); }

		std::vector<Component_status> components() override
		{
			std::vector<Component_status> result { { .label = "init" }, { .label = "init -> timer" } };
			for (unsigned i = 0; i < count; i++) {
				result.push_back({ .label = client(i) });
				result.push_back({ .label = server(i) });
			}
			return result;
		}

		std::vector<Session> sessions() override
		{
			std::vector<Session> result { };
			for (unsigned i = 0; i < count; i++) {
				result.push_back({ .client = client(i), .service = "Kv",    .server = server(i) });
				result.push_back({ .client = client(i), .service = "Timer", .server = "init -> timer" });
				result.push_back({ .client = client(i), .service = "ROM",   .server = "init" });
			}
			return result;
		}

		std::vector<Capability> capabilities(std::string const &) override { return { }; }
	};

	struct Graph_test : testing::Test
	{
		Control_test::Scratch_directory directory { };

		Cli::Graph graph(unsigned pairs)
		{
			Pairs  handler(pairs);
			Server server(handler, directory / "socket");
			Client client(directory / "socket");

			return Cli::Graph(client);
		}
	};

	size_t count(std::string const &text, std::string const &part)
	{
		size_t result = 0;
		for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
			result++;
		return result;
	}
}


TEST_F(Graph_test, small_graph_is_drawn_as_it_is)
{
	auto const             small = graph(3);
	Cli::Arrangement const arrangement(small);

	EXPECT_TRUE(arrangement.detailed());
	EXPECT_EQ(arrangement.arrows().size(), 9u);
	EXPECT_TRUE(arrangement.links().empty());
	EXPECT_TRUE(arrangement.services(Pairs::client(0)).empty());
}


TEST_F(Graph_test, large_graph_in_rows)
{
	constexpr unsigned PAIRS = 29;

	auto const             large = graph(PAIRS);
	Cli::Arrangement const arrangement(large);

	EXPECT_FALSE(arrangement.detailed());

	/* an arrow for each pair, neither for the timer nor for what comes from the parent */
	ASSERT_EQ(arrangement.arrows().size(), PAIRS);
	for (auto const &[edge, number] : arrangement.arrows())
		EXPECT_EQ(edge.text, "Kv");

	for (unsigned i = 0; i < PAIRS; i++)
		EXPECT_EQ(arrangement.services(Pairs::client(i)), std::vector<std::string> { "→ timer: Timer" });

	/* pairs stand beside each other, by a link from a server to the client of the next pair */
	EXPECT_GE(arrangement.links().size(), PAIRS/2);
	for (auto const &[left, right] : arrangement.links()) {
		EXPECT_EQ(left.find("init -> client_"), std::string::npos) << left;
		EXPECT_EQ(right.find("init -> server_"), std::string::npos) << right;
	}

	/* but not all of them in one row */
	EXPECT_LT(arrangement.links().size(), PAIRS);

	std::string const dot = Cli::dot_text(large);
	EXPECT_EQ(count(dot, "[class=\"session\""), PAIRS);
	EXPECT_EQ(count(dot, "style=invis"), arrangement.links().size());
	EXPECT_EQ(count(dot, "class=\"component"), 2*PAIRS + 2);
}
