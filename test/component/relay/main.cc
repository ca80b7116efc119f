/*
 * \brief  Component whose threads hand a token around
 *
 * Each thread is blocked most of the time. A runner keeps what it knows in its
 * registers and on its stack, while it hands on the token by semaphores only,
 * so it notices if it or another one went back alone.
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

namespace Relay {

	using namespace Genode;

	enum { RUNNERS = 12, PAGE_WORDS = 512 };

	struct Track
	{
		Semaphore     go[RUNNERS];
		Semaphore     done { 0 };
		unsigned long legs { 0 };   /* written by the runner with the token */

		Attached_ram_dataspace pages;   /* one for each runner */

		explicit Track(Env &env) : pages(env.ram(), env.rm(), RUNNERS*PAGE_WORDS*sizeof(long)) { }
	};

	class  Runner;
	class  Spectator;
	struct Main;
}


class Relay::Runner : Thread
{
	private:

		Track         &_track;
		unsigned const _number;

		void entry() override
		{
			for (unsigned long lap = 0; ; lap++) {

				_track.go[_number].down();

				unsigned long const expected = lap*RUNNERS + _number;

				if (_track.legs != expected)
					error("relay: runner ", _number, " has run ", expected, " legs, the others ",
					      _track.legs);
				_track.legs++;

				/* a page that nobody else writes */
				unsigned long &laps = _track.pages.local_addr<unsigned long>()[_number*PAGE_WORDS];

				if (laps != lap)
					error("relay: runner ", _number, " has run ", lap, " laps, its page has ", laps);
				laps++;

				_track.done.up();
			}
		}

	public:

		Runner(Env &env, Track &track, unsigned number)
		: Thread(env, "runner", 8*1024), _track(track), _number(number) { start(); }
};


/**
 * Thread that watches for ever
 */
class Relay::Spectator : Thread
{
	private:

		Semaphore &_never;

		void entry() override { _never.down(); }

	public:

		Spectator(Env &env, Semaphore &never) : Thread(env, "spectator", 8*1024), _never(never) { start(); }
};


struct Relay::Main
{
	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Heap                   heap   { env.ram(), env.rm() };
	Track                  track  { env };
	Semaphore              never  { };
	Recap::Pace            pace   { env, config.xml().attribute_value("period_ms", 1U) };

	explicit Main(Env &env) : env(env)
	{
		for (unsigned i = 0; i < RUNNERS; i++)
			new (heap) Runner(env, track, i);

		for (unsigned i = 0; i < config.xml().attribute_value("spectators", 0U); i++)
			new (heap) Spectator(env, never);

		for (unsigned long lap = 1; ; lap++) {
			for (unsigned i = 0; i < RUNNERS; i++) {
				pace.wait();
				track.go[i].up();
				track.done.down();
			}
			log("relay: ", lap, " laps");
		}
	}
};


void Component::construct(Genode::Env &env) { static Relay::Main main(env); }
