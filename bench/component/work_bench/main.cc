/*
 * \brief  Works without a rest and changes some of its pages in each interval
 *
 * A unit of work computes on memory that stays in the cache. The results are
 * log lines as those of the client of rpc_bench: time and number of units.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/log.h>
#include <timer_session/connection.h>
#include <timestamp.h>
#include <util/misc_math.h>

namespace Work_bench {

	using namespace Genode;

	struct Main;
}


struct Work_bench::Main
{
	enum { PAGE_SIZE = 4096, WORDS = 512, SAMPLE_MS = 100, CALIBRATION_MS = 200 };

	/* whoever measures takes a component that says nothing for half a minute for dead */
	enum { MAX_SILENT_SAMPLES = 50 };

	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Timer::Connection      timer  { env };

	size_t   const size        { config.xml().attribute_value("size", Number_of_bytes(16*1024*1024)) };
	size_t   const pages       { config.xml().attribute_value("pages", 100UL) };
	unsigned const interval_ms { config.xml().attribute_value("interval_ms", 1U) };
	unsigned const samples     { config.xml().attribute_value("samples", 10U) };

	Attached_ram_dataspace memory { env.ram(), env.rm(), size };

	unsigned long words[WORDS] { };
	unsigned long next_page = 0;

	unsigned long ticks_per_ms = 1;

	void unit_of_work()
	{
		unsigned long sum = 1;
		for (unsigned long &word : words) {
			sum  = sum*6364136223846793005UL + word;
			word = sum;
		}
	}

	/* the changed pages wander through the memory */
	void change_pages()
	{
		size_t const num_pages = size/PAGE_SIZE;

		for (size_t i = 0; i < pages; i++) {
			size_t const page = (next_page + i*(num_pages/pages)) % num_pages;
			memory.local_addr<unsigned long>()[page*PAGE_SIZE/sizeof(long)]++;
		}

		/* stay for a while, as programs do */
		if (++changes % 16 == 0)
			next_page++;
	}

	unsigned long changes = 0;

	void calibrate()
	{
		unsigned long const start = Recap::timestamp();
		timer.msleep(CALIBRATION_MS);
		ticks_per_ms = (Recap::timestamp() - start)/CALIBRATION_MS;
	}

	void sample()
	{
		unsigned long const start = Recap::timestamp();
		unsigned long const end   = start + SAMPLE_MS*ticks_per_ms;

		unsigned long now = start, due = start, units = 0;

		for (; now < end; now = Recap::timestamp()) {

			if (now >= due) {
				change_pages();
				due += interval_ms*ticks_per_ms;
			}
			unit_of_work();
			units++;
		}
		log("sample work ", now - start, " ", units);
	}

	explicit Main(Env &env) : env(env)
	{
		for (size_t i = 0; i < size/PAGE_SIZE; i++)
			memory.local_addr<unsigned long>()[i*PAGE_SIZE/sizeof(long)] = i + 1;

		calibrate();

		/* the first checkpoint copies everything */
		for (unsigned i = 0; i < min(samples/2, unsigned(MAX_SILENT_SAMPLES)); i++)
			sample_silently();

		for (unsigned i = 0; i < samples; i++)
			sample();

		log("done");

		for (;;)
			timer.msleep(1000);
	}

	void sample_silently()
	{
		unsigned long const end = Recap::timestamp() + SAMPLE_MS*ticks_per_ms;

		while (Recap::timestamp() < end)
			unit_of_work();
	}
};


void Component::construct(Genode::Env &env) { static Work_bench::Main main(env); }
