/*
 * \brief  Stopping the threads of a set of tasks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <kernel/thread.h>
#include <rtcr/freezer.h>

using namespace Rtcr;
using Kernel::Ref;
using Kernel::Task;


Freezer::Freezer(Kernel::System &system, Kernel::Lock_guard &lock,
                 std::vector<Ref<Task>> const &tasks)
:
	_system(system)
{
	for (Ref<Task> const &task : tasks)
		add(task);

	/* from now on, the threads must be released in any case */
	try { _park_threads(lock); }
	catch (...) {
		_thaw();
		throw;
	}
}


void Freezer::add(Ref<Task> const &task)
{
	if (std::ranges::find(_tasks, task) != _tasks.end())
		return;

	task->freeze();
	_tasks.push_back(task);

	/* threads that are about to be created can be addressed after that only */
	if (task->process())
		_system.transaction().flush(*task->process());
}


void Freezer::_park_threads(Kernel::Lock_guard &lock)
{
	struct Parking
	{
		Host::Process::Use  process;
		Host::Carrier      &carrier;
	};

	lock.execute_transaction();

	uint32_t const reason = _system.new_hold_reason();

	std::list<Parking> parkings;

	for (Ref<Task> const &task : _tasks)
		task->for_each_thread([&] (Kernel::Thread &thread) {
			if (!thread.hold(reason))
				return;
			thread.carrier()->interrupt();
			parkings.push_back({ Host::Process::Use(*task->process()), *thread.carrier() });
		});

	_busy = !parkings.empty();

	bool parked = true;
	if (_busy)
		lock.unlocked([&] {
			for (Parking &parking : parkings) {
				parked = parking.carrier.wait_until_parked() && parked;

				/* it ended wherever it was, without leaving its registers behind */
				_intact &= !parking.process.process().dead();
			}
		});

	if (!parked)
		throw Failed("a thread does not stop, is the component under a debugger?");

	lock.wait_for_change([&] { return !_in_service(); });
}


/*
 * The effects of an operation that is being executed are not in place yet
 */
bool Freezer::_in_service() const
{
	bool found = false;

	for (Ref<Task> const &task : _tasks)
		task->for_each_thread([&] (Kernel::Thread const &thread) {
			found |= thread.state() == Kernel::Thread::State::IN_SERVICE; });

	return found;
}


void Freezer::_thaw()
{
	for (Ref<Task> const &task : _tasks)
		task->thaw();

	for (Ref<Task> const &task : _tasks)
		task->for_each_thread([&] (Kernel::Thread &thread) { thread.release_hold(); });
}
