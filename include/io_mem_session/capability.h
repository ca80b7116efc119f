/*
 * \brief  Capability of an IO_MEM session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IO_MEM_SESSION__CAPABILITY_H_
#define _INCLUDE__IO_MEM_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Io_mem_session;

	typedef Capability<Io_mem_session> Io_mem_session_capability;
}

#endif /* _INCLUDE__IO_MEM_SESSION__CAPABILITY_H_ */
