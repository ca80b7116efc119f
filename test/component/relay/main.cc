/*
 * \brief  Component whose threads hand a token around
 *
 * Each thread is blocked most of the time. A runner keeps what it knows in its
 * registers and on its stack, while it hands on the token by semaphores only,
 * so it notices if it or another one went back alone.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <base/semaphore.h>
#include <base/thread.h>
#include <pace.h>

namespace Relay {

	using namespace Genode;

	enum { RUNNERS = 12 };

	struct Track
	{
		Semaphore     go[RUNNERS];
		Semaphore     done { 0 };
		unsigned long legs { 0 };   /* written by the runner with the token */

		Track() { }
	};

	class  Runner;
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
				_track.done.up();
			}
		}

	public:

		Runner(Env &env, Track &track, unsigned number)
		: Thread(env, "runner", 8*1024), _track(track), _number(number) { start(); }
};


struct Relay::Main
{
	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Heap                   heap   { env.ram(), env.rm() };
	Track                  track  { };
	Recap::Pace            pace   { env, config.xml().attribute_value("period_ms", 1U) };

	explicit Main(Env &env) : env(env)
	{
		for (unsigned i = 0; i < RUNNERS; i++)
			new (heap) Runner(env, track, i);

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
