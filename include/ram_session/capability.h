/*
 * \brief  Capability of a RAM session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RAM_SESSION__CAPABILITY_H_
#define _INCLUDE__RAM_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Ram_session;

	typedef Capability<Ram_session> Ram_session_capability;
}

#endif /* _INCLUDE__RAM_SESSION__CAPABILITY_H_ */
