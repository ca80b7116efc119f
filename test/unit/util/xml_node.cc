/*
 * \brief  Tests of the XML parser with well-formed data
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <vector>

#include <gtest/gtest.h>

#include <util/xml_node.h>

#include <support.h>

using namespace Util_test;
using Genode::Number_of_bytes;
using Genode::String;
using Genode::Xml_attribute;
using Genode::Xml_node;

namespace {

	typedef String<64> Text;

	/* a string type of its own, like the label of a session */
	struct Label : String<32>
	{
		Label() { }
		Label(char const *str) : String<32>(str) { }
	};

	/**
	 * Data along with its root node
	 */
	struct Document
	{
		Tight_text text;
		Xml_node   node { text.start(), text.len() };

		explicit Document(std::string_view data) : text(data) { }
	};

	std::string content(Xml_node const &node)
	{
		return std::string(node.content_base(), node.content_size());
	}

	std::vector<std::string> types(Xml_node const &node)
	{
		std::vector<std::string> result;
		node.for_each_sub_node([&] (Xml_node const &n) { result.push_back(n.type().string()); });
		return result;
	}
}


TEST(Xml_node, well_formed)
{
	struct { char const *data; char const *type; char const *content; unsigned sub_nodes; } const
	table[] {
		{ "<a/>",                                  "a",        "",              0 },
		{ "<a />",                                 "a",        "",              0 },
		{ "<a></a>",                               "a",        "",              0 },
		{ "<a ></a >",                             "a",        "",              0 },
		{ "<a-b.c:d_1/>",                          "a-b.c:d_1", "",             0 },
		{ "<_/>",                                  "_",        "",              0 },
		{ "<a>text</a>",                           "a",        "text",          0 },
		{ "<a>\"quoted</a>",                       "a",        "\"quoted",      0 },
		{ "<a>x > y</a>",                          "a",        "x > y",         0 },
		{ "  \n<a/>",                              "a",        "",              0 },
		{ "text <a/>",                             "a",        "",              0 },
		{ "<!-- x --><a/>",                        "a",        "",              0 },
		{ "<!-- <b/> -- - --><a/>",                "a",        "",              0 },
		{ "<!--><b/>--><a/>",                      "a",        "",              0 },
		{ "<!-- ---><a/>",                         "a",        "",              0 },
		{ "<a><!-- </a> --></a>",                  "a",        "<!-- </a> -->", 0 },
		{ "<a><b/></a>",                           "a",        "<b/>",          1 },
		{ "<a><b></b></a>",                        "a",        "<b></b>",       1 },
		{ "<a><a></a></a>",                        "a",        "<a></a>",       1 },
		{ "<a><b/>x<c/></a>",                      "a",        "<b/>x<c/>",     2 },
		{ "<a><b><c/><d/></b></a>",                "a",        "<b><c/><d/></b>", 1 },
		{ "<a b=\"1\"/>",                          "a",        "",              0 },
		{ "<a b=\"1\"c=\"2\"/>",                   "a",        "",              0 },
		{ "<a\n\tb\n=\n\"1\"\n>x</a\n>",           "a",        "x",             0 },
		{ "<a b=\"</a>\">x</a>",                   "a",        "x",             0 },
		{ "<a b=\"/>\">x</a>",                     "a",        "x",             0 },
		{ "<a b=\"\\\"/>",                         "a",        "",              0 },
		{ "<a/><a/>",                              "a",        "",              0 },
		{ "<a>&lt;b/&gt;</a>",                     "a",        "&lt;b/&gt;",    0 } };

	for (auto const &entry : table) {

		Document const d(entry.data);
		SCOPED_TRACE(entry.data);

		EXPECT_STREQ(d.node.type().string(), entry.type);
		EXPECT_TRUE(d.node.has_type(entry.type));
		EXPECT_FALSE(d.node.has_type("other"));
		EXPECT_FALSE(d.node.has_type(""));
		EXPECT_EQ(content(d.node), entry.content);
		EXPECT_EQ(d.node.num_sub_nodes(), entry.sub_nodes);
		EXPECT_EQ(types(d.node).size(), entry.sub_nodes);

		/* without a limit, the terminating zero ends the data */
		Xml_node const terminated(entry.data);
		EXPECT_EQ(terminated.size(), d.node.size());
		EXPECT_EQ(content(terminated), entry.content);

		/* the node alone is a valid document, too */
		EXPECT_EQ(Xml_node(d.node.addr(), d.node.size()).size(), d.node.size());
	}
}


TEST(Xml_node, address_and_size)
{
	Document const d("  <a>x</a>  ");

	EXPECT_EQ(d.node.addr(), d.text.start() + 2);
	EXPECT_EQ(d.node.size(), 8u);
	EXPECT_EQ(d.node.content_addr(), d.text.start() + 5);
	EXPECT_EQ(printed(d.node), "<a>x</a>");

	char name[8];
	d.node.type_name(name, sizeof(name));
	EXPECT_STREQ(name, "a");
}


