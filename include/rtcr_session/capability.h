/*
 * \brief  Capability of an Rtcr session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RTCR_SESSION__CAPABILITY_H_
#define _INCLUDE__RTCR_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Rtcr_session;
	typedef Capability<Rtcr_session> Rtcr_session_capability;
}

#endif /* _INCLUDE__RTCR_SESSION__CAPABILITY_H_ */
