/*
 * \brief  Waiting without giving up the processor
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <thread>

#include <host/spin.h>


bool Host::several_processors()
{
	static bool const several = std::thread::hardware_concurrency() > 1;

	return several;
}
