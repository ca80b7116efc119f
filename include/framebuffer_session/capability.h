/*
 * \brief  Capability of a framebuffer session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FRAMEBUFFER_SESSION__CAPABILITY_H_
#define _INCLUDE__FRAMEBUFFER_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Framebuffer {

	struct Session;

	typedef Genode::Capability<Session> Session_capability;
}

#endif /* _INCLUDE__FRAMEBUFFER_SESSION__CAPABILITY_H_ */
