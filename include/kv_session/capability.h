/*
 * \brief  Capability of a session at the word counter
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__KV_SESSION__CAPABILITY_H_
#define _INCLUDE__KV_SESSION__CAPABILITY_H_

#include <base/capability.h>
#include <kv_session/kv_session.h>

namespace Kv { typedef Genode::Capability<Session> Session_capability; }

#endif /* _INCLUDE__KV_SESSION__CAPABILITY_H_ */
