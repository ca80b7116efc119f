/*
 * \brief  Thread that is sacrificed for an attempt
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _PROBE_H_
#define _PROBE_H_

#include <base/thread.h>
#include <cpu_thread/client.h>
#include <lib/base/kernel.h>

#include "attack.h"

namespace Attack {

	using namespace Genode;

	enum class Outcome { RETURNED, FAULTED, STUCK };

	template <typename FUNCTION> struct Probe;

	inline void sleep_us(u64 us)
	{
		Kernel::execute(Kernel::Operation::IPC_SLEEP, us);
	}

	/**
	 * Execute function in a thread of its own
	 *
	 * \param patience_ms  time after which the thread counts as stuck
	 */
	template <typename FUNCTION>
	Outcome probe(Env &env, FUNCTION const &function, unsigned patience_ms = 100);

	/** Return true if the function raised an exception */
	template <typename FUNCTION>
	bool faults(Env &env, FUNCTION const &function)
	{
		return probe(env, function) == Outcome::FAULTED;
	}
}


template <typename FUNCTION>
struct Attack::Probe : Thread
{
	FUNCTION const &function;
	bool volatile   returned = false;

	Probe(Env &env, FUNCTION const &function)
	: Thread(env, "probe", 16*1024), function(function) { }

	void entry() override
	{
		function();
		returned = true;
	}

	bool faulted()
	{
		try { return Cpu_thread_client(cap()).state().in_exception; }
		catch (Cpu_thread::State_access_failed) { return false; }
		catch (Ipc_error)                       { return true; }   /* gave up its own capability */
	}
};


template <typename FUNCTION>
Attack::Outcome Attack::probe(Env &env, FUNCTION const &function, unsigned patience_ms)
{
	Probe<FUNCTION> thread(env, function);
	thread.start();

	u64 const deadline = Kernel::clock() + 1000ull*patience_ms;

	for (;;) {
		if (thread.returned)  return Outcome::RETURNED;
		if (thread.faulted()) return Outcome::FAULTED;

		if (Kernel::clock() > deadline)
			return Outcome::STUCK;

		sleep_us(200);
	}
}

#endif /* _PROBE_H_ */
