/*
 * \brief  Tests of the XML generator
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <climits>
#include <vector>

#include <gtest/gtest.h>

#include <util/xml_generator.h>
#include <util/xml_node.h>

#include <support.h>

using namespace Util_test;
using Genode::String;
using Genode::Xml_attribute;
using Genode::Xml_generator;
using Genode::Xml_node;

namespace {

	/**
	 * Description of a node
	 */
	struct Model
	{
		std::string name { };
		std::vector<std::pair<std::string, std::string>> attributes { };
		std::string text { };
		std::vector<Model> sub_nodes { };

		bool operator == (Model const &) const = default;

		static std::string any_text(Random &random)
		{
			std::string text(random() % 12, ' ');
			for (char &c : text)
				c = "ab <>&\"'/\\=-0"[random() % 13];
			return text;
		}

		static Model any(Random &random, unsigned depth)
		{
			Model m;
			m.name = std::string(1 + random() % 5, (char)('a' + random() % 26));

			for (unsigned i = 0; i < random() % 4; i++)
				m.attributes.push_back({ "attr" + std::to_string(i), any_text(random) });

			/* white space is added around sub nodes */
			if (depth && random() % 2)
				for (unsigned i = 0; i < random() % 5; i++)
					m.sub_nodes.push_back(any(random, depth - 1));
			else
				m.text = any_text(random);

			return m;
		}

		void generate(Xml_generator &xml) const
		{
			if (!text.empty())
				xml.append_sanitized(text.c_str());

			for (Model const &sub_node : sub_nodes)
				xml.node(sub_node.name.c_str(), [&] { sub_node.generate(xml); });

			/* attributes can be added even then */
			for (auto const &[key, value] : attributes)
				xml.attribute(key.c_str(), value.c_str());
		}

		static void replace(std::string &text, std::string const &entity, std::string const &by)
		{
			for (std::size_t pos; (pos = text.find(entity)) != std::string::npos; )
				text.replace(pos, entity.size(), by);
		}

		static Model parsed(Xml_node const &node)
		{
			Model m;
			m.name = node.type().string();

			try {
				for (Xml_attribute a = node.attribute(0U); ; a = a.next()) {

					/* the generator encodes what would end the value */
					std::string value(a.value_base(), a.value_size());
					replace(value, "&quot;", "\"");
					replace(value, "&#92;", "\\");
					m.attributes.push_back({ a.name().string(), value });
				}
			} catch (Xml_node::Nonexistent_attribute const &) { }

			node.for_each_sub_node([&] (Xml_node const &n) { m.sub_nodes.push_back(parsed(n)); });

			if (m.sub_nodes.empty())
				m.text = node.decoded_content<String<100>>().string();

			return m;
		}
	};

	/**
	 * Text generated into a buffer that has exactly the given size
	 */
	std::string generated(std::size_t size, auto const &func)
	{
		auto const buf = std::make_unique<char[]>(size);

		Xml_generator xml(buf.get(), size, "root", [&] { func(xml); });

		EXPECT_EQ(buf[xml.used()], 0);
		return std::string(buf.get(), xml.used());
	}
}


TEST(Xml_generator, produces_indented_nodes)
{
	char buf[512];

	Xml_generator xml(buf, sizeof(buf), "config", [&] {
		xml.attribute("verbose", true);
		xml.node("empty");
		xml.node("start", [&] {
			xml.attribute("name", "timer");
			xml.node("resource", [&] { xml.attribute("quantum", 3); }); });
		xml.node("text", [&] { xml.append("x < y"); });
		xml.node("sanitized", [&] { xml.append_sanitized("<\"&'>"); });
	});

	char const * const expected =
		"<config verbose=\"true\">\n"
		"\t<empty/>\n"
		"\t<start name=\"timer\">\n"
		"\t\t<resource quantum=\"3\"/>\n"
		"\t</start>\n"
		"\t<text>x < y</text>\n"
		"\t<sanitized>&lt;&quot;&amp;&apos;&gt;</sanitized>\n"
		"</config>\n";

	EXPECT_STREQ(buf, expected);
	EXPECT_EQ(xml.used(), strlen(expected));
}


TEST(Xml_generator, prints_attributes_of_all_types)
{
	char buf[512];

	Xml_generator xml(buf, sizeof(buf), "a", [&] {
		xml.attribute("t", true);
		xml.attribute("f", false);
		xml.attribute("i", INT_MIN);
		xml.attribute("u", UINT_MAX);
		xml.attribute("l", LONG_MIN);
		xml.attribute("ul", ULONG_MAX);
		xml.attribute("ll", LLONG_MAX);
		xml.attribute("ull", ULLONG_MAX);
		xml.attribute("d", -1.5);
		xml.attribute("s", String<8>("str"));
		xml.attribute("c", "text");
		xml.attribute("p", "part of it", 4);
		xml.attribute("z", "short", 100);
	});

	EXPECT_STREQ(buf, "<a t=\"true\" f=\"false\" i=\"-2147483648\" u=\"4294967295\""
	                  " l=\"-9223372036854775808\" ul=\"18446744073709551615\""
	                  " ll=\"9223372036854775807\" ull=\"18446744073709551615\""
	                  " d=\"-1.500000\" s=\"str\" c=\"text\" p=\"part\" z=\"short\"/>\n");
}


