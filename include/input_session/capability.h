/*
 * \brief  Capability of an input session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INPUT_SESSION__CAPABILITY_H_
#define _INCLUDE__INPUT_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Input {

	struct Session;

	typedef Genode::Capability<Session> Session_capability;
}

#endif /* _INCLUDE__INPUT_SESSION__CAPABILITY_H_ */
