/*
 * \brief  Capability of a signal context
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__SIGNAL_SOURCE__SIGNAL_CONTEXT_H_
#define _INCLUDE__SIGNAL_SOURCE__SIGNAL_CONTEXT_H_

#include <base/capability.h>

namespace Genode {

	/* destination of signals, see 'base/signal.h' */
	class Signal_context;

	typedef Capability<Signal_context> Signal_context_capability;
}

#endif /* _INCLUDE__SIGNAL_SOURCE__SIGNAL_CONTEXT_H_ */
