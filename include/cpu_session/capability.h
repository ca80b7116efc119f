/*
 * \brief  Capability of a CPU session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CPU_SESSION__CAPABILITY_H_
#define _INCLUDE__CPU_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Cpu_session;

	typedef Capability<Cpu_session> Cpu_session_capability;
}

#endif /* _INCLUDE__CPU_SESSION__CAPABILITY_H_ */
