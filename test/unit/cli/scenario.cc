/*
 * \brief  Test of the check of scenarios
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <cli/scenario_check.h>
#include "support.h"

using namespace Cli;
using namespace Cli_test;


namespace {

	/**
	 * ROM modules to choose from
	 */
	struct Scenario_test : testing::Test
	{
		Control_test::Scratch_directory directory { };
		Scenario_environment            env       { .rom_dirs = { directory / "none", directory / "" } };

		Scenario_test()
		{
			for (char const * const name : { "init", "a", "b", "server" })
				write_file(directory / name, "");
		}

		std::vector<std::string> check(std::string const &content)
		{
			Source_text const source { "s.xml", content };
			Findings          findings(source);
			check_scenario(source, env, findings);

			std::vector<std::string> result { };
			for (auto const &finding : findings.list())
				result.push_back(findings.text(finding));
			return result;
		}

		/**
		 * Expect one finding, which contains all the texts
		 */
		void expect(std::string const &content, std::vector<std::string> const &texts)
		{
			auto const found = check(content);
			ASSERT_EQ(found.size(), 1u) << content << testing::PrintToString(found);
			for (auto const &text : texts)
				EXPECT_NE(found[0].find(text), std::string::npos) << found[0];
		}

		void expect_clean(std::string const &content)
		{
			EXPECT_EQ(check(content), std::vector<std::string>()) << content;
		}
	};

	/* services and default route that suit most tests */
	std::string const PARENT =
		"<parent-provides><service name=\"LOG\"/><service name=\"ROM\"/></parent-provides>"
		"<default-route><any-service><parent/><any-child/></any-service></default-route>";

	std::string const RAM = "<resource name=\"RAM\" quantum=\"1M\"/>";

	std::string config(std::string const &content) { return "<config>" + PARENT + content + "</config>"; }

	std::string start(std::string const &name, std::string const &content = "")
	{
		return "<start name=\"" + name + "\">" + RAM + content + "</start>";
	}

	std::string server(std::string const &name = "server", std::string const &service = "Timer")
	{
		return start(name, "<provides><service name=\"" + service + "\"/></provides>");
	}

	std::string route(std::string const &rule) { return "<route>" + rule + "</route>"; }
}


TEST_F(Scenario_test, valid)
{
	expect_clean(config(start("a")));
	expect_clean("\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- it's <a> comment -->\n" + config(start("a")));
	expect_clean(config(server() + start("b", route("<service name=\"Timer\"><child name=\"server\"/></service>"
	                                               "<service name=\"LOG\" label=\"x\"><parent/></service>"
	                                               "<any-service><any-child/><parent/></any-service>"))));
	expect_clean(config(start("x", "<binary name=\"a\"/>") + start("y", "<binary name=\"a\"/>")));
	expect_clean(config(start("a", "<resource name=\"CPU\" quantum=\"30\"/>")));
	expect_clean(config(start("a", "<config a=\"b\"><whatever/></config><exit propagate=\"yes\"/>")));
	expect_clean(config(start("a", route("<service name=\"Timer\"><parent/><any-child/></service>")) + server()));
}


TEST_F(Scenario_test, malformed)
{
	expect("<config>\n\t<a>\n</config>", { "s.xml:3:", ": error: malformed XML" });
	expect("", { "s.xml:1:1: error: malformed XML" });
	expect("text", { "error: malformed XML" });
	expect("<config", { "error: malformed XML" });
	expect("<config a=\"1></config>", { "error: malformed XML" });
	expect("<config><!-- </config>", { "error: malformed XML", "-->" });
	expect("<config/></config>", { "error: malformed XML" });
}


TEST_F(Scenario_test, what_components_cannot_read)
{
	expect(config("<start name='a'>" + RAM + "</start>"), { "error", "double quotes" });
	expect(config(start("a", "<config><![CDATA[ x ]]></config>")), { "error", "CDATA" });
	expect(config(start("a", "<config><ä/></config>")), { "error", "name" });
	expect(config(start("a", "<config x=\"a\\\"/>")), { "error", "\\" });
	expect(config(start("a", "<config x=\"a &amp; b\"/>")), { "warning", "&" });
}


TEST_F(Scenario_test, root_node)
{
	expect("\n  <konfig/>", { "s.xml:2:3: error: the root node is <konfig>; it must be <config>" });
	expect(config(start("a")) + "<config/>", { "warning", "ignored" });
	expect(config(""), { "warning", "nothing will be started" });
}


TEST_F(Scenario_test, names)
{
	expect(config("<start>" + RAM + "</start>"), { "error: <start> has no name" });
	expect(config("\n" + start("a") + "\n  " + start("a")), { "s.xml:3:3: error", "line 2" });
	expect(config(start(std::string(64, 'a'), "<binary name=\"a\"/>")), { "error", "too long" });
	expect(config(start("a", "<provides><service/></provides>")), { "error", "no name" });
	expect(config(start("a", "<provides><service name=\"X\"/><service name=\"X\"/></provides>")),
	       { "warning", "listed twice" });
}


