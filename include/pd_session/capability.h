/*
 * \brief  Capability of a PD session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PD_SESSION__CAPABILITY_H_
#define _INCLUDE__PD_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Pd_session;

	typedef Capability<Pd_session> Pd_session_capability;
}

#endif /* _INCLUDE__PD_SESSION__CAPABILITY_H_ */