TEST(Xml_node, sub_nodes)
{
	Document const d("<r> <a n=\"1\"/> text <!-- <a/> --> <b> <a n=\"x\"/> </b> <a n=\"2\"/> </r>");

	EXPECT_EQ(types(d.node), (std::vector<std::string> { "a", "b", "a" }));

	EXPECT_TRUE(d.node.sub_node().has_type("a"));
	EXPECT_TRUE(d.node.sub_node(1).has_type("b"));
	EXPECT_EQ(d.node.sub_node(2).attribute_value("n", 0), 2);
	EXPECT_EQ(d.node.sub_node("a").attribute_value("n", 0), 1);
	EXPECT_TRUE(d.node.sub_node("b").has_sub_node("a"));
	EXPECT_FALSE(d.node.sub_node("a").has_sub_node("a"));

	EXPECT_TRUE(d.node.has_sub_node("b"));
	EXPECT_FALSE(d.node.has_sub_node("r"));
	EXPECT_FALSE(d.node.has_sub_node("text"));

	EXPECT_THROW(d.node.sub_node(3),   Xml_node::Nonexistent_sub_node);
	EXPECT_THROW(d.node.sub_node("c"), Xml_node::Nonexistent_sub_node);
	EXPECT_THROW(d.node.sub_node("a").sub_node(), Genode::Exception);

	int sum = 0;
	d.node.for_each_sub_node("a", [&] (Xml_node &n) { sum += n.attribute_value("n", 0); });
	EXPECT_EQ(sum, 3);

	unsigned count = 0;
	d.node.for_each_sub_node("c", [&] (Xml_node) { count++; });
	EXPECT_EQ(count, 0u);
}


TEST(Xml_node, successors)
{
	Document const d("<r><a/><b/><a/><c/></r>");

	Xml_node node = d.node.sub_node();
	EXPECT_FALSE(node.is_last());
	EXPECT_FALSE(node.is_last("a"));
	EXPECT_TRUE(node.is_last("r"));
	EXPECT_TRUE(node.next("c").has_type("c"));
	EXPECT_EQ(node.next("a").addr(), d.node.sub_node(2).addr());
	EXPECT_THROW(node.next("r"), Xml_node::Nonexistent_sub_node);

	node = node.next();
	EXPECT_TRUE(node.has_type("b"));

	node = node.next((char const *)nullptr);
	EXPECT_TRUE(node.has_type("a"));
	EXPECT_TRUE(node.is_last("a"));

	node = node.next();
	EXPECT_TRUE(node.is_last());
	EXPECT_THROW(node.next(), Xml_node::Nonexistent_sub_node);

	/* the root may have successors as well */
	Document const sequence("<a/> <b/>");
	EXPECT_TRUE(sequence.node.next().has_type("b"));
}


TEST(Xml_node, attributes)
{
	Document const d("<a first=\"1\" second = \"two\"\n\tlast=\"\"> <x second=\"3\"/> </a>");

	Xml_attribute const first = d.node.attribute(0U);
	EXPECT_STREQ(first.name().string(), "first");
	EXPECT_TRUE(first.has_type("first"));
	EXPECT_FALSE(first.has_type("firs"));
	EXPECT_FALSE(first.has_type("first="));
	EXPECT_TRUE(first.has_value("1"));
	EXPECT_FALSE(first.has_value(""));
	EXPECT_FALSE(first.has_value("1\""));

	Xml_attribute const second = first.next();
	EXPECT_TRUE(second.has_value("two"));
	EXPECT_EQ(std::string(second.value_base(), second.value_size()), "two");

	EXPECT_TRUE(second.next().has_value(""));
	EXPECT_EQ(second.next().value_size(), 0u);
	EXPECT_THROW(second.next().next(), Xml_attribute::Nonexistent_attribute);

	EXPECT_TRUE(d.node.attribute("last").has_type("last"));
	EXPECT_TRUE(d.node.attribute(2U).has_type("last"));
	EXPECT_THROW(d.node.attribute(3U), Xml_node::Nonexistent_attribute);
	EXPECT_THROW(d.node.attribute("x"), Xml_node::Nonexistent_attribute);
	EXPECT_THROW(d.node.attribute("secon"), Xml_node::Exception);
	EXPECT_TRUE(d.node.has_attribute("second"));
	EXPECT_FALSE(d.node.has_attribute("two"));

	char buf[8];
	second.type(buf, sizeof(buf));   EXPECT_STREQ(buf, "second");
	second.value(buf, sizeof(buf));  EXPECT_STREQ(buf, "two");
	second.value(buf, 3);            EXPECT_STREQ(buf, "tw");
	second.value(buf, 1);            EXPECT_STREQ(buf, "");

	EXPECT_THROW(Document("<a/>").node.attribute(0U), Xml_node::Nonexistent_attribute);
}


