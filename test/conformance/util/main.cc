/*
 * \brief  Utilities: containers, strings, arguments, bits
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/heap.h>
#include <conformance/test.h>
#include <util/arg_string.h>
#include <util/avl_string.h>
#include <util/avl_tree.h>
#include <util/bit_allocator.h>
#include <util/bit_array.h>
#include <util/fifo.h>
#include <util/list.h>
#include <util/misc_math.h>
#include <util/mmio.h>
#include <util/reconstructible.h>
#include <util/register.h>
#include <util/retry.h>
#include <util/string.h>
#include <util/token.h>
#include <util/volatile_object.h>

namespace Test_util {

	using namespace Genode;

	struct Number;
	struct Device;
	struct Path_policy;
	struct Main;
}


/**
 * Identifiers are the elements of a path, and nothing ends a string
 */
struct Test_util::Path_policy
{
	static bool identifier_char(char c, unsigned) { return c != '/' && c != '"' && c; }
	static bool end_of_quote(char const *) { return false; }
};


struct Test_util::Number : List<Number>::Element, Fifo<Number>::Element, Avl_node<Number>
{
	int value;

	explicit Number(int value = 0) : value(value) { }

	bool higher(Number *other) { return other->value > value; }

	Number *find(int v)
	{
		if (v == value)
			return this;
		Number * const next = Avl_node<Number>::child(v > value);
		return next ? next->find(v) : nullptr;
	}
};


/**
 * Registers of a device
 */
struct Test_util::Device : Mmio
{
	struct Control : Register<0x0, 32>
	{
		struct Enable : Bitfield<0, 1>  { };
		struct Mode   : Bitfield<4, 3>  { };
		struct Count  : Bitfield<16, 8> { };
	};
	struct Status : Register<0x4, 16> { struct Busy : Bitfield<15, 1> { }; };
	struct Data   : Register_array<0x8, 8, 16, 8> { };

	struct Small : Register<0x18, 8>
	{
		/* constants of a register are none of its properties */
		enum { OFFSET = 0, ACCESS_WIDTH = 32, STRICT_WRITE = 1 };

		struct Part    : Bitfield<1, 3> { };
		struct Across  : Bitfield<6, 8> { };
		struct Outside : Bitfield<8, 1> { };
	};

	struct Nibbles : Register_array<0x1a, 16, 4, 4>
	{
		enum { OFFSET = 0, ACCESS_WIDTH = 8, ITEMS = 1, ITEM_WIDTH = 8, STRICT_WRITE = 1 };

		struct Low    : Bitfield<0, 1> { };
		struct High   : Bitfield<1, 3> { };
		struct Across : Bitfield<3, 2> { };
	};

	explicit Device(addr_t base) : Mmio(base) { }
};


