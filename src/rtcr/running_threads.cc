/*
 * \brief  States of threads that go on before the objects are captured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/running_threads.h>

using namespace Rtcr;


namespace {

	/* registers, extended state included, and the frames below them */
	constexpr size_t USUAL_SAVE_STACK = 8192;

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


void Running_threads::reserve(size_t threads)
{
	if (_entries.size() >= threads)
		return;

	_entries.resize(threads);
	_memories.resize(threads);

	for (Thread_memory &memory : _memories)
		memory.reserve();
}


void Running_threads::add(Kernel::Thread const &thread)
{
	if (_count == _entries.size()) {
		_entries.emplace_back();
		_memories.emplace_back();
	}
	Thread_memory &memory = _memories[_count];
	Entry         &entry  = _entries[_count++];

	std::optional<Host::Carrier::Stay> const stay = thread.carrier()->stay();

	if (stay && stay == entry.stay && entry.id == thread.id())
		return;

	entry.thread = &thread;
	entry.id     = thread.id();
	entry.stay   = stay;
	memory.copy(thread);
}


Thread_memory const *Running_threads::memory(Kernel::Thread const &thread) const
{
	for (size_t i = 0; i < _count; i++)
		if (_entries[i].thread == &thread)
			return &_memories[i];

	return nullptr;
}
