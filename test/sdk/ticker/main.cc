/*
 * \brief  Component whose main function never ends
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/printf.h>
#include <base/signal.h>
#include <timer_session/connection.h>

using namespace Genode;


namespace {

	struct Ticker
	{
		Timer::Connection timer;
		Signal_receiver   receiver;
		unsigned          count;

		Signal_dispatcher<Ticker> dispatcher;

		void tick(unsigned) { printf("tick %u\n", ++count); }

		Ticker() : count(0), dispatcher(receiver, *this, &Ticker::tick)
		{
			timer.sigh(dispatcher);
			timer.trigger_periodic(20*1000);
		}
	};
}


int main()
{
	static Ticker ticker;

	for (;;) {
		Signal signal = ticker.receiver.wait_for_signal();
		static_cast<Signal_dispatcher_base *>(signal.context())->dispatch(signal.num());
	}
	return 0;
}
