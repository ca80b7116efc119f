/*
 * \brief  Initialization of local objects with static storage duration
 *
 * The functions are called by code that the compiler generates, see the
 * "Itanium C++ ABI", section 3.3.3. The first byte of a guard tells if the
 * object is initialized, the second one if a thread is at it.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/stdint.h>
#include <lib/base/kernel.h>

using namespace Genode;

namespace {

	struct Guard
	{
		uint8_t initialized;
		uint8_t in_progress;
	};
}

extern "C" int __cxa_guard_acquire(Guard *guard)
{
	for (;;) {
		if (__atomic_load_n(&guard->initialized, __ATOMIC_ACQUIRE))
			return 0;

		if (!__atomic_exchange_n(&guard->in_progress, 1, __ATOMIC_ACQUIRE)) {

			/* the other one may have finished between the two checks */
			if (!__atomic_load_n(&guard->initialized, __ATOMIC_ACQUIRE))
				return 1;

			__atomic_store_n(&guard->in_progress, 0, __ATOMIC_RELEASE);
			return 0;
		}

		/* another thread executes the constructor */
		Kernel::execute(Kernel::Operation::THREAD_YIELD);
	}
}


extern "C" void __cxa_guard_release(Guard *guard)
{
	__atomic_store_n(&guard->initialized, 1, __ATOMIC_RELEASE);
	__atomic_store_n(&guard->in_progress, 0, __ATOMIC_RELEASE);
}


extern "C" void __cxa_guard_abort(Guard *guard)
{
	__atomic_store_n(&guard->in_progress, 0, __ATOMIC_RELEASE);
}
