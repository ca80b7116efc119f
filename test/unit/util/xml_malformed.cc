/*
 * \brief  Tests of the XML parser with malformed data
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <util/xml_node.h>

#include <support.h>

using namespace Util_test;
using Genode::Xml_node;


static Xml_node node_of(Tight_text const &text)
{
	return Xml_node(text.start(), text.len());
}


TEST(Xml_malformed, no_node)
{
	for (char const *data : { "", " ", "text", "\n\n", "<", "<>", "< a/>", "</a>", "</", "<a", "<a ",
	                          "<a/", "<a>", "<a></a", "<a></", "<a><", "<a></b>", "<a></ab>",
	                          "<a><b></a>", "<a><b></a></b>", "<1/>", "<-a/>", "<a<b/>", "<!a/>",
	                          "<?xml version=\"1.0\"?>", "<a b></a>", "<a b=></a>", "<a b=1></a>",
	                          "<a b='1'></a>", "<a b=\"1></a>", "<a \"b\"></a>", "<a =\"b\"></a>",
	                          "<a b=\"1\" / ></a>", "<a / >", "<a></a b=\"1\">",
	                          "<!-- <a/> -->", "<!-- <a/>", "<!--", "<!-", "<!", "<!-- -- >",
	                          "<a/ ", "<a b=\"\\\"\"/>", "<a><!-- </a>" }) {

		Tight_text const text(data);
		EXPECT_THROW(node_of(text), Xml_node::Invalid_syntax) << data;
		EXPECT_THROW(Xml_node { data }, Xml_node::Exception) << data;
	}

	EXPECT_THROW(Xml_node(nullptr), Xml_node::Invalid_syntax);
	EXPECT_THROW(Xml_node("<a/>", 0), Xml_node::Invalid_syntax);
}


TEST(Xml_malformed, each_prefix_of_a_node)
{
	std::string const data = "<!-- c --> <a b=\"1\"> text &lt; <c d=\"\"/> <!-- x --> </a>";

	for (std::size_t len = 0; len < data.size(); len++) {
		Tight_text const text(data.substr(0, len));
		EXPECT_THROW(node_of(text), Xml_node::Invalid_syntax) << len;
	}

	Tight_text const text(data);
	EXPECT_EQ(node_of(text).num_sub_nodes(), 1u);
}


TEST(Xml_malformed, zero_ends_the_data)
{
	std::string const data("<a><b/>\0</a>", 12);

	EXPECT_THROW(Xml_node(data.data(), data.size()), Xml_node::Invalid_syntax);

	/* what follows the zero does not matter */
	std::string const complete("<a/>\0<b/>", 9);
	EXPECT_TRUE(Xml_node(complete.data(), complete.size()).is_last());
}


TEST(Xml_malformed, sub_nodes_in_front_of_a_malformed_one_are_accessible)
{
	Tight_text const text("<a> <b/> <c> </d> <e/> </a>");
	Xml_node   const node = node_of(text);

	EXPECT_TRUE(node.sub_node().has_type("b"));
	EXPECT_THROW(node.sub_node(1), Xml_node::Nonexistent_sub_node);
	EXPECT_THROW(node.sub_node("c"), Xml_node::Nonexistent_sub_node);
	EXPECT_TRUE(node.sub_node().is_last());

	unsigned count = 0;
	node.for_each_sub_node([&] (Xml_node) { count++; });
	EXPECT_EQ(count, 1u);
}


TEST(Xml_malformed, stray_markup_is_text)
{
	Tight_text const text("<a> 1 < 2, <3, <> < b/> <c d=e/> <f/> </a>");
	Xml_node   const node = node_of(text);

	EXPECT_EQ(node.num_sub_nodes(), 1u);
	EXPECT_TRUE(node.sub_node().has_type("f"));
}


TEST(Xml_malformed, nothing_behind_the_node_matters)
{
	for (char const *tail : { "<", "<b", "</a>", "<b>", "\"", "<!--", "garbage" }) {

		Tight_text const text(std::string("<a><b/></a>") + tail);
		Xml_node   const node = node_of(text);

		EXPECT_EQ(node.size(), 11u);
		EXPECT_TRUE(node.is_last());
		EXPECT_THROW(node.next(), Xml_node::Nonexistent_sub_node);
	}
}


TEST(Xml_malformed, values_are_read_within_bounds)
{
	/* numbers at the very end of the data */
	Tight_text const text("<a b=\"12\" c=\"-\" d=\"0x\" e=\"1.\" f=\"fals\" g=\"\">7K</a>");
	Xml_node   const node = node_of(text);

	EXPECT_EQ(node.attribute_value("b", 0L), 12);
	EXPECT_EQ(node.attribute_value("c", 5L), 5);
	EXPECT_EQ(node.attribute_value("d", 5L), 0);
	EXPECT_EQ(node.attribute_value("e", 5.0), 1.0);
	EXPECT_EQ(node.attribute_value("f", true), true);
	EXPECT_EQ(node.attribute_value("g", 5UL), 5u);

	Genode::Number_of_bytes bytes;
	EXPECT_TRUE(node.value(&bytes));
	EXPECT_EQ((std::size_t)bytes, 7168u);

	unsigned number = 0;
	EXPECT_FALSE(node.value(&number));
}


TEST(Xml_malformed, deep_nesting_costs_no_stack)
{
	constexpr unsigned DEPTH = 20000;

	std::string data;
	for (unsigned i = 0; i < DEPTH; i++) data += "<a>";
	for (unsigned i = 0; i < DEPTH; i++) data += "</a>";

	Tight_text const text(data);
	EXPECT_EQ(node_of(text).num_sub_nodes(), 1u);

	Tight_text const incomplete(data.substr(0, data.size() - 1));
	EXPECT_THROW(node_of(incomplete), Xml_node::Invalid_syntax);
}
