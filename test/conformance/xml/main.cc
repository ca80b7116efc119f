/*
 * \brief  XML
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <conformance/test.h>
#include <util/xml_generator.h>
#include <util/xml_node.h>

namespace Test_xml {

	using namespace Genode;

	struct Main;
}


struct Test_xml::Main
{
	typedef String<32> Text;

	Env              &env;
	Conformance::Test test { env, "xml" };

	void nodes()
	{
		Xml_node const node(
			"<config a=\"1\" b=\"two\" size=\"4K\" on=\"yes\">"
			"  <!-- a comment, <start> -->"
			"  <start name=\"first\"><inner/></start>"
			"  <other>text</other>"
			"  <start name=\"second\"/>"
			"</config>");

		test.check("a node has a type", node.has_type("config") && !node.has_type("conf"));
		Text type;
		char buffer[32];
		node.type_name(buffer, sizeof(buffer));
		test.check("a node tells its type", strcmp(buffer, "config") == 0);
		test.check_equal("a node has attributes", node.attribute_value("a", 0UL), 1UL);
		test.check("attributes are strings", node.attribute_value("b", Text()) == "two");
		test.check_equal("attributes are sizes", (size_t)node.attribute_value("size", Number_of_bytes(0)), (size_t)4096);
		test.check("attributes are truth values", node.attribute_value("on", false));
		test.check_equal("a missing attribute has its default", node.attribute_value("missing", 9UL), 9UL);
		test.check("attributes are asked for", node.has_attribute("a") && !node.has_attribute("c"));
		test.check_equal("sub nodes are counted without comments", node.num_sub_nodes(), (size_t)3);
		test.check("sub nodes are found by number", node.sub_node(1U).has_type("other"));
		test.check("sub nodes are found by type", node.sub_node("start").attribute_value("name", Text()) == "first");
		test.check("a node knows its sub nodes", node.has_sub_node("other") && !node.has_sub_node("nothing"));
		test.check("the next node of a type is found",
		           node.sub_node("start").next("start").attribute_value("name", Text()) == "second");
		test.check("the last node is the last", node.sub_node(2U).is_last());

		unsigned count = 0;
		node.for_each_sub_node("start", [&] (Xml_node const &) { count++; });
		test.check_equal("nodes of a type are visited", count, 2U);

		node.sub_node("other").value(buffer, sizeof(buffer));
		test.check("a node has content", strcmp(buffer, "text") == 0);

		test.check_throws<Xml_node::Nonexistent_sub_node>("a missing sub node is an exception", [&] {
			node.sub_node("nothing"); });
		test.check_throws<Xml_node::Nonexistent_attribute>("a missing attribute is an exception", [&] {
			node.attribute("nothing"); });
		test.check_throws<Xml_node::Invalid_syntax>("malformed XML is an exception", [&] {
			Xml_node("<a><b></a>"); });
		test.check_throws<Xml_node::Invalid_syntax>("no XML is an exception", [&] { Xml_node("text"); });
	}

	void generator()
	{
		char buffer[512];
		Xml_generator xml(buffer, sizeof(buffer), "report", [&] {
			xml.attribute("name", "value");
			xml.attribute("number", 42UL);
			xml.node("item", [&] {
				xml.attribute("flag", true);
				xml.node("deep", [&] { });
			});
			xml.node("empty", [&] { });
		});
		test.check("the used part is known", xml.used() > 0 && xml.used() < sizeof(buffer));

		Xml_node const node(buffer, xml.used());
		test.check("generated XML can be parsed", node.has_type("report")
		        && node.attribute_value("name", Text()) == "value"
		        && node.attribute_value("number", 0UL) == 42
		        && node.sub_node("item").attribute_value("flag", false)
		        && node.sub_node("item").has_sub_node("deep")
		        && node.has_sub_node("empty"));

		test.check_throws<Xml_generator::Buffer_exceeded>("a small buffer is exceeded", [&] {
			char small[16];
			Xml_generator xml(small, sizeof(small), "report", [&] {
				xml.attribute("name", "a value that is too long"); });
		});
	}

	void config()
	{
		Attached_rom_dataspace config(env, "config");
		test.check("the configuration of a component is a ROM module",
		           config.valid() && config.xml().has_type("config"));
		test.check_equal("a component reads its configuration",
		                 config.xml().sub_node("value").attribute_value("of", Text()), Text("this test"));
	}

	void round()
	{
		nodes();
		generator();
		config();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_xml::Main main(env); }
