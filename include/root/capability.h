/*
 * \brief  Capability of a root interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__ROOT__CAPABILITY_H_
#define _INCLUDE__ROOT__CAPABILITY_H_

#include <base/capability.h>
#include <root/root.h>

namespace Genode { typedef Capability<Root> Root_capability; }

#endif /* _INCLUDE__ROOT__CAPABILITY_H_ */
