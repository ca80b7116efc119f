/*
 * \brief  Page faults of region maps
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/region_map.h>
#include <kernel/system.h>
#include <kernel/thread.h>

using namespace Core;


bool Region_map_component::submit_fault(Kernel::Thread &thread, State const &state)
{
	auto * const context = _fault_handler && _fault_handler->alive()
	                     ? dynamic_cast<Signal_context_component *>(_fault_handler->handler())
	                     : nullptr;

	_forget_gone_faulters();

	/* a thread that was resumed before the resolution faults once more */
	std::erase_if(_faulters, [&] (Faulter const &faulter) {
		return faulter.thread.get() == &thread; });

	_faulters.push_back({ Kernel::Ref<Kernel::Thread>(thread), state });

	if (context)
		context->submit(1);

	return context != nullptr;
}


/*
 * A thread may have been killed or restored since it faulted
 */
void Region_map_component::_forget_gone_faulters()
{
	std::erase_if(_faulters, [&] (Faulter const &faulter) {
		return faulter.thread->state() != Kernel::Thread::State::FAULTED; });
}


/*
 * Let those threads go on that wait for a region at the given place
 *
 * If their access is not permitted, or if nothing is attached within a nested
 * region map, they fault again.
 */
void Region_map_component::_retry_faulters(uint64_t addr, uint64_t size)
{
	_forget_gone_faulters();

	std::erase_if(_faulters, [&] (Faulter const &faulter) {
		if (faulter.state.addr - addr >= size)
			return false;

		_system.transaction().resume(faulter.thread);
		return true;
	});
}


void Region_map_component::fault_handler(Genode::Signal_context_capability cap)
{
	Kernel::Object * const object = Core::object(cap);

	_fault_handler = object ? Kernel::Ref<Kernel::Object>(*object)
	                        : Kernel::Ref<Kernel::Object>();
}


Genode::Region_map::State Region_map_component::state()
{
	_forget_gone_faulters();

	return _faulters.empty() ? State() : _faulters.front().state;
}
