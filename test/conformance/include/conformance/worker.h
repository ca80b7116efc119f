/*
 * \brief  Threads of conformance tests
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONFORMANCE__WORKER_H_
#define _CONFORMANCE__WORKER_H_

#include <base/thread.h>
#include <cpu_thread/client.h>

namespace Conformance {

	using namespace Genode;

	template <typename> class Worker;

	/**
	 * Wait for a condition that another thread brings about
	 *
	 * The call of core leaves the CPU to the other threads.
	 */
	template <typename CONDITION>
	void wait_until(Env &env, CONDITION const &condition)
	{
		while (!condition())
			(void)env.ram().used();
	}
}


/**
 * Thread that executes a function, started by the constructor
 */
template <typename FN>
class Conformance::Worker : public Thread
{
	private:

		FN const _fn;

		void entry() override { _fn(); }

	public:

		enum { STACK_SIZE = 16*1024 };

		Worker(Env &env, char const *name, FN const &fn)
		: Thread(env, name, STACK_SIZE), _fn(fn) { start(); }

		/**
		 * Return interface of the thread at its CPU session
		 */
		Cpu_thread_client control() { return Cpu_thread_client(cap()); }
};

#endif /* _CONFORMANCE__WORKER_H_ */
