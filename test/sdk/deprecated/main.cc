/*
 * \brief  Component as it was written before 'Component::construct' existed
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/env.h>
#include <base/printf.h>
#include <base/signal.h>
#include <base/thread.h>
#include <os/config.h>
#include <timer_session/connection.h>
#include <util/volatile_object.h>

#include "parts.h"

using namespace Genode;


void expect(bool condition, char const *what)
{
	if (!condition)
		PERR("Error: wrong: %s", what);
}


/* the compilers of that time let 'register' and other things pass */
static int sum(int n)
{
	register int result = 0;
	for (register int i = 1; i <= n; i++)
		result += i;
	return result;
}


struct Point { int x, y; };

static Point narrowed(long value) { return Point { value, value + 1 }; }


static bool thrown() throw (int) { throw 5; }


struct Counter : Thread_deprecated<4*4096>
{
	Signal_context_capability sigh;

	Counter(Signal_context_capability sigh)
	: Thread_deprecated<4*4096>("counter"), sigh(sigh) { start(); }

	void entry() { Signal_transmitter(sigh).submit(3); }
};


int main(int argc, char **)
{
	printf("argc %d, sum %d\n", argc, sum(4));
	PINF("point %d %d", narrowed(1).x, narrowed(1).y);

	try { thrown(); }
	catch (int value) { PWRN("caught %d", value); }

	unsigned period = 0;
	try { config()->xml_node().attribute("period_ms").value(&period); }
	catch (Xml_node::Nonexistent_attribute) { PERR("no period is configured"); }
	PLOG("period %u", period);

	Lazy_volatile_object<Timer::Connection> timer;
	timer.construct();
	timer->msleep(period);
	printf("slept: %d\n", timer->elapsed_ms() >= period);

	Signal_receiver receiver;
	Signal_context  context;
	Counter         counter(receiver.manage(&context));

	for (unsigned received = 0; received < 3; ) {
		Signal signal = receiver.wait_for_signal();
		received += signal.num();
		PDBG("received %u", received);
	}

	receiver.dissolve(&context);
	counter.join();

	use_rpc();
	use_utilities();
	use_memory();

	return 7;
}
