/*
 * \brief  Capability of a ROM session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__ROM_SESSION__CAPABILITY_H_
#define _INCLUDE__ROM_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Rom_session;

	typedef Capability<Rom_session> Rom_session_capability;
}

#endif /* _INCLUDE__ROM_SESSION__CAPABILITY_H_ */
