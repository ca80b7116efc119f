/*
 * \brief  Names of states for people and programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__STATE_NAMES_H_
#define _CLI__STATE_NAMES_H_

#include <control/types.h>
#include <kernel/thread.h>

namespace Cli {

	char const *state_name(Control::Component_status::State);
	char const *state_name(Kernel::Thread::State);
	char const *kind_name(Kernel::Object::Kind);
}

#endif /* _CLI__STATE_NAMES_H_ */
