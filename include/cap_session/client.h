/*
 * \brief  Earlier name of the client of a session that creates capabilities
 *
 * \deprecated  capabilities are created by PD sessions
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CAP_SESSION__CLIENT_H_
#define _INCLUDE__CAP_SESSION__CLIENT_H_

#include <cap_session/capability.h>
#include <pd_session/client.h>

namespace Genode { typedef Pd_session_client Cap_session_client; }

#endif /* _INCLUDE__CAP_SESSION__CLIENT_H_ */
