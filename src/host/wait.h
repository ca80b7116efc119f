/*
 * \brief  Waits for wakeups among the threads of a process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__WAIT_H_
#define _HOST__WAIT_H_

#include <cstdint>

#include <host/abi.h>

namespace Host {

	struct Stay;
	class  Wait;
	class  Carrier;
}


/**
 * What tells one wait for a wakeup within the process from another
 *
 * While it is the same, the thread has not executed any code of the component, and no
 * wakeup has arrived.
 */
struct Host::Stay
{
	uint32_t requests, wakeups, waits;

	bool operator == (Stay const &) const = default;
};


/**
 * Wait of a thread, valid as long as the memory of its carrier exists
 */
class Host::Wait
{
	private:

		friend class Carrier;

		Abi::Thread_state *_state;
		Stay               _stay;

		Wait(Abi::Thread_state &state, Stay const &stay) : _state(&state), _stay(stay) { }

	public:

		/**
		 * Return true if the thread waits as it did, is not held, and no wakeup
		 * has arrived
		 *
		 * While all other threads of the process stand still, it goes on to do so
		 * unless nucleus wakes it up.
		 */
		bool lasts() const;

		/** Let the processor fetch what 'lasts' is going to look at */
		void expect() const { __builtin_prefetch(_state); }
};

#endif /* _HOST__WAIT_H_ */
