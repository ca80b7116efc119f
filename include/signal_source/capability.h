/*
 * \brief  Capability of a signal source
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__SIGNAL_SOURCE__CAPABILITY_H_
#define _INCLUDE__SIGNAL_SOURCE__CAPABILITY_H_

#include <base/capability.h>
#include <signal_source/signal_source.h>

namespace Genode { typedef Capability<Signal_source> Signal_source_capability; }

#endif /* _INCLUDE__SIGNAL_SOURCE__CAPABILITY_H_ */
