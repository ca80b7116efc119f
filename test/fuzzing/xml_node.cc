/*
 * \brief  Fuzz target of the XML parser
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include <util/xml_node.h>

using namespace Genode;

namespace {

	/**
	 * Output that checks that the text lies within a buffer
	 */
	struct Bounded_output : Output
	{
		char const *base;
		std::size_t size;

		Bounded_output(char const *base, std::size_t size) : base(base), size(size) { }

		void out_char(char) override { }

		void out_string(char const *str, std::size_t n) override
		{
			if (str < base || n > size || str > base + size - n)
				std::abort();
		}
	};
}


static void expect(bool condition)
{
	if (!condition)
		std::abort();
}


template <typename T>
static void read_as(Xml_node const &node, Xml_attribute const &attribute)
{
	T value { };
	attribute.value(&value);
	node.value(&value);
}


static void read_values(Xml_node const &node, Xml_attribute const &attribute)
{
	read_as<bool>(node, attribute);
	read_as<long>(node, attribute);
	read_as<unsigned char>(node, attribute);
	read_as<double>(node, attribute);
	read_as<Number_of_bytes>(node, attribute);
	read_as<String<10> >(node, attribute);

	char buf[10];
	attribute.value(buf, sizeof(buf));
	attribute.type(buf, sizeof(buf));
	expect(attribute.has_type(attribute.name().string())
	    || attribute.name().length() == Xml_attribute::Name::capacity());
}


static void read_attributes(Xml_node const &node)
{
	unsigned count = 0;
	try {
		for (Xml_attribute a = node.attribute(0U); ; a = a.next()) {
			read_values(node, a);
			expect(a.value_base() > node.addr());
			expect(a.value_base() + a.value_size() < node.addr() + node.size());
			count++;
		}
	} catch (Xml_node::Nonexistent_attribute const &) { }

	try {
		node.attribute(count);
		std::abort();
	} catch (Xml_node::Nonexistent_attribute const &) { }

	node.attribute_value("name", String<8>("default"));
	node.has_attribute("x");
}


static void read_content(Xml_node const &node)
{
	expect(node.content_addr() >= node.addr());
	expect(node.content_addr() + node.content_size() <= node.addr() + node.size());

	char buf[16];
	node.value(buf, sizeof(buf));
	node.type_name(buf, sizeof(buf));
	expect(node.decoded_content(buf, sizeof(buf)) <= sizeof(buf));

	auto const decoded = std::make_unique<char[]>(node.content_size());
	expect(node.decoded_content(decoded.get(), node.content_size()) <= node.content_size());
}


/**
 * Access everything within the node
 *
 * \param budget  number of nodes to visit, which bounds the costs of deeply
 *                nested data
 */
static void read_node(Xml_node const &node, unsigned &budget)
{
	if (!budget)
		return;

	budget--;

	read_attributes(node);
	read_content(node);

	Bounded_output output(node.addr(), node.size());
	node.print(output);

	unsigned count = 0;
	node.for_each_sub_node([&] (Xml_node const &sub_node) {
		expect(sub_node.addr() >= node.content_addr());
		expect(sub_node.addr() + sub_node.size() <= node.content_addr() + node.content_size());
		read_node(sub_node, budget);
		count++; });

	/* malformed sub nodes are counted but cannot be accessed */
	expect(count <= node.num_sub_nodes());

	try {
		node.sub_node(count);
		std::abort();
	} catch (Xml_node::Nonexistent_sub_node const &) { }

	node.has_sub_node("name");
	node.for_each_sub_node("name", [&] (Xml_node) { });
}


extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
	/* the end of the data is the end of the memory block */
	auto const text = std::make_unique<char[]>(size);
	std::copy_n(data, size, text.get());

	try {
		Xml_node const node(text.get(), size);

		unsigned budget = 100;
		read_node(node, budget);

		/* the node is the same if nothing follows it */
		Xml_node const same(node.addr(), node.size());
		expect(same.size() == node.size());

		expect(node.is_last() || node.next().addr() >= node.addr() + node.size());

	} catch (Xml_node::Invalid_syntax const &) { }

	return 0;
}
