/*
 * \brief  Entry of a thread into the kernel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__THREAD_ENTRY_H_
#define _KERNEL__THREAD_ENTRY_H_

#include <kernel/thread.h>


/**
 * Handler of requests, which the host may call later than the thread lives
 */
struct Kernel::Thread::Entry : Host::Entry_handler
{
	private:

		System &_system;
		Thread *_thread;   /* protected by the kernel lock */

	public:

		Entry(System &system, Thread &thread) : _system(system), _thread(&thread) { }

		/** Forget the thread, called with the kernel lock held */
		void detach() { _thread = nullptr; }

		void handle_entry(Host::Carrier const &) override;
};

#endif /* _KERNEL__THREAD_ENTRY_H_ */
