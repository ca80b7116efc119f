/*
 * \brief  Threads that verify that their registers keep their values
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <timestamp.h>
#include <util/misc_math.h>
#include <worker.h>

namespace Registers { struct Main; }


struct Registers::Main
{
	enum { MAX_THREADS = 16 };

	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Heap                   heap   { env.ram(), env.rm() };
	Timer::Connection      timer  { env };

	Xml_node const xml       { config.xml() };
	unsigned const period_ms { max(1U, xml.attribute_value("period_ms", 1000U)) };
	unsigned const threads   { min((unsigned)MAX_THREADS, xml.attribute_value("threads", 3U)) };

	Worker::Attr const attr {
		.level      = detect_level(),
		.busy_ms    = max(1U, xml.attribute_value("busy_ms", 2U)),
		.idle_ms    = xml.attribute_value("idle_ms", 8U),
		.tsc_per_ms = Recap::timestamps_per_ms(timer) };

	Worker *workers[MAX_THREADS] { };

	Signal_handler<Main> period_handler { env.ep(), *this, &Main::handle_period };

	void handle_period()
	{
		unsigned long checks = 0;
		for (unsigned i = 0; i < threads; i++)
			checks += workers[i]->checks();

		log("registers: ", checks, " checks of ", threads, " threads, AVX ",
		    attr.level >= AVX ? "yes" : "no", ", AVX-512 ", attr.level >= AVX512 ? "yes" : "no");
	}

	explicit Main(Env &env) : env(env)
	{
		for (unsigned i = 0; i < threads; i++) {
			workers[i] = new (heap) Worker(env, i + 1, attr);
			workers[i]->start();
		}
		timer.sigh(period_handler);
		timer.trigger_periodic(1000*period_ms);
	}
};


void Component::construct(Genode::Env &env) { static Registers::Main main(env); }
