/*
 * \brief  Capability of a NIC session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NIC_SESSION__CAPABILITY_H_
#define _INCLUDE__NIC_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Nic {

	struct Session;

	typedef Genode::Capability<Session> Session_capability;
}

#endif /* _INCLUDE__NIC_SESSION__CAPABILITY_H_ */
