/*
 * \brief  Capability of an IO_PORT session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IO_PORT_SESSION__CAPABILITY_H_
#define _INCLUDE__IO_PORT_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Io_port_session;

	typedef Capability<Io_port_session> Io_port_session_capability;
}

#endif /* _INCLUDE__IO_PORT_SESSION__CAPABILITY_H_ */
