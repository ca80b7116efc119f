/*
 * \brief  Capability of a parent
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PARENT__CAPABILITY_H_
#define _INCLUDE__PARENT__CAPABILITY_H_

#include <base/capability.h>
#include <parent/parent.h>

namespace Genode { typedef Capability<Parent> Parent_capability; }

#endif /* _INCLUDE__PARENT__CAPABILITY_H_ */
