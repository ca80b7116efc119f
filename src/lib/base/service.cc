/*
 * \brief  Services that a parent knows
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/service.h>
#include <lib/base/kernel.h>

using namespace Genode;


void Child_service::_await_other_root(Root_capability const &former)
{
	{
		Lock::Guard guard(_root_lock);

		if (!(_root_cap == former))
			return;

		_num_waiting++;
	}
	log("service ", name(), " is gone until its server announces it again - sleeping");
	try { _announced.down(); }
	catch (Blocking_canceled) {
		Lock::Guard guard(_root_lock);
		if (_num_waiting)
			_num_waiting--;
		throw;
	}
}


Session_capability Child_service::session(char const *args, Affinity const &affinity)
{
	for (;;) {
		Root_client root = _root();
		try {
			return root.session(args, affinity);
		}
		catch (Root::Invalid_args)   { throw Invalid_args();   }
		catch (Root::Unavailable)    { throw Unavailable();    }
		catch (Root::Quota_exceeded) { throw Quota_exceeded(); }
		catch (Ipc_error) {
			if (Kernel::cap_valid((uint32_t)root.local_name()))
				throw Unavailable();
		}
		_await_other_root(root);
	}
}
