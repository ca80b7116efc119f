/*
 * \brief  Signal source and signal contexts
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <limits>
#include <utility>

#include <core/signal_context.h>

using namespace Core;


Signal_context_component::~Signal_context_component() { _source.forget(*this); }


void Signal_context_component::submit(unsigned count)
{
	if (_on_hold)
		_held += count;
	else
		_submit(count);
}


void Signal_context_component::release()
{
	_on_hold = false;
	_submit(std::exchange(_held, 0));
}


void Signal_context_component::_submit(uint64_t count)
{
	if (!count)
		return;

	bool const idle = _pending == 0;

	_pending += count;

	if (idle)
		_source.enqueue(*this);
}


void Signal_source_component::enqueue(Signal_context_component &context)
{
	_queue.push_back(&context);
	_blocking_semaphore->trigger();
}


void Signal_source_component::restore_pending(Signal_context_component &context, uint64_t pending)
{
	context._pending = pending;

	if (pending)
		_queue.push_back(&context);
}


void Signal_source_component::clear()
{
	for (Signal_context_component * const context : _queue)
		context->_pending = 0;

	_queue.clear();
}


Genode::Native_capability
Signal_source_component::_request_semaphore(Genode::Thread_capability cap)
{
	Kernel::Object * const thread = Core::object(cap);

	if (!thread || thread->kind() != Kernel::Object::Kind::THREAD)
		return Genode::Native_capability();

	_blocking_semaphore->attach(Kernel::Ref<Kernel::Thread>(*static_cast<Kernel::Thread *>(thread)));

	return capability(*_blocking_semaphore);
}


Genode::Signal_source::Signal Signal_source_component::wait_for_signal()
{
	if (_queue.empty())
		return Signal();

	Signal_context_component &context = *_queue.front();

	unsigned const max   = std::numeric_limits<unsigned>::max();
	unsigned const count = unsigned(std::min<uint64_t>(context._pending, max));

	_queue.pop_front();
	context._pending -= count;
	if (context._pending)
		enqueue(context);

	return Signal(context._imprint, count);
}
