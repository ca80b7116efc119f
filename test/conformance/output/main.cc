/*
 * \brief  Output of text
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/log.h>
#include <base/output.h>
#include <base/printf.h>
#include <base/snprintf.h>
#include <conformance/test.h>
#include <log_session/connection.h>
#include <util/string.h>

namespace Test_output {

	using namespace Genode;

	struct Point;
	struct Main;
}


/**
 * Type that can be printed
 */
struct Test_output::Point
{
	int x, y;

	void print(Output &out) const { Genode::print(out, "(", x, ",", y, ")"); }
};


struct Test_output::Main
{
	typedef String<80> Text;

	Env              &env;
	Conformance::Test test { env, "output" };

	template <typename... ARGS>
	void expect(char const *statement, char const *expected, ARGS &&... args)
	{
		test.check_equal(statement, Text(args...), Text(expected));
	}

	void values()
	{
		expect("text is printed",            "some text",  "some ", "text");
		expect("numbers are printed",        "-5 7",       -5, " ", 7U);
		expect("large numbers are printed",  "18446744073709551615 -9223372036854775808",
		       ~0UL, " ", (long)(1UL << 63));
		expect("truth values are printed",   "1 0",        true, " ", false);
		expect("a character is printed",     "A",          Char('A'));
		expect("floating-point numbers are printed", "1.500 -2.250000", 1.5f, " ", -2.25);
		expect("hexadecimal numbers are printed", "0x1f",  Hex(31));
		expect("the prefix can be omitted",  "1f",         Hex(31, Hex::OMIT_PREFIX));
		expect("numbers are padded",         "0x000000ff", Hex((uint32_t)255, Hex::PREFIX, Hex::PAD));
		expect("small types are padded to their size", "0x0a", Hex((uint8_t)10, Hex::PREFIX, Hex::PAD));
		expect("own types are printed",      "at (3,-4)",  "at ", Point { 3, -4 });
		expect("strings are printed",        "a-b",        String<8>("a"), "-", String<16>("b"));
		expect("ranges of numbers are printed", "[00000010,00000020)", Hex_range<unsigned>(0x10, 0x10));
		expect("sizes are printed",          "4K 2M 100",  Number_of_bytes(4096), " ",
		       Number_of_bytes(2UL << 20), " ", Number_of_bytes(100));
	}

	void formats()
	{
		char buffer[64];
		auto equals = [&] (char const *expected) { return strcmp(buffer, expected) == 0; };

		snprintf(buffer, sizeof(buffer), "%d %u %s %c", -3, 4U, "text", 'x');
		test.check("snprintf formats numbers and text", equals("-3 4 text x"));
		snprintf(buffer, sizeof(buffer), "%x %lx %08x", 255U, 1UL << 36, 0x1234U);
		test.check("snprintf formats hexadecimal numbers", equals("ff 1000000000 00001234"));
		snprintf(buffer, sizeof(buffer), "%5d|%03d", 42, 7);
		test.check("snprintf pads", equals("   42|007"));
		snprintf(buffer, sizeof(buffer), "%zu %ld", sizeof(long), -1L);
		test.check("snprintf formats long numbers", equals("8 -1"));
		snprintf(buffer, 5, "%s", "too long");
		test.check("snprintf terminates what it cuts", equals("too "));
		snprintf(buffer, sizeof(buffer), "100%%");
		test.check("snprintf formats a percent sign", equals("100%"));
	}

	/*
	 * The lines are seen in the log
	 */
	void lines()
	{
		log("a line");
		warning("a warning");
		error("an error");
		raw("a raw line");
		printf("a %s line\n", "formatted");

		Log_connection session(env, "own label");
		session.write("a line of a session\n");
		test.check("lines can be written in many ways", true);

		/* a line that exceeds the buffers is not lost */
		char text[600];
		memset(text, 'x', sizeof(text));
		text[sizeof(text) - 1] = 0;
		log((char const *)text);
		test.check("long lines can be written", true);
	}

	void round()
	{
		values();
		formats();
		lines();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_output::Main main(env); }
