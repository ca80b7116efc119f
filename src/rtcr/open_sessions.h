/*
 * \brief  Sessions of all components of a system, for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__OPEN_SESSIONS_H_
#define _RTCR__OPEN_SESSIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include <core/services.h>

namespace Rtcr {

	struct Open_session
	{
		std::string client  { };   /* label */
		std::string service { };
		std::string server  { };   /* label, or "core" */
		std::string args    { };
		uint64_t    donated = 0;   /* at core: bytes */
		uint64_t    used    = 0;   /* at core: bytes of the donation */
	};

	/**
	 * Return sessions of all components, those at core first
	 *
	 * To be used within the scope of a 'Core::Caller': parents are asked about
	 * sessions that are not at core. The components run meanwhile, so sessions
	 * that are opened or closed at that time may be missing.
	 */
	std::vector<Open_session> open_sessions(Core::Services const &);
}

#endif /* _RTCR__OPEN_SESSIONS_H_ */
