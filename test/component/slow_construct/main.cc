/*
 * \brief  Component whose construction takes long
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/log.h>
#include <timer_session/connection.h>
#include <util/misc_math.h>

namespace Slow_construct {

	using namespace Genode;

	struct Main;
}


/**
 * As long as the construction lasts, the initial thread waits for the answer of
 * the constructor object. Afterwards, it delivers signals.
 */
struct Slow_construct::Main
{
	enum { STEPS = 10 };

	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Timer::Connection      timer  { env };

	unsigned const period_ms { max(1U, config.xml().attribute_value("period_ms", 500U)) };

	Signal_handler<Main> period_handler { env.ep(), *this, &Main::handle_period };
	unsigned             periods = 0;

	void handle_period() { log("alive ", ++periods); }

	explicit Main(Env &env) : env(env)
	{
		for (unsigned i = 1; i <= STEPS; i++) {
			log("constructing ", i);
			timer.msleep(period_ms);
		}
		log("constructed");

		timer.sigh(period_handler);
		timer.trigger_periodic(1000*period_ms);
	}
};


void Component::construct(Genode::Env &env) { static Slow_construct::Main main(env); }
