/*
 * \brief  Capability of a block session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BLOCK_SESSION__CAPABILITY_H_
#define _INCLUDE__BLOCK_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Block {

	struct Session;

	typedef Genode::Capability<Session> Session_capability;
}

#endif /* _INCLUDE__BLOCK_SESSION__CAPABILITY_H_ */
