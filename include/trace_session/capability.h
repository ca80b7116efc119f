/*
 * \brief  Capability of a TRACE session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TRACE_SESSION__CAPABILITY_H_
#define _INCLUDE__TRACE_SESSION__CAPABILITY_H_

#include <base/capability.h>
#include <trace_session/trace_session.h>

namespace Genode { namespace Trace { typedef Capability<Session> Session_capability; } }

#endif /* _INCLUDE__TRACE_SESSION__CAPABILITY_H_ */
