/*
 * \brief  Component that counts, and crashes if the Fuse server says so
 *
 * Configuration: 'kind' is the kind of crash.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/log.h>
#include <connection.h>
#include <pace.h>

extern "C" [[noreturn]] void abort();

namespace Crasher {

	using namespace Genode;

	typedef String<16> Kind;

	struct Unhandled { };

	void crash(Kind const &kind)
	{
		log("crashes by ", kind);

		if (kind == "illegal")   asm volatile ("ud2");
		if (kind == "exception") throw Unhandled();
		if (kind == "abort")     abort();

		/* address 0x10 is what tests look for, hidden from the compiler */
		int volatile *nowhere;
		asm volatile ("mov $0x10, %0" : "=r" (nowhere));
		*nowhere = 1;
	}
}


void Component::construct(Genode::Env &env)
{
	using namespace Crasher;

	Attached_rom_dataspace config(env, "config");
	Kind const kind = config.xml().attribute_value("kind", Kind("page"));

	Recap::Pace      pace(env, config.xml().attribute_value("period_ms", 5U));
	Fuse::Connection fuse(env);

	for (unsigned tick = 1; ; tick++) {
		pace.wait();

		if (fuse.burns(tick))
			crash(kind);

		if (tick % 10 == 0)
			log("tick ", tick);
	}
}
