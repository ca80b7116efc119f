/*
 * \brief  Capability of a dataspace
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__DATASPACE__CAPABILITY_H_
#define _INCLUDE__DATASPACE__CAPABILITY_H_

#include <base/capability.h>
#include <dataspace/dataspace.h>

namespace Genode { typedef Capability<Dataspace> Dataspace_capability; }

#endif /* _INCLUDE__DATASPACE__CAPABILITY_H_ */
