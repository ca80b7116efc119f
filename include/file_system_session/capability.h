/*
 * \brief  Capability of a file-system session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FILE_SYSTEM_SESSION__CAPABILITY_H_
#define _INCLUDE__FILE_SYSTEM_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace File_system {

	struct Session;

	typedef Genode::Capability<Session> Session_capability;
}

#endif /* _INCLUDE__FILE_SYSTEM_SESSION__CAPABILITY_H_ */
