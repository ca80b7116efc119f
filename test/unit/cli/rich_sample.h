/*
 * \brief  Snapshot with something of everything that the tool shows
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__CLI__RICH_SAMPLE_H_
#define _TEST__UNIT__CLI__RICH_SAMPLE_H_

#include <control/types.h>
#include <rtcr/snapshot.h>

namespace Cli_test {

	/*
	 * Places in the memory of the component
	 */
	constexpr uint64_t TEXT_ADDR  = 0x1000000;
	constexpr uint64_t DATA_ADDR  = 0x100000;
	constexpr uint64_t STACK_ADDR = DATA_ADDR + 0xf00;

	constexpr uint64_t WORKER_IP = TEXT_ADDR + 0x100, CALLER_IP = TEXT_ADDR + 0x200;

	/**
	 * Return 'make_snapshot' with a session at "init -> timer", a thread
	 * 'worker' that waits for calls, and a binary 'a'
	 */
	Rtcr::Snapshot make_rich_snapshot();

	Control::Image make_rich_image();

	/** Return image of a snapshot with the pages of 'make_rich_image' */
	Control::Image make_image_of(Rtcr::Snapshot const &);
}

#endif /* _TEST__UNIT__CLI__RICH_SAMPLE_H_ */
