/*
 * \brief  Counts sheep in a dataspace of its own, at a leisurely pace
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/log.h>
#include <timer_session/connection.h>

namespace Sheep_counter { struct Main; }


/**
 * The state consists of the number in the dataspace, and of the place where
 * the program is. So it tells if both survive.
 */
struct Sheep_counter::Main
{
	Genode::Env                   &env;
	Genode::Attached_rom_dataspace config { env, "config" };
	Timer::Connection              timer  { env };
	Genode::Attached_ram_dataspace ds     { env.ram(), env.rm(), 4096 };

	unsigned const period_ms { config.xml().attribute_value("period_ms", 1000U) };

	explicit Main(Genode::Env &env) : env(env)
	{
		unsigned volatile &sheep = *ds.local_addr<unsigned volatile>();

		for (;;) {
			sheep = sheep + 1;
			Genode::log(sheep, " sheep");
			timer.msleep(period_ms);
		}
	}
};


void Component::construct(Genode::Env &env) { static Sheep_counter::Main main(env); }
