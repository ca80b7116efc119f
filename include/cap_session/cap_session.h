/*
 * \brief  Earlier name of the interface that creates capabilities
 *
 * \deprecated  capabilities are created by PD sessions
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CAP_SESSION__CAP_SESSION_H_
#define _INCLUDE__CAP_SESSION__CAP_SESSION_H_

#include <pd_session/pd_session.h>

namespace Genode { typedef Pd_session Cap_session; }

#endif /* _INCLUDE__CAP_SESSION__CAP_SESSION_H_ */