TEST(Xml_generator, attributes_may_follow_the_content)
{
	char buf[256];

	Xml_generator xml(buf, sizeof(buf), "a", [&] {
		xml.attribute("x", 1);
		xml.node("b", [&] { xml.append("text"); xml.attribute("y", 2); });
		xml.attribute("z", 3);
	});

	EXPECT_STREQ(buf, "<a x=\"1\" z=\"3\">\n\t<b y=\"2\">text</b>\n</a>\n");
}


TEST(Xml_generator, appends_text_of_given_length)
{
	char buf[256];

	Xml_generator xml(buf, sizeof(buf), "a", [&] {
		xml.append("abcdef", 3);
		xml.append("", 0);
		xml.append_sanitized("<>x", 2);
		xml.append("g");
	});

	EXPECT_STREQ(buf, "<a>abc&lt;&gt;g</a>\n");
}


TEST(Xml_generator, values_cannot_break_the_structure)
{
	for (char const *value : { "\"", "\\", "a\\", "\\\"", "\" x=\"", "\\\\", "<>&'/>", "\"\\" }) {

		char buf[256];
		Xml_generator xml(buf, sizeof(buf), "a", [&] {
			xml.attribute("first", value);
			xml.attribute("second", "2"); });

		Xml_node const node(buf, xml.used());
		EXPECT_EQ(node.attribute_value("second", 0), 2) << buf;
		EXPECT_THROW(node.attribute(2U), Xml_node::Nonexistent_attribute) << buf;
	}
}


TEST(Xml_generator, without_buffer_nothing_happens)
{
	bool called = false;

	Xml_generator xml(nullptr, 100, "a", [&] { called = true; });
	EXPECT_FALSE(called);
	EXPECT_EQ(xml.used(), 0u);
}


TEST(Xml_generator, exceeded_buffer_is_reported)
{
	auto const content = [] (Xml_generator &xml) {
		xml.attribute("name", "value\"");
		xml.node("sub", [&] { xml.append("text"); xml.append_sanitized("<&>"); });
		xml.attribute("late", 1); };

	std::string const complete = generated(1024, content);
	ASSERT_GT(complete.size(), 60u);

	for (std::size_t size = 0; size <= complete.size(); size++)
		EXPECT_THROW(generated(size, content), Xml_generator::Buffer_exceeded) << size;

	EXPECT_EQ(generated(complete.size() + 1, content), complete);
}


TEST(Xml_generator, failed_buffer_is_terminated)
{
	char buf[16] = "xxxxxxxxxxxxxxx";

	EXPECT_THROW(Xml_generator(buf, sizeof(buf), "node-name-too-long", [] { }),
	             Xml_generator::Buffer_exceeded);
	EXPECT_STREQ(buf, "");
}


TEST(Xml_generator, failed_node_vanishes)
{
	struct Failure { };
	char buf[256];

	Xml_generator xml(buf, sizeof(buf), "a", [&] {

		auto const failing = [&] {
			xml.attribute("x", 1);
			xml.node("c");
			throw Failure(); };

		EXPECT_THROW(xml.node("b", failing), Failure);
		xml.attribute("y", 2);
		EXPECT_THROW(xml.node("b", failing), Failure);

		xml.node("text", [&] {
			xml.append("x");
			EXPECT_THROW(xml.node("b", failing), Failure); });
	});

	EXPECT_STREQ(buf, "<a y=\"2\">\n\t<text>x</text>\n</a>\n");

	/* what does not fit may be left out */
	char small[40];

	Xml_generator list(small, sizeof(small), "list", [&] {

		list.node("item");
		EXPECT_THROW(list.node("item", [&] { list.append("some longer text"); }),
		             Xml_generator::Buffer_exceeded);
		list.attribute("n", 1);
	});

	EXPECT_STREQ(small, "<list n=\"1\">\n\t<item/>\n</list>\n");
}


TEST(Xml_generator, is_usable_within_its_functor_only)
{
	char buf[64];

	Xml_generator xml(buf, sizeof(buf), "a", [&] { });
	EXPECT_THROW(xml.attribute("x", 1), Xml_generator::Buffer_exceeded);
	EXPECT_THROW(xml.append("x"), Xml_generator::Buffer_exceeded);
	EXPECT_STREQ(buf, "<a/>\n");
}


TEST(Xml_generator, output_is_parsed_to_the_same_structure)
{
	Random random(67);

	for (unsigned round = 0; round < 2000; round++) {

		Model const model = Model::any(random, 4);

		std::vector<char> buf(64*1024);
		Xml_generator xml(buf.data(), buf.size(), model.name.c_str(), [&] { model.generate(xml); });

		Tight_text const text { std::string_view(buf.data(), xml.used()) };
		Xml_node   const node(text.start(), text.len());

		ASSERT_EQ(Model::parsed(node), model) << buf.data();
		EXPECT_EQ(node.size(), xml.used() - 1);
	}
}
