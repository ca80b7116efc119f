/*
 * \brief  Capability of a RM session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RM_SESSION__CAPABILITY_H_
#define _INCLUDE__RM_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Rm_session;

	typedef Capability<Rm_session> Rm_session_capability;
}

#endif /* _INCLUDE__RM_SESSION__CAPABILITY_H_ */
