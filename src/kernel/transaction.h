/*
 * \brief  Effects of a kernel operation that take place outside the kernel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__TRANSACTION_H_
#define _KERNEL__TRANSACTION_H_

#include <list>
#include <vector>

#include <host/process.h>
#include <kernel/task.h>
#include <kernel/thread.h>

namespace Kernel {

	class System;
	class Transaction;
}


/**
 * Work to be done after the kernel lock is released
 *
 * Changes of address spaces are executed by the processes concerned, which
 * may take as long as the host pleases. The kernel does not stop meanwhile.
 * Memory that is no longer mapped is freed when the processes have confirmed,
 * and threads that wait for a mapping go on.
 */
class Kernel::Transaction
{
	private:

		std::vector<Host::Process::Use> _processes { };
		std::vector<Host::Memory>     _memory    { };
		std::vector<Ref<Thread>>      _faulted   { };

		struct Reset
		{
			Host::Process::Use process;
			Host::Carrier     &carrier;
			Ref<Task>          task;
		};

		std::list<Reset> _resets { };

		struct Parking
		{
			Host::Process::Use process;
			Host::Carrier     &carrier;
		};

		std::list<Parking> _parkings { };

		/*
		 * Whoever is woken up may get the processor at once, but not the lock
		 */
		std::vector<Host::Completion> _completions { };

		Transaction(Transaction const &) = delete;
		Transaction &operator = (Transaction const &) = delete;

	public:

		Transaction();
		~Transaction();

		/** Obtain memory for noting a number of processes */
		void reserve(size_t processes) { _processes.reserve(_processes.size() + processes); }

		/** Have the queued changes of the process applied */
		void flush(Host::Process &);

		/** Free memory after the changes of all processes are applied */
		void free(Host::Memory &&);

		/** Let a thread repeat the faulting instruction after the changes */
		void resume(Ref<Thread> const &);

		/** Let a thread go on whose request is complete */
		void wake(Host::Completion const &completion) { _completions.push_back(completion); }

		/**
		 * Wake up what was passed to 'wake', with or without the kernel lock
		 */
		void wake_completed();

		/** Wait until an interrupted carrier has stopped */
		void park(Host::Process &, Host::Carrier &);

		/** Make a carrier idle, then return it to its task */
		void reset(Host::Process &, Host::Carrier &, Ref<Task> const &);

		/** Return true if there is nothing to do but waking up threads */
		bool empty() const;

		/**
		 * Do everything, called without the kernel lock
		 */
		void execute(System &);
};

#endif /* _KERNEL__TRANSACTION_H_ */