struct Test_util::Main
{
	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "util" };

	void lists()
	{
		Number a(1), b(2), c(3);
		List<Number> list;
		list.insert(&a);
		list.insert(&b);
		list.insert(&c, &b);

		Number *n = list.first();
		bool order = n == &b && n->List<Number>::Element::next() == &c
		          && n->List<Number>::Element::next()->List<Number>::Element::next() == &a;
		test.check("a list begins with what was inserted last", order);
		list.remove(&c);
		test.check("an element leaves a list", list.first()->List<Number>::Element::next() == &a);
		list.remove(&b);
		list.remove(&a);
		test.check("a list becomes empty", !list.first());

		Fifo<Number> fifo;
		fifo.enqueue(&a);
		fifo.enqueue(&b);
		fifo.enqueue(&c);
		fifo.remove(&b);
		test.check("a fifo keeps its order", fifo.dequeue() == &a && fifo.dequeue() == &c
		        && !fifo.dequeue() && fifo.empty());
	}

	void trees()
	{
		enum { COUNT = 200 };
		static Number numbers[COUNT];

		Avl_tree<Number> tree;
		for (int i = 0; i < COUNT; i++) {
			numbers[i].value = (i*37) % COUNT;
			tree.insert(&numbers[i]);
		}
		bool all = true;
		for (int v = 0; v < COUNT; v++)
			all &= tree.first()->find(v) && tree.first()->find(v)->value == v;
		test.check("a tree finds all of its nodes", all && !tree.first()->find(COUNT));

		int  last = -1;
		bool sorted = true;
		tree.for_each([&] (Number const &n) { sorted &= n.value == last + 1; last = n.value; });
		test.check("a tree is sorted", sorted && last == COUNT - 1);

		for (int i = 0; i < COUNT; i += 2)
			tree.remove(&numbers[i]);
		all = true;
		for (int i = 0; i < COUNT; i++)
			all &= (tree.first()->find(numbers[i].value) != nullptr) == (i & 1);
		test.check("nodes leave a tree", all);
		for (int i = 1; i < COUNT; i += 2)
			tree.remove(&numbers[i]);
		test.check("a tree becomes empty", !tree.first());

		struct Name : Avl_string<16> { explicit Name(char const *name) : Avl_string(name) { } };
		Name one("one"), two("two"), three("three");
		Avl_tree<Avl_string_base> names;
		names.insert(&one); names.insert(&two); names.insert(&three);
		test.check("names are found in a tree", names.first()->find_by_name("two") == &two
		        && !names.first()->find_by_name("four"));
	}

	void bits()
	{
		Bit_array<128> array;
		array.set(3, 70);
		test.check("bits are set and read", array.get(3, 1) && array.get(72, 1) && !array.get(73, 10)
		        && !array.get(0, 3));
		array.clear(10, 5);
		test.check("bits are cleared", !array.get(10, 5) && array.get(15, 1));
		test.check_throws<Bit_array_base::Invalid_set>("a bit cannot be set twice", [&] { array.set(3, 1); });
		test.check_throws<Bit_array_base::Invalid_clear>("a bit cannot be cleared twice", [&] { array.clear(10, 1); });
		test.check_throws<Bit_array_base::Invalid_index_access>("bits outside of the array are refused", [&] {
			array.get(127, 2); });

		Bit_allocator<64> alloc;
		addr_t const a = alloc.alloc(), b = alloc.alloc(), c = alloc.alloc(3);
		test.check("numbers are allocated aligned to their size", a == 0 && b == 1 && c == 8);
		alloc.free(b);
		test.check("a number is used again", alloc.alloc() == 1 || alloc.alloc() == 1);
		test.check_throws<Bit_allocator<64>::Out_of_indices>("numbers run out", [&] {
			for (unsigned i = 0; i < 100; i++) alloc.alloc(); });
	}

	void registers()
	{
		static unsigned char memory[32] __attribute__((aligned(8)));
		memset(memory, 0, sizeof(memory));
		Device device((addr_t)memory);

		device.write<Device::Control>(0xffffffff);
		device.write<Device::Control::Mode>(2);
		test.check_equal("a bit field is written", device.read<Device::Control>(), 0xffffffafU);
		test.check_equal("a bit field is read", (unsigned)device.read<Device::Control::Mode>(), 2U);
		device.write<Device::Control>(Device::Control::Enable::bits(1) | Device::Control::Count::bits(0x5a));
		test.check("a register is composed of bit fields",
		           memory[0] == 1 && memory[1] == 0 && memory[2] == 0x5a && memory[3] == 0);
		device.write<Device::Status::Busy>(1);
		test.check("registers have their places", memory[4] == 0 && memory[5] == 0x80);
		device.write<Device::Data>(0x77, 5);
		test.check("elements of a register array have their places", memory[8 + 5] == 0x77
		        && device.read<Device::Data>(5) == 0x77);

		device.write<Device::Small>(0xff);
		device.write<Device::Small::Part>(2);
		test.check("constants of registers do not matter", memory[0x18] == 0xf5 && memory[0] == 1
		        && device.read<Device::Small>() == 0xf5);
		device.write<Device::Small>(0);
		device.write<Device::Small::Outside>(1);
		device.write<Device::Small::Across>(0xff);
		test.check("bits behind the end of a register do not exist", memory[0x18] == 0xc0
		        && memory[0x19] == 0 && device.read<Device::Small::Across>() == 3
		        && device.read<Device::Small::Outside>() == 0);

		device.write<Device::Nibbles>(0xf, 1);
		device.write<Device::Nibbles::High>(2, 1);
		device.write<Device::Nibbles::Low>(1, 3);
		test.check("elements of a register array have bit fields",
		           memory[0x1a] == 0x50 && memory[0x1b] == 0x10
		        && device.read<Device::Nibbles::High>(1) == 2
		        && device.read<Device::Nibbles>(1) == 5);
		device.write<Device::Nibbles::Across>(3, 0);
		test.check("bits behind the end of an element do not exist",
		           memory[0x1a] == 0x58 && memory[0] == 1);
	}

	void strings()
	{
		test.check("strings are compared", strcmp("abc", "abc") == 0 && strcmp("abc", "abd") < 0
		        && strcmp("abc", "abd", 2) == 0);
		char buffer[8];
		strncpy(buffer, "long string", sizeof(buffer));
		test.check("a copied string is terminated", strcmp(buffer, "long st") == 0);

		unsigned long value = 0;
		test.check("numbers are converted", ascii_to("1234", value) == 4 && value == 1234);
		test.check("hexadecimal numbers are converted", ascii_to("0x1f", value) == 4 && value == 31);
		Number_of_bytes bytes(0);
		ascii_to("16M", bytes);
		test.check_equal("sizes have units", (size_t)bytes, (size_t)16*1024*1024);

		typedef String<32> Text;
		test.check("strings are composed", Text("a", 1, "-", Hex(0x2a)) == "a1-0x2a");
		test.check("strings are cut", String<4>("abcdef") == "abc" && String<4>("abcdef").length() == 4);
		test.check("strings of different sizes are compared", String<4>("abc") == String<32>("abc")
		        && String<4>("abc") != Text("abd"));
	}

	void arguments()
	{
		char args[160] = "ram_quota=16K, label=\"init -> test\", flag=yes, negative=-5, hex=0x20";

		test.check_equal("a size is found", Arg_string::find_arg(args, "ram_quota").ulong_value(0), 16384UL);
		test.check_equal("a negative number is found", Arg_string::find_arg(args, "negative").long_value(0), -5L);
		test.check_equal("a hexadecimal number is found", Arg_string::find_arg(args, "hex").ulong_value(0), 32UL);
		test.check("a flag is found", Arg_string::find_arg(args, "flag").bool_value(false));
		test.check_equal("a missing argument has its default", Arg_string::find_arg(args, "missing").ulong_value(7), 7UL);
		char label[32];
		Arg_string::find_arg(args, "label").string(label, sizeof(label), "");
		test.check("a string is found", strcmp(label, "init -> test") == 0);

		Arg_string::set_arg(args, sizeof(args), "ram_quota", 4096);
		test.check_equal("an argument is replaced", Arg_string::find_arg(args, "ram_quota").ulong_value(0), 4096UL);
		Arg_string::set_arg_string(args, sizeof(args), "label", "other");
		Arg_string::find_arg(args, "label").string(label, sizeof(label), "");
		test.check("a string is replaced", strcmp(label, "other") == 0);
		Arg_string::remove_arg(args, "flag");
		test.check("an argument is removed", !Arg_string::find_arg(args, "flag").valid()
		        && Arg_string::find_arg(args, "hex").ulong_value(0) == 32);
	}

	void tokens()
	{
		typedef Token<Scanner_policy_identifier_with_underline> Identifier_token;

		Identifier_token t("name_1 = \"some text\", 42");
		char text[32];
		t.string(text, sizeof(text));
		test.check("an identifier is recognized", t.type() == Identifier_token::IDENT && strcmp(text, "name_1") == 0);
		t = t.next().next();
		test.check("a character is recognized", t.type() == Identifier_token::SINGLECHAR && t[0] == '=');
		t = t.next().next();
		t.string(text, sizeof(text));
		test.check("a string is recognized", t.type() == Identifier_token::STRING && t.len() == 11);
		t = t.next().next().next();
		test.check("a number is recognized", t.type() == Identifier_token::NUMBER && t.len() == 2);
		test.check("the end is recognized", t.next().type() == Identifier_token::END);

		typedef Token<Path_policy> Path_token;
		Path_token element("a b/\"c\"");
		test.check("a policy defines identifiers", element.type() == Path_token::IDENT && element.len() == 3);
		element = element.next().next();
		test.check("a policy defines the end of strings", element.type() == Path_token::END);

		test.check("values are aligned to machine words",
		           align_natural(1UL) == sizeof(long) && align_natural(16) == 16);
	}

	void objects()
	{
		struct Counted
		{
			int &count;
			explicit Counted(int &count) : count(count) { count++; }
			~Counted() { count--; }
		};
		int count = 0;
		{
			Lazy_volatile_object<Counted> lazy;
			test.check("a lazy object is not constructed at first", count == 0 && !lazy.constructed());
			lazy.construct(count);
			lazy.construct(count);
			test.check("it exists once", count == 1 && lazy.constructed());
			lazy.destruct();
			test.check("it can be destructed", count == 0);
			test.check_throws<Lazy_volatile_object<Counted>::Deref_unconstructed_object>(
				"it must not be used then", [&] { (void)lazy->count; });
			lazy.construct(count);

			Volatile_object<Counted> object(count);
			object.construct(count);
			test.check_equal("a volatile object is replaced", count, 2);
		}
		test.check_equal("both end with their scope", count, 0);

		struct Error { };
		int attempts = 0, handled = 0;
		int const result = retry<Error>([&] { if (++attempts < 3) throw Error(); return attempts; },
		                                [&] { handled++; });
		test.check("a function is retried", result == 3 && handled == 2);
		attempts = 0;
		test.check_throws<Error>("the number of attempts is limited", [&] {
			retry<Error>([&] { attempts++; throw Error(); }, [] { }, 4); });
		test.check_equal("it is tried as often as told", attempts, 4);
	}

	void math()
	{
		test.check("numbers are aligned", align_addr(0x1001, 12) == 0x2000 && align_addr(0x1000, 12) == 0x1000);
		test.check("logarithms are computed", log2(1U) == 0 && log2(4096U) == 12 && log2(4097U) == 12);
		test.check("minimum and maximum", min(3, 5) == 3 && max(3, 5) == 5 && abs(-4) == 4);
	}

	void round()
	{
		lists();
		trees();
		bits();
		registers();
		strings();
		arguments();
		tokens();
		objects();
		math();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_util::Main main(env); }
