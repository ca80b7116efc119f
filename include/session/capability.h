/*
 * \brief  Capability of a session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__SESSION__CAPABILITY_H_
#define _INCLUDE__SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	/* a session interface is known by its type only, it may be abstract */
	class Session;

	typedef Capability<Session> Session_capability;
}

#endif /* _INCLUDE__SESSION__CAPABILITY_H_ */
