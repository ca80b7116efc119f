/*
 * \brief  Capability of an IRQ session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IRQ_SESSION__CAPABILITY_H_
#define _INCLUDE__IRQ_SESSION__CAPABILITY_H_

#include <base/capability.h>

namespace Genode {

	struct Irq_session;

	typedef Capability<Irq_session> Irq_session_capability;
}

#endif /* _INCLUDE__IRQ_SESSION__CAPABILITY_H_ */
