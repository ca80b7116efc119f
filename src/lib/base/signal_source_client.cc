/*
 * \brief  Client of a signal source
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <lib/base/cap_map.h>
#include <lib/base/kernel.h>
#include <signal_source/client.h>

using namespace Genode;


namespace {

	Thread_capability calling_thread()
	{
		return reinterpret_cap_cast<Cpu_thread>(
			Native_capability(Cap_map::map().deliver(Kernel::thread_identity())));
	}
}


Signal_source_client::Signal_source_client(Signal_source_capability source)
:
	Rpc_client<Recap_signal_source>(static_cap_cast<Recap_signal_source>(source)),
	_sem(_request_semaphore(calling_thread()))
{ }


Signal_source_client::Signal Signal_source_client::wait_for_signal()
{
	if (Kernel::execute(Kernel::Operation::IRQ_RECEIVE, (unsigned long)_sem.local_name())
	    != Kernel::Status::OK)
		return Signal();

	return call<Rpc_wait_for_signal>();
}
