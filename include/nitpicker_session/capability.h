/*
 * \brief  Type of a capability for a nitpicker session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NITPICKER_SESSION__CAPABILITY_H_
#define _INCLUDE__NITPICKER_SESSION__CAPABILITY_H_

#include <base/capability.h>
#include <nitpicker_session/nitpicker_session.h>

namespace Nitpicker { typedef Genode::Capability<Session> Session_capability; }

#endif /* _INCLUDE__NITPICKER_SESSION__CAPABILITY_H_ */
