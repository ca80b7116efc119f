/*
 * \brief  Stopping the threads of a set of tasks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <utility>

#include <host/futex.h>
#include <kernel/thread.h>
#include <rtcr/freezer.h>

using namespace Rtcr;
using Kernel::Task;


Freezer::Freezer(Kernel::System &system, std::vector<Kernel::Ref<Task>> &&tasks,
                 Running_threads *known)
:
	_system(system), _tasks(std::move(tasks)), _known(known)
{
	size_t threads = 0;
	for (Kernel::Ref<Task> const &task : _tasks)
		threads += task->end_index();

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

	/*
	 * Threads that are about to be created can be addressed after that only. To let
	 * others have the lock meanwhile may take longer than the whole pause.
	 */
	if (task.process() && !task.process()->settled())
		_system.transaction().flush(*task.process());
}


void Freezer::add(Kernel::Ref<Task> const &task)
{
	if (std::ranges::find(_tasks, task) != _tasks.end())
		return;

	_freeze(*task);
	_tasks.push_back(task);
}


void Freezer::_stop(Kernel::Thread &thread, uint32_t reason)
{
	_served |= thread.state() == Kernel::Thread::State::IN_SERVICE;

	if (!thread.hold(reason))
		return;

	thread.carrier()->interrupt();
	_parkings.push_back({ Host::Process::Use(*thread.task()->process()), *thread.carrier() });
}


/*
 * Threads that stood still may have been woken up since, by a thread that had not
 * been parked yet, or by the kernel
 *
 * \return  true if there is one, which may have woken up others
 */
bool Freezer::_stop_moved_threads(uint32_t reason)
{
	bool moved = false;

	for (Kernel::Ref<Task> const &task : _tasks)
		if (Still_threads * const still = _still(*task))
			moved |= still->remove_moved(*task, [&] (Kernel::Thread &thread) { _stop(thread, reason); });

	return moved;
}


void Freezer::_await_parking(Kernel::Lock_guard &lock)
{
	bool parked = true;
	if (!_parkings.empty())
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
}


void Freezer::_park_threads(Kernel::Lock_guard &lock)
{
	lock.execute_transaction();

	uint32_t const reason = _system.new_hold_reason();

	for_each_thread([&] (Kernel::Thread &thread) { _stop(thread, reason); });

	/* those that stand still do so as soon as all others are parked, and for as long */
	do {
		_busy |= !_parkings.empty();
		_await_parking(lock);

		/* a thread of a task that is frozen does not get there anymore */
		if (std::exchange(_served, false))
			lock.wait_for_change([&] { return !_in_service(); });

	} while (_stop_moved_threads(reason));
}


void Freezer::hold_unknown()
{
	uint32_t const reason = _system.new_hold_reason();

	for (Kernel::Ref<Task> const &task : _tasks) {

		Still_threads * const still = _still(*task);

		if (still && still->outdated(*task))
			still->remove_moved(*task, [&] (Kernel::Thread &thread) { (void)thread.hold(reason); });
	}
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
