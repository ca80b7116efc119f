/*
 * \brief  Thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/env.h>
#include <base/sleep.h>
#include <base/snprintf.h>
#include <base/thread.h>
#include <cpu_thread/client.h>
#include <lib/base/kernel.h>
#include <lib/base/platform_env.h>
#include <lib/base/stack.h>
#include <util/construct_at.h>

using namespace Genode;


size_t Stack::reserved()
{
	return sizeof(Stack) + 64 + thread_local_size() + 16;
}


namespace {

	enum { PAGE_SIZE = 4096 };

	size_t rounded_to_pages(size_t size) { return (size + PAGE_SIZE - 1) & ~(size_t)(PAGE_SIZE - 1); }

	/**
	 * Attach memory such that it ends at the given address
	 */
	Ram_dataspace_capability attach_stack(addr_t end, size_t size)
	{
		Platform_env &env = platform_env();

		Ram_dataspace_capability ds { };
		try {
			ds = env.ram().alloc(size);
			env.stack_area().attach_at(ds, end - size - Stack_area::BASE, size);
		} catch (Ram_session::Alloc_failed) {
			throw Thread::Stack_alloc_failed();
		} catch (Region_map::Attach_failed) {
			env.ram().free(ds);
			throw Thread::Stack_alloc_failed();
		}
		return ds;
	}
}


Stack *Thread::_alloc_stack(size_t stack_size, char const *name, Thread &thread)
{
	size_t const size = rounded_to_pages(stack_size + Stack::reserved());

	/* one page remains unmapped for detecting overflows */
	if (size < stack_size || size > Stack_area::SLOT_SIZE - PAGE_SIZE)
		throw Stack_too_large();

	addr_t const slot = Stack_area::area().alloc_slot();
	if (!slot)
		throw Out_of_stack_space();

	try {
		Ram_dataspace_capability const ds = attach_stack(slot + Stack_area::SLOT_SIZE, size);
		return construct_at<Stack>((void *)Stack::place(slot), thread, Name(name), ds, size);
	} catch (...) {
		Stack_area::area().free_slot(slot);
		throw;
	}
}


void Thread::_free_stack(Stack &stack)
{
	Platform_env &env = platform_env();

	addr_t const slot = stack.base() & ~(Stack_area::SLOT_SIZE - 1);

	struct Part { addr_t base; Ram_dataspace_capability ds; } parts[Stack::MAX_PARTS];
	unsigned num_parts = 0;

	stack.for_each_part([&] (addr_t base, Ram_dataspace_capability ds) {
		parts[num_parts++] = { base, ds }; });

	/* the object is part of the memory that is freed */
	stack.~Stack();

	for (unsigned i = 0; i < num_parts; i++) {
		env.stack_area().detach(parts[i].base - Stack_area::BASE);
		env.ram().free(parts[i].ds);
	}
	Stack_area::area().free_slot(slot);
}


Thread::Thread(size_t weight, const char *name, size_t stack_size, Type type,
               Cpu_session *cpu_session, Location affinity)
:
	_cpu_session(cpu_session ? cpu_session : &platform_env().cpu()),
	_affinity(affinity), _weight(Weight(weight)),
	_stack(_alloc_stack(stack_size, name, *this))
{
	if (type == MAIN)
		_init_main();
}


Thread::Thread(size_t weight, const char *name, size_t stack_size, Type type, Location affinity)
: Thread(weight, name, stack_size, type, nullptr, affinity) { }


Thread::Thread(Env &, Name const &name, size_t stack_size, Location location,
               Weight weight, Cpu_session &cpu)
: Thread(weight.value, name.string(), stack_size, NORMAL, &cpu, location) { }


Thread::Thread(Env &env, Name const &name, size_t stack_size)
: Thread(env, name, stack_size, Location(), Weight(), env.cpu()) { }


Thread::~Thread()
{
	if (_thread_cap.valid() && myself() != this)
		_cpu_session->kill_thread(_thread_cap);

	_free_stack(*_stack);
}


void Thread::_init_main()
{
	_thread_cap = platform_env().parent()->main_thread_cap();
	_stack->utcb((Native_utcb *)&Kernel::utcb());
}


void Thread::start()
{
	Name const name = _stack->name();

	_thread_cap = _cpu_session->create_thread(platform_env().pd_session_cap(), name,
	                                          _affinity, _weight);
	if (!_thread_cap.valid())
		throw Cpu_session::Thread_creation_failed();

	Cpu_thread_client(_thread_cap).start((addr_t)&_thread_start, _stack->top());
}


/*
 * First function executed by a thread, on its own stack
 */
void Thread::_thread_start()
{
	Stack &stack = Stack::containing((addr_t)__builtin_frame_address(0));

	Kernel::thread_pointer(stack.thread_block());
	stack.utcb((Native_utcb *)&Kernel::utcb());
	stack.thread()._run();
}


void Thread::_run()
{
	entry();

	/* from here on, the object may be destructed by the one who joins */
	_join_lock.unlock();

	sleep_forever();
}


void Thread::name(char *dst, size_t dst_len) { snprintf(dst, dst_len, "%s", _stack->name().string()); }


Thread::Name Thread::name() const { return _stack->name(); }


void *Thread::alloc_secondary_stack(char const *name, size_t stack_size)
{
	Stack &stack = *_alloc_stack(stack_size, name, *this);
	stack.utcb(_stack->utcb());
	return (void *)stack.top();
}


void Thread::free_secondary_stack(void *stack_addr)
{
	_free_stack(Stack::containing((addr_t)stack_addr));
}


void Thread::cancel_blocking()
{
	if (_thread_cap.valid())
		Cpu_thread_client(_thread_cap).cancel_blocking();
}


void *Thread::stack_top()  const { return (void *)_stack->top();  }
void *Thread::stack_base() const { return (void *)_stack->base(); }


size_t Thread::stack_virtual_size()      { return Stack_area::SLOT_SIZE; }
addr_t Thread::stack_area_virtual_base() { return Stack_area::BASE; }
size_t Thread::stack_area_virtual_size() { return Stack_area::SIZE; }


Thread *Thread::myself()
{
	addr_t const sp = (addr_t)__builtin_frame_address(0);

	return Stack_area::contains(sp) ? &Stack::containing(sp).thread() : nullptr;
}


Thread::Stack_info Thread::mystack()
{
	Stack &stack = Stack::containing((addr_t)__builtin_frame_address(0));

	return { stack.base(), stack.top() };
}


/*
 * The stack is extended by a dataspace below the existing ones
 */
void Thread::stack_size(size_t const size)
{
	if (size <= _stack->top() - _stack->base())
		return;

	size_t const needed = rounded_to_pages(size + Stack::reserved());
	if (needed < size || needed > Stack_area::SLOT_SIZE - PAGE_SIZE)
		throw Stack_too_large();

	if (needed <= _stack->size())
		return;

	if (!_stack->extensible())
		throw Stack_alloc_failed();

	size_t const growth = needed - _stack->size();
	_stack->extend(attach_stack(_stack->base(), growth), growth);
}


Native_utcb *Thread::utcb() { return _stack ? _stack->utcb() : nullptr; }


void Thread::join() { _join_lock.lock(); }


void Genode::sleep_forever()
{
	for (;;)
		Kernel::execute(Kernel::Operation::THREAD_EXIT);
}