TEST_F(Scenario_test, memory)
{
	expect(config("<start name=\"a\"/>"), { "error", "has no RAM quantum" });
	expect(config("<start name=\"a\"><resource name=\"RAM\"/></start>"), { "error", "no amount of memory" });

	for (char const * const quantum : { "", "1m", "1MB", "many", "-1M", "1.5M" })
		expect(config("<start name=\"a\"><resource name=\"RAM\" quantum=\"" + std::string(quantum) + "\"/></start>"),
		       { "error", "no amount of memory" });

	expect(config("<start name=\"a\"><resource name=\"RAM\" quantum=\"256K\"/></start>"), { "error", "too small" });
	expect(config(start("a", "<resource name=\"CAP\" quantum=\"1\"/>")), { "warning", "CAP" });

	for (char const * const quantum : { "", "101", "-1", "1K", "many" })
		expect(config(start("a", "<resource name=\"CPU\" quantum=\"" + std::string(quantum) + "\"/>")),
		       { "warning", "CPU quantum" });

	env.memory = (16u << 20) + (512u << 10) + (2u << 20);
	expect_clean(config(start("a") + start("b")));
	expect(config(start("a") + start("b") + start("server")), { "error", "child \"server\"", "--memory" });
	expect(config("<start name=\"a\"><resource name=\"RAM\" quantum=\"17179869183G\"/></start>"), { "error", "--memory" });
}


TEST_F(Scenario_test, rom_modules)
{
	expect(config(start("missing")), { "error", "ROM module \"missing\"", "--rom" });
	expect(config(start("a", "<binary name=\"missing\"/>")), { "error", "\"missing\"" });
	expect(config(start("a", "<binary name=\"../a\"/>")), { "error", "\"../a\"" });

	env.init = "missing";
	expect("<config/>", { "error", "the system needs the ROM module \"missing\"" });

	env.rom_dirs.clear();
	env.init = "init";
	expect("<config/>", { "no directory of ROM modules is known" });
}


TEST_F(Scenario_test, other_first_component)
{
	env.init = "a";
	expect_clean("<config> <start/> <anything/> </config>");
	expect("<other/>", { "error", "root node" });
}


TEST_F(Scenario_test, unknown_nodes)
{
	expect(config(start("a") + "<afinity-space/>"), { "warning", "<afinity-space>" });
	expect_clean(config(start("a", "<affinity xpos=\"0\" width=\"1\"/>")
	                    + "<affinity-space width=\"2\" height=\"1\"/>"));
	expect(config(start("a", "<prowides/>")), { "warning", "<prowides>" });
	expect(config(start("a", route("<servis name=\"LOG\"/>"))), { "warning", "<servis>" });
	expect(config(start("a", route("<any-service><parrent/></any-service>"))), { "warning", "<parrent>" });
	expect(config(start("a", "<binary name=\"a\"/><binary name=\"b\"/>")), { "warning", "second <binary>" });
}


TEST_F(Scenario_test, routes)
{
	auto with_route = [&] (std::string const &rule) { return config(start("a", route(rule)) + server()); };

	expect(with_route("<service name=\"Timer\"><child name=\"x\"/></service>"), { "error", "no child \"x\"" });
	expect(with_route("<service name=\"Timer\"><child/></service>"), { "error", "no name" });
	expect(with_route("<service name=\"Nic\"><child name=\"server\"/></service>"),
	       { "error", "child \"server\" does not provide the service \"Nic\"" });
	expect(with_route("<service name=\"RM\"><parent/></service>"), { "error", "<parent-provides> does not list it" });
	expect(with_route("<service name=\"Nic\"><any-child/></service>"), { "error", "nobody provides" });
	expect(with_route("<service><parent/></service>"), { "error", "no name" });
	expect(with_route("<service name=\"LOG\"/>"), { "warning", "no target" });
	expect(with_route("<any-service><child name=\"x\"/></any-service>"), { "error", "no child \"x\"" });
	expect(with_route("<any-service><child name=\"a\"/></any-service>"), { "error", "provides no service" });
}


TEST_F(Scenario_test, default_route)
{
	auto with_default = [&] (std::string const &rule) {
		return "<config><default-route>" + rule + "</default-route>" + start("a") + "</config>"; };

	expect(with_default("<service name=\"LOG\"><parent/></service>"), { "error", "default route", "<parent-provides>" });
	expect(with_default("<service name=\"Nic\"><any-child/></service>"), { "warning", "nobody provides" });
	expect(with_default("<service name=\"Nic\"><child name=\"b\"/></service>"), { "error", "no child \"b\"" });

	expect("<config>" + start("a") + "</config>", { "warning", "gets no service" });
}


TEST_F(Scenario_test, ambiguous_service)
{
	expect(config(server() + server("b")), { "warning", "server and b" });
}


TEST_F(Scenario_test, parent_services)
{
	expect("<config><parent-provides><service/></parent-provides>" + start("a", route("")) + "</config>",
	       { "error", "no name" });
	expect("<config><parent-provides><service name=\"Timer\"/></parent-provides>" + start("a", route("")) + "</config>",
	       { "warning", "core does not provide" });
}
