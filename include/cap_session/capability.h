/*
 * \brief  Earlier name of the capability of a session that creates capabilities
 *
 * \deprecated  capabilities are created by PD sessions
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CAP_SESSION__CAPABILITY_H_
#define _INCLUDE__CAP_SESSION__CAPABILITY_H_

#include <cap_session/cap_session.h>
#include <pd_session/capability.h>

namespace Genode { typedef Pd_session_capability Cap_session_capability; }

#endif /* _INCLUDE__CAP_SESSION__CAPABILITY_H_ */
