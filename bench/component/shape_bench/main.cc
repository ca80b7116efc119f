/*
 * \brief  Component with any number of threads and pages, of which some change
 *
 * One thread changes pages at a pace, and rests in between unless it is to compute
 * then. Others are blocked for ever. The log tells how often the pages were changed,
 * and how much got its content before.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <base/semaphore.h>
#include <base/thread.h>
#include <pace.h>
#include <timer_session/connection.h>
#include <timestamp.h>
#include <util/misc_math.h>
#include <util/reconstructible.h>

namespace Shape_bench {

	using namespace Genode;

	class  Blocked_thread;
	class  Busy_pace;
	class  Memory;
	struct Main;
}


class Shape_bench::Blocked_thread : Thread
{
	private:

		Semaphore &_never;

		void entry() override { _never.down(); }

	public:

		Blocked_thread(Env &env, Semaphore &never)
		: Thread(env, "blocked", 8*1024), _never(never) { start(); }
};


/**
 * Period that passes with work
 */
class Shape_bench::Busy_pace
{
	private:

		Timer::Connection   _timer;
		unsigned long const _period;
		unsigned long       _due { Recap::timestamp() };

	public:

		Busy_pace(Env &env, unsigned period_ms)
		: _timer(env), _period(period_ms*Recap::timestamps_per_ms(_timer)) { }

		/* periods that were missed are left out */
		void wait()
		{
			while (Recap::timestamp() - _due < _period);

			_due = Recap::timestamp();
		}
};


/**
 * Pages in dataspaces of a size that is the same for much and little memory
 */
class Shape_bench::Memory
{
	private:

		enum { PAGE_SIZE = 4096, DATASPACE_SIZE = 64*1024*1024, MAX_DATASPACES = 128 };

		size_t const _num_pages;

		Constructible<Attached_ram_dataspace> _dataspaces[MAX_DATASPACES] { };

	public:

		Memory(Env &env, size_t size)
		:
			_num_pages(max((size_t)1, min(size, (size_t)DATASPACE_SIZE*MAX_DATASPACES)/PAGE_SIZE))
		{
			size_t const bytes = _num_pages*PAGE_SIZE;

			for (size_t offset = 0; offset < bytes; offset += DATASPACE_SIZE)
				_dataspaces[offset/DATASPACE_SIZE].construct(env.ram(), env.rm(),
				                                             min((size_t)DATASPACE_SIZE, bytes - offset));
		}

		size_t num_pages() const { return _num_pages; }

		void write(size_t page, unsigned long value)
		{
			size_t const offset = page*PAGE_SIZE;

			*(unsigned long volatile *)(_dataspaces[offset/DATASPACE_SIZE]->local_addr<char>()
			                            + offset % DATASPACE_SIZE) = value;
		}
};


struct Shape_bench::Main
{
	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Xml_node         const xml    { config.xml() };

	unsigned const blocked { xml.attribute_value("blocked", 1U) };
	unsigned const report  { max(1U, xml.attribute_value("report", 1U)) };

	Heap      heap  { env.ram(), env.rm() };
	Semaphore never { };
	Memory    memory { env, xml.attribute_value("size", Number_of_bytes(16*1024*1024)) };

	size_t const pages { min(memory.num_pages(), xml.attribute_value("pages", 100UL)) };

	unsigned const interval_ms { xml.attribute_value("interval_ms", 10U) };
	bool     const rests       { xml.attribute_value("rests", true) };

	Constructible<Recap::Pace> pace      { };
	Constructible<Busy_pace>   busy_pace { };

	unsigned long generation = 1;

	/* the changed pages wander through the memory */
	void change_pages()
	{
		size_t const distance = memory.num_pages()/max((size_t)1, pages);

		for (size_t i = 0; i < pages; i++)
			memory.write((generation + i*distance) % memory.num_pages(), generation);
	}

	/* no page is a zero page, whoever measures knows by the lines that this goes on */
	void fill_memory()
	{
		enum { PAGES_PER_LINE = 64*1024 };

		for (size_t i = 0; i < memory.num_pages(); i++) {
			memory.write(i, generation);

			if ((i + 1) % PAGES_PER_LINE == 0)
				log("filled ", i + 1, " pages");
		}
	}

	explicit Main(Env &env) : env(env)
	{
		for (unsigned i = 0; i < blocked; i++)
			new (heap) Blocked_thread(env, never);

		fill_memory();

		if (rests)
			pace.construct(env, interval_ms);
		else
			busy_pace.construct(env, interval_ms);

		for (;;) {
			if (rests)
				pace->wait();
			else
				busy_pace->wait();

			generation++;
			change_pages();

			if (generation % report == 0)
				log("generation ", generation);
		}
	}
};


void Component::construct(Genode::Env &env) { static Shape_bench::Main main(env); }
