/*
 * \brief  States of threads that go on before the objects are captured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <rtcr/running_threads.h>

using namespace Rtcr;


namespace {

	/* registers, extended state included, and the frames below them */
	constexpr size_t USUAL_SAVE_STACK = 8192;

	/* threads that may be created until the tasks are frozen */
	constexpr size_t SPARE_THREADS = 8;

	/*
	 * Return size without trailing zeros, as a multiple of a machine word
	 */
	size_t used_size(Kernel::Utcb const &utcb)
	{
		using Word = uint64_t;

		static_assert(sizeof(utcb) % sizeof(Word) == 0);

		auto const *words = reinterpret_cast<Word const *>(&utcb);
		size_t      count = sizeof(utcb)/sizeof(Word);

		while (count && words[count - 1] == 0)
			count--;

		return count*sizeof(Word);
	}
}


void Thread_memory::reserve()
{
	utcb.reserve(sizeof(Kernel::Utcb));
	save_stack.reserve(USUAL_SAVE_STACK);
}


void Thread_memory::copy(Kernel::Thread const &thread)
{
	carrier = thread.carrier()->state(thread.blocked());

	auto const *start = reinterpret_cast<uint8_t const *>(thread.utcb());

	utcb.assign(start, start + used_size(*thread.utcb()));
	save_stack.clear();

	if (carrier.resume == Host::Abi::Resume::FRAME) {
		auto const frame = thread.carrier()->frame_memory(carrier.frame);
		save_stack.assign(frame.begin(), frame.end());
	}
}


void Running_threads::Of_task::resize(size_t threads)
{
	size_t const size = memories.size();

	if (size >= threads)
		return;

	entries .resize(threads);
	memories.resize(threads);

	for (size_t i = size; i < threads; i++)
		memories[i].reserve();
}


Running_threads::Of_task *Running_threads::_find(Kernel::Task const &task)
{
	auto const it = std::ranges::find(_tasks, task.id(), &Of_task::id);

	return it == _tasks.end() ? nullptr : &*it;
}


Running_threads::Of_task const *Running_threads::_find(Kernel::Task const &task) const
{
	return const_cast<Running_threads *>(this)->_find(task);
}


void Running_threads::prepare(std::vector<Kernel::Ref<Kernel::Task>> const &tasks)
{
	std::erase_if(_tasks, [&] (Of_task const &known) {
		return std::ranges::none_of(tasks, [&] (Kernel::Ref<Kernel::Task> const &task) {
			return task->id() == known.id; }); });

	for (Kernel::Ref<Kernel::Task> const &task : tasks) {

		Of_task *known = _find(*task);
		if (!known)
			known = &_tasks.emplace_back(Of_task { .id = task->id() });

		known->resize(task->end_index() + SPARE_THREADS);

		if (known->still.outdated(*task))
			for (Entry &entry : known->entries)
				entry.stay.reset();

		known->still.prepare(*task);
		known->still.expect();

		task->for_each_other_thread(known->still.indices(), [&] (Kernel::Thread const &thread) {
			if (thread.has_carrier())
				thread.carrier()->expect_hold(); });
	}
}


Still_threads *Running_threads::still(Kernel::Task const &task)
{
	Of_task * const known = _find(task);

	return known ? &known->still : nullptr;
}


/*
 * A thread that has stayed where it was since the previous checkpoint is likely to
 * do so until the next one
 */
void Running_threads::add(Kernel::Thread const &thread)
{
	Of_task *known = _find(*thread.task());
	if (!known)
		known = &_tasks.emplace_back(Of_task { .id = thread.task()->id() });

	known->resize(thread.index() + 1);

	Entry &entry = known->entries[thread.index()];

	std::optional<Host::Carrier::Stay> const stay = thread.carrier()->stay();

	entry.checkpoint = _checkpoint;

	if (stay && stay == entry.stay && !known->still.outdated(*thread.task())) {
		if (auto const wait = thread.carrier()->wait())
			known->still.found(thread, *wait);
		return;
	}

	entry.stay = stay;
	known->memories[thread.index()].copy(thread);
}


Thread_memory const *Running_threads::memory(Kernel::Thread const &thread) const
{
	Of_task const * const known = _find(*thread.task());
	unsigned        const index = thread.index();

	if (!known || index >= known->entries.size())
		return nullptr;

	bool const added = known->entries[index].checkpoint == _checkpoint;

	return added || known->still.indices().test(index) ? &known->memories[index] : nullptr;
}
