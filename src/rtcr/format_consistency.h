/*
 * \brief  Check of the relations between the objects of a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__FORMAT_CONSISTENCY_H_
#define _RTCR__FORMAT_CONSISTENCY_H_

#include <rtcr/snapshot.h>

namespace Rtcr {

	/**
	 * Check what the objects that were read one by one amount to
	 *
	 * A snapshot may be made up. What it says about identities, places, and
	 * accounts must be such that putting it in place neither mixes up objects
	 * nor brings more into being than the accounts admit.
	 *
	 * \pre  each index refers to an object
	 *
	 * \throw Invalid_snapshot
	 */
	void check_consistency(Snapshot const &);
}

#endif /* _RTCR__FORMAT_CONSISTENCY_H_ */
