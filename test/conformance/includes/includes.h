/*
 * \brief  What other headers bring along
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDES_H_
#define _INCLUDES_H_

#include <base/capability.h>

namespace Genode {
	struct Ram_session;
	struct Region_map;
	struct Pd_session;
	struct Cpu_thread;
}

namespace Test_includes {

	bool server(Genode::Ram_session &, Genode::Region_map &);
	bool thread();
	bool child(Genode::Capability<Genode::Pd_session>, Genode::Capability<Genode::Cpu_thread>);
	bool utilities();
}

#endif /* _INCLUDES_H_ */
