/*
 * \brief  Counts by pure computation, without ever leaving its construction
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/log.h>
#include <util/misc_math.h>

namespace Busy_construct {

	using namespace Genode;

	struct Main;
}


struct Busy_construct::Main
{
	static constexpr unsigned long DEFAULT_ITERATIONS = 2000UL*1000*1000;

	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Attached_ram_dataspace ds     { env.ram(), env.rm(), 4096 };

	unsigned long const iterations { max(1UL,
		config.xml().attribute_value("iterations", +DEFAULT_ITERATIONS)) };

	/**
	 * Increment a number in memory, once per iteration
	 *
	 * The loop counter is kept in a register. So the number tells if memory
	 * and registers are of the same instant.
	 */
	static void count(unsigned long volatile &number, unsigned long iterations)
	{
		for (unsigned long i = iterations; i; i--) {
			number = number + 1;

			/* keep the loop counter in a register of its own */
			asm volatile ("" : "+r" (i));
		}
	}

	explicit Main(Env &env) : env(env)
	{
		unsigned long volatile &number = *ds.local_addr<unsigned long volatile>();

		for (unsigned long expected = iterations; ; expected += iterations) {

			count(number, iterations);

			unsigned long const counted = number;
			if (counted != expected) {
				error("counted to ", counted, " instead of ", expected);
				number = expected;
			}
			log("counted to ", counted);
		}
	}
};


void Component::construct(Genode::Env &env) { static Busy_construct::Main main(env); }
