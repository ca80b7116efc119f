/*
 * \brief  Capability of a LOG session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__LOG_SESSION__CAPABILITY_H_
#define _INCLUDE__LOG_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Log_session;

	typedef Capability<Log_session> Log_session_capability;
}

#endif /* _INCLUDE__LOG_SESSION__CAPABILITY_H_ */
