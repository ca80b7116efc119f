/*
 * \brief  Effects of a kernel operation that take place outside the kernel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <kernel/system.h>
#include <kernel/task.h>
#include <kernel/thread.h>
#include <kernel/transaction.h>

using namespace Kernel;


Transaction::Transaction()  { }
Transaction::~Transaction() { }


void Transaction::flush(Host::Process &process)
{
	for (Host::Process::Use const &use : _processes)
		if (&use.process() == &process)
			return;

	_processes.emplace_back(process);
}


void Transaction::free(Host::Memory &&memory) { _memory.push_back(std::move(memory)); }


void Transaction::resume(Ref<Thread> const &thread) { _faulted.push_back(thread); }


void Transaction::reset(Host::Process &process, Host::Carrier &carrier, Ref<Task> const &task)
{
	_resets.push_back({ Host::Process::Use(process), carrier, task });
}


void Transaction::park(Host::Process &process, Host::Carrier &carrier)
{
	_parkings.push_back({ Host::Process::Use(process), carrier });
}


void Transaction::wake_completed()
{
	for (Host::Completion const &completion : _completions)
		completion.wake();

	_completions.clear();
}


bool Transaction::empty() const
{
	return _processes.empty() && _memory.empty() && _faulted.empty() && _resets.empty()
	    && _parkings.empty();
}


void Transaction::execute(System &system)
{
	wake_completed();

	for (Reset &reset : _resets)
		if (!reset.carrier.reset())
			reset.process.process().kill();

	for (Host::Process::Use const &use : _processes)
		use.process().flush();

	/* a thread that does not obey is held by a debugger, so it does not run either */
	for (Parking &parking : _parkings)
		(void)parking.carrier.wait_until_parked();

	_processes.clear();
	_memory.clear();
	_parkings.clear();

	if (_resets.empty() && _faulted.empty())
		return;

	Lock_guard const lock(system);

	for (Reset const &reset : _resets)
		reset.task->carrier_idle(reset.process.process(), reset.carrier);

	for (Ref<Thread> const &thread : _faulted)
		thread->resolve_fault();

	_resets.clear();
	_faulted.clear();
}
