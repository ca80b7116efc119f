/*
 * \brief  Program of a slave, which tells by its exit value what it found
 *
 * Written as programs were before there was 'Component::construct'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/env.h>
#include <base/printf.h>
#include <base/signal.h>
#include <base/sleep.h>
#include <os/config.h>
#include <timer_session/connection.h>

using namespace Genode;

enum { DENIED = 1000 };


static long configured_value()
{
	long value = -1;
	try { config()->xml_node().attribute("value").value(&value); }
	catch (Xml_node::Nonexistent_attribute) { }
	return value;
}


static bool timer_denied()
{
	try { Timer::Connection timer; }
	catch (Parent::Service_denied) { return true; }
	catch (Parent::Unavailable)    { return true; }
	return false;
}


int main(int, char **)
{
	/* the configuration without value is replaced soon */
	Signal_receiver receiver;
	Signal_context  context;
	config()->sigh(receiver.manage(&context));

	long value;
	while ((value = configured_value()) < 0) {
		receiver.wait_for_signal();
		config()->reload();
	}

	printf("configured with value %ld\n", value);

	return (int)value + (timer_denied() ? DENIED : 0);
}
