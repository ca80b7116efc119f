/*
 * \brief  Templates, whose code comes from the headers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/env.h>
#include <base/snprintf.h>
#include <util/avl_tree.h>
#include <util/bit_allocator.h>
#include <util/fifo.h>
#include <util/list.h>
#include <util/misc_math.h>
#include <util/mmio.h>
#include <util/token.h>
#include <util/volatile_object.h>
#include <util/xml_generator.h>
#include <util/xml_node.h>

#include "parts.h"

using namespace Genode;


namespace {

	struct Number : Avl_node<Number>, List<Number>::Element, Fifo<Number>::Element
	{
		int const value;

		Number(int value) : value(value) { }

		bool higher(Number *other) { return other->value > value; }
	};

	struct Device : Mmio
	{
		struct Control : Register<0x10, 32>
		{
			struct Enable  : Bitfield<0, 1> { };
			struct Divisor : Bitfield<4, 8> { };
		};

		struct Channels : Register_array<0x20, 32, 4, 8>
		{
			struct Low : Bitfield<0, 4> { };
		};

		Device(addr_t base) : Mmio(base) { }
	};
}


static void use_containers()
{
	Avl_tree<Number> tree;
	List<Number>     list;
	Fifo<Number>     fifo;
	Number           one(1), two(2), three(3);

	Number *numbers[] = { &two, &three, &one };
	for (unsigned i = 0; i < 3; i++) {
		tree.insert(numbers[i]);
		list.insert(numbers[i]);
		fifo.enqueue(numbers[i]);
	}
	int last = 0, in_order = 0;
	tree.first()->for_each([&] (Number &n) { in_order += n.value > last; last = n.value; });
	expect(in_order == 3 && list.first() == &one && fifo.dequeue() == &two, "containers");
	tree.remove(&two);
	expect(tree.first()->value == 1 || tree.first()->value == 3, "removal");

	Bit_allocator<64> bits;
	expect(bits.alloc() == 0 && bits.alloc() == 1, "bits");
}


static void use_registers()
{
	static char memory[4096];

	Device device((addr_t)memory);
	device.write<Device::Control::Enable>(1);
	device.write<Device::Control::Divisor>(0x55);
	device.write<Device::Channels::Low>(5, 3);
	expect(device.read<Device::Control>() == 0x551 && device.read<Device::Channels>(3) == 5,
	       "registers");
}


static void use_text()
{
	static char buffer[500];

	Xml_generator xml(buffer, sizeof(buffer), "config", [&] {
		xml.attribute("name", "value");
		xml.node("node", [&] () { xml.attribute("number", 5UL); });
	});

	Xml_node      config(buffer, xml.used());
	unsigned long number = 0;
	char          name[16];
	config.sub_node("node").attribute("number").value(&number);
	config.attribute("name").value(name, sizeof(name));
	expect(number == 5 && !strcmp(name, "value") && config.has_type("config"), "XML");

	Token<Scanner_policy_identifier_with_underline> token("abc_d 12");
	expect(token.len() == 5 && token.next().next().len() == 2, "tokens");

	snprintf(name, sizeof(name), "%03d %s %x", 7, "text", 255);
	expect(!strcmp(name, "007 text ff"), "formatted text");

	expect(max(1, 2) == 2 && align_addr(5000UL, 12) == 8192 && log2(1024U) == 10, "calculations");
	expect(String<10>("x", 5) == "x5", "strings");
}


void use_utilities()
{
	use_containers();
	use_registers();
	use_text();
}