TEST(Xml_node, attribute_values)
{
	Document const d("<a n=\"-12\" h=\"0x10\" b=\"yes\" d=\"1.5\" s=\"a &lt; b\" q=\"2M\" bad=\"12x\"/>");

	EXPECT_EQ(d.node.attribute_value("n", 0L), -12);
	EXPECT_EQ(d.node.attribute_value("n", 0), -12);
	EXPECT_EQ(d.node.attribute_value("h", 0UL), 16u);
	EXPECT_EQ(d.node.attribute_value("b", false), true);
	EXPECT_EQ(d.node.attribute_value("d", 0.0), 1.5);
	EXPECT_EQ((std::size_t)d.node.attribute_value("q", Number_of_bytes(0)), 2u << 20);
	EXPECT_STREQ(d.node.attribute_value("s", Text()).string(), "a &lt; b");
	EXPECT_STREQ(d.node.attribute_value("s", String<4>()).string(), "a &");
	EXPECT_STREQ(d.node.attribute_value("s", Label()).string(), "a &lt; b");

	/* the default */
	EXPECT_EQ(d.node.attribute_value("x", 7L), 7);
	EXPECT_EQ(d.node.attribute_value("s", 7L), 7);
	EXPECT_EQ(d.node.attribute_value("n", 7UL), 7u);
	EXPECT_STREQ(d.node.attribute_value("x", Text("none")).string(), "none");
	EXPECT_STREQ(d.node.attribute_value("x", Label("none")).string(), "none");

	long value = 0;
	EXPECT_TRUE(d.node.attribute("n").value(&value));
	EXPECT_FALSE(d.node.attribute("bad").value(&value));
	EXPECT_EQ(value, 12);

	Text text;
	EXPECT_TRUE(d.node.attribute("bad").value(&text));
	EXPECT_STREQ(text.string(), "12x");
}


TEST(Xml_node, content_values)
{
	long number = 0;
	EXPECT_TRUE(Document("<a>-12</a>").node.value(&number));
	EXPECT_EQ(number, -12);
	EXPECT_FALSE(Document("<a> 12</a>").node.value(&number));
	EXPECT_FALSE(Document("<a>12 </a>").node.value(&number));
	EXPECT_FALSE(Document("<a></a>").node.value(&number));
	EXPECT_FALSE(Document("<a/>").node.value(&number));

	Text  text;
	Label label;
	Document const d("<a>some text</a>");
	EXPECT_TRUE(d.node.value(&text));
	EXPECT_STREQ(text.string(), "some text");
	EXPECT_TRUE(d.node.value(&label));
	EXPECT_STREQ(label.string(), "some text");

	char buf[16] = "untouched";
	d.node.value(buf, 0);            EXPECT_STREQ(buf, "untouched");
	d.node.value(buf, sizeof(buf));  EXPECT_STREQ(buf, "some text");
	d.node.value(buf, 5);            EXPECT_STREQ(buf, "some");
	Document("<a/>").node.value(buf, sizeof(buf));
	EXPECT_STREQ(buf, "");
}


TEST(Xml_node, decoded_content)
{
	Document const d("<a>&lt;b c=&quot;&apos;&#39;&quot;&gt; &amp;lt; &other; & &lt</a>");

	char const * const expected = "<b c=\"''\"> &lt; &other; & &lt";

	EXPECT_STREQ(d.node.decoded_content<Text>().string(), expected);

	char buf[64];
	std::size_t const len = d.node.decoded_content(buf, sizeof(buf));
	EXPECT_EQ(len, strlen(expected));
	EXPECT_STREQ(buf, expected);

	/* no terminating zero if there is no space for it */
	for (std::size_t size = 0; size <= len + 1; size++) {

		auto const tight = std::make_unique<char[]>(size);

		std::size_t const written = d.node.decoded_content(tight.get(), size);
		EXPECT_EQ(written, std::min(size, len));
		EXPECT_EQ(std::string(tight.get(), written), std::string(expected).substr(0, written));
	}

	EXPECT_STREQ(d.node.decoded_content<String<4> >().string(), "<b ");
	EXPECT_STREQ(Document("<a/>").node.decoded_content<Text>().string(), "");
	EXPECT_EQ(Document("<a>&nbsp;</a>").node.decoded_content<Text>(), "\xa0");
}


TEST(Xml_node, long_names_are_truncated_but_compared_completely)
{
	std::string const name(100, 'n');
	Document    const d("<" + name + " " + name + "=\"1\"></" + name + ">");

	EXPECT_EQ(d.node.type().length(), Xml_node::Type::capacity());
	EXPECT_TRUE(d.node.has_type(name.c_str()));
	EXPECT_FALSE(d.node.has_type(d.node.type().string()));
	EXPECT_TRUE(d.node.has_attribute(name.c_str()));
	EXPECT_EQ(d.node.attribute(0U).name().length(), Xml_attribute::Name::capacity());
}
