/*
 * \brief  Requests beyond the quota fail instead of waiting for more
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONFORMANCE__NO_WAITING_H_
#define _CONFORMANCE__NO_WAITING_H_

#include <base/env.h>
#include <base/signal.h>

namespace Conformance {

	using namespace Genode;

	class No_waiting;
}


/**
 * Handler for resources that nobody waits for
 *
 * A component that has registered a handler of its own is not blocked until
 * its parent grants a request for resources.
 */
class Conformance::No_waiting
{
	private:

		Signal_receiver _receiver { };
		Signal_context  _context  { };

	public:

		explicit No_waiting(Env &env)
		{
			env.parent().resource_avail_sigh(_receiver.manage(&_context));
		}

		~No_waiting() { _receiver.dissolve(&_context); }
};

#endif /* _CONFORMANCE__NO_WAITING_H_ */
