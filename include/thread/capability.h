/*
 * \brief  Capability of a thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__THREAD__CAPABILITY_H_
#define _INCLUDE__THREAD__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Cpu_thread;

	typedef Capability<Cpu_thread> Thread_capability;
}

#endif /* _INCLUDE__THREAD__CAPABILITY_H_ */
