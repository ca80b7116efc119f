/*
 * \brief  Stopping the threads of a set of tasks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <host/futex.h>
#include <kernel/thread.h>
#include <rtcr/freezer.h>

using namespace Rtcr;
using Kernel::Task;


Freezer::Freezer(Kernel::System &system, std::vector<Kernel::Ref<Task>> &&tasks)
:
	_system(system), _tasks(std::move(tasks))
{
	size_t threads = 0;
	for_each_thread([&] (Kernel::Thread const &) { threads++; });

	_parkings.reserve(threads);
	_system.transaction().reserve(_tasks.size());
}


void Freezer::freeze(Kernel::Lock_guard &lock)
{
	/* from now on, the threads must be released in any case */
	_frozen = true;

	for (Kernel::Ref<Task> const &task : _tasks)
		_freeze(*task);

	_park_threads(lock);
}


void Freezer::_freeze(Task &task)
{
	task.freeze();

	/* threads that are about to be created can be addressed after that only */
	if (task.process())
		_system.transaction().flush(*task.process());
}


void Freezer::add(Kernel::Ref<Task> const &task)
{
	if (std::ranges::find(_tasks, task) != _tasks.end())
		return;

	_freeze(*task);
	_tasks.push_back(task);
}


void Freezer::_park_threads(Kernel::Lock_guard &lock)
{
	lock.execute_transaction();

	uint32_t const reason = _system.new_hold_reason();

	/* a thread of a task that is frozen does not get there anymore */
	bool in_service = false;

	for_each_thread([&] (Kernel::Thread &thread) {
		in_service |= thread.state() == Kernel::Thread::State::IN_SERVICE;

		if (!thread.hold(reason))
			return;
		thread.carrier()->interrupt();
		_parkings.push_back({ Host::Process::Use(*thread.task()->process()), *thread.carrier() });
	});

	_busy = !_parkings.empty();

	bool parked = true;
	if (_busy)
		lock.unlocked([&] {
			for (Parking const &parking : _parkings) {
				parked = parking.carrier.wait_until_parked() && parked;

				/* it ended wherever it was, without leaving its registers behind */
				_intact &= !parking.process.process().dead();
			}
		});

	_parkings.clear();

	if (!parked)
		throw Failed("a thread does not stop, is the component under a debugger?");

	if (in_service)
		lock.wait_for_change([&] { return !_in_service(); });
}


/*
 * The effects of an operation that is being executed are not in place yet
 */
bool Freezer::_in_service() const
{
	bool found = false;

	for_each_thread([&] (Kernel::Thread const &thread) {
		found |= thread.state() == Kernel::Thread::State::IN_SERVICE; });

	return found;
}


void Freezer::_thaw()
{
	if (!_frozen)
		return;

	for (Kernel::Ref<Task> const &task : _tasks)
		task->thaw();

	for_each_thread([] (Kernel::Thread &thread) { thread.let_go(); });
	Host::order_accesses();
	for_each_thread([] (Kernel::Thread &thread) { thread.rouse(); });
}
