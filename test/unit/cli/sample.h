/*
 * \brief  Snapshot to play with
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__CLI__SAMPLE_H_
#define _TEST__UNIT__CLI__SAMPLE_H_

#include <control/types.h>
#include <rtcr/snapshot.h>

namespace Cli_test {

	/**
	 * Return snapshot of a component with a gate, a thread, and a capability
	 * map that knows slot 1 but not slot 2
	 */
	Rtcr::Snapshot make_snapshot();

	/**
	 * Return pages that belong to 'make_snapshot'
	 */
	Host::File make_pages();

	Control::Image make_snapshot_image();
}

#endif /* _TEST__UNIT__CLI__SAMPLE_H_ */
