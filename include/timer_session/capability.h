/*
 * \brief  Capability of a timer session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TIMER_SESSION__CAPABILITY_H_
#define _INCLUDE__TIMER_SESSION__CAPABILITY_H_

#include <base/capability.h>
#include <timer_session/timer_session.h>

namespace Timer { typedef Genode::Capability<Session> Session_capability; }

#endif /* _INCLUDE__TIMER_SESSION__CAPABILITY_H_ */
