/*
 * \brief  PD service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <stdexcept>

#include <core/cpu_session.h>
#include <core/pd_session.h>
#include <host/system_error.h>
#include <kernel/abi/cap_map.h>
#include <kernel/abi/layout.h>
#include <kernel/system.h>
#include <kernel/thread.h>

using namespace Core;
using namespace Kernel::Abi;


namespace {

	Pd_events::Death cause_of_death(Host::Process const &process)
	{
		if (process.disobedient())
			return { "was killed, because a thread blocks the signal that stops it", false };

		if (int const error = process.refusal())
			return { "was killed, because the host refused memory or threads for it: "
			         + Host::reason_of_refusal(error), true };

		return { "died", false };
	}
}


Pd_session_component::Pd_session_component(Kernel::System &system, Session_registry &registry,
                                           Session_args const &args, Pd_events &events)
:
	Core::Session(registry, args, OVERHEAD), Rpc_component(system, "pd_session"),
	_system(system), _events(events),
	_task(*new Kernel::Task(system, args.label())),
	_slot_account(registry, label(), [this] { _events.pd_lacks_quota(*this); }),
	_address_space(system, "address_space", donation(), _task, USER_BASE, USER_END),
	_stack_area(system, "stack_area", donation(), STACK_AREA_SIZE),
	_linker_area(system, "linker_area", donation(), LINKER_AREA_SIZE)
{
	/* the costs of the areas are part of the overhead */
	donation().replenish(2*Cost::REGION);

	auto attach_area = [&] (Region_map_component &area, uint64_t addr, uint64_t size) {
		_address_space.insert(addr, { .dataspace  = &area.dataspace_component(),
		                              .size       = size,
		                              .offset     = 0,
		                              .executable = true }); };

	attach_area(_stack_area,  STACK_AREA_BASE,  STACK_AREA_SIZE);
	attach_area(_linker_area, LINKER_AREA_BASE, LINKER_AREA_SIZE);

	_task->accounts(&_slot_account, &_channel_account);
	_task->caps().insert_at(TASK_SLOT, *_task, Kernel::Rights::full(), 1, nullptr);
	_task->death_handler([this] { _handle_death(); });
}


Pd_session_component::~Pd_session_component()
{
	_events.pd_ends(*this);

	_task->death_handler({ });
	_task->discard_process();
	_free_places(0);

	while (!_signal_contexts.empty()) destroy(*_signal_contexts.begin()->second);
	while (!_signal_sources .empty()) destroy(*_signal_sources .begin()->second);
	while (!_gates          .empty()) destroy(*_gates          .begin()->second);

	/* the threads belong to CPU sessions, but they cannot do without the task */
	for (Cpu_thread_component * const thread : _threads)
		thread->pd_vanishes();

	_address_space.clear();
	_task->destroy();
	_task->accounts(nullptr, nullptr);
}


/*************
 ** Process **
 *************/

void Pd_session_component::_handle_death()
{
	if (_state != State::RUNNING)
		return;

	Pd_events::Death const death = cause_of_death(*_task->process());

	kill_process();
	_events.pd_died(*this, death);
}


void Pd_session_component::create_process(std::unique_ptr<Host::Process> process)
{
	_task->assign_process(std::move(process));
	_address_space.map_everything();
	_state = State::RUNNING;
}


void Pd_session_component::kill_process()
{
	_task->discard_process();
	_free_places(0);
	_state = State::DEAD;
}


bool Pd_session_component::begin_reset_threads(Kernel::Task::Utcb_fn const &next)
{
	if (!_task->process())
		return false;

	_task->begin_reset(next);
	return true;
}


bool Pd_session_component::places_suffice(size_t threads) const
{
	return _kept_places.empty() && _task->process()
	    && _task->process()->carriers() <= threads + FREE_PLACES;
}


void Pd_session_component::reset_process()
{
	_task->discard_process();
	_free_places(0);
	_state = State::NEW;
}


/************
 ** Places **
 ************/

size_t Pd_session_component::_places_to_pay() const
{
	size_t const idle = _task->idle_carriers();
	return idle > FREE_PLACES ? idle - FREE_PLACES : 0;
}


void Pd_session_component::_free_places(size_t remaining)
{
	while (_kept_places.size() > remaining) {
		_kept_places.back()->return_cost();
		_kept_places.pop_back();
	}
}


bool Pd_session_component::keep_place(Cpu_session_component &cpu)
{
	size_t const places = _places_to_pay();

	_free_places(places);

	if (_kept_places.size() == places)
		return false;

	_kept_places.push_back(&cpu);
	cpu.keep_cost();
	return true;
}


void Pd_session_component::free_place(Cpu_session_component &cpu)
{
	auto const it = std::ranges::find(_kept_places, &cpu);
	if (it == _kept_places.end())
		return;

	_kept_places.erase(it);
	cpu.return_cost();
}


void Pd_session_component::abandon_places(Cpu_session_component const &cpu)
{
	if (!std::erase(_kept_places, &cpu))
		return;

	if (_threads.empty()) {
		reset_process();
		return;
	}
	kill_process();
	_events.pd_died(*this, { "was killed, because nobody pays for the places of its former threads", false });
}


void Pd_session_component::start_thread(Cpu_thread_component &thread,
                                        Host::Registers const &registers)
{
	if (_state == State::NEW) {

		if (_events.pd_starts(*this))
			return;

		try { create_process(_system.pool().take()); }
		catch (std::runtime_error const &error) {
			_state = State::DEAD;
			_events.pd_died(*this, { std::string("does not start: ") + error.what(), true });
			return;
		}
	}
	thread.thread().start(registers);
}


void Pd_session_component::submit_restored()
{
	if (!_restored_sigh || !_restored_sigh->alive())
		return;

	if (auto * const context = dynamic_cast<Signal_context_component *>(_restored_sigh->handler()))
		context->submit(1);
}


/*************
 ** Objects **
 *************/

Signal_source_component &Pd_session_component::create_signal_source()
{
	donation().withdraw(Cost::SIGNAL_SOURCE);

	auto source = std::make_unique<Signal_source_component>(_system);

	Signal_source_component &result = *source;
	_signal_sources.emplace(&result.kernel_object(), std::move(source));
	return result;
}


Signal_context_component &Pd_session_component::create_signal_context(Signal_source_component &source,
                                                                     uint64_t imprint)
{
	donation().withdraw(Cost::SIGNAL_CONTEXT);

	auto context = std::make_unique<Signal_context_component>(_system, source, imprint);

	Signal_context_component &result = *context;
	_signal_contexts.emplace(&result.kernel_object(), std::move(context));
	return result;
}


Kernel::Gate &Pd_session_component::create_gate(Kernel::Ref<Kernel::Thread> const &server)
{
	donation().withdraw(Cost::GATE);

	Kernel::Ref<Kernel::Gate> const gate(*new Kernel::Gate(_system, "rpc_object"));
	gate->bind(server);

	_gates.emplace(gate.get(), gate);
	return *gate;
}


void Pd_session_component::destroy(Signal_source_component &source)
{
	/* contexts do not outlive their source */
	for (auto it = _signal_contexts.begin(); it != _signal_contexts.end(); ) {
		auto const current = it++;
		if (&current->second->source() == &source)
			destroy(*current->second);
	}
	if (_signal_sources.erase(&source.kernel_object()))
		donation().replenish(Cost::SIGNAL_SOURCE);
}


void Pd_session_component::destroy(Signal_context_component &context)
{
	if (_signal_contexts.erase(&context.kernel_object()))
		donation().replenish(Cost::SIGNAL_CONTEXT);
}


void Pd_session_component::destroy(Kernel::Gate &gate)
{
	auto const it = _gates.find(&gate);
	if (it == _gates.end())
		return;

	it->second->destroy();
	_gates.erase(it);
	donation().replenish(Cost::GATE);
}


/**************************
 ** Pd_session interface **
 **************************/

void Pd_session_component::assign_parent(Genode::Capability<Genode::Parent> cap)
{
	Kernel::Object * const parent = Core::object(cap);

	if (_parent || !parent)
		return;

	_parent = Kernel::Ref<Kernel::Object>(*parent);
	_task->caps().insert_at(PARENT_SLOT, *parent, Kernel::Rights::full(), 1, nullptr);
}


Genode::Pd_session::Signal_source_capability Pd_session_component::alloc_signal_source()
{
	try {
		return Genode::reinterpret_cap_cast<Genode::Signal_source>(create_signal_source().cap());
	} catch (Quota::Exceeded) { throw Out_of_metadata(); }
}


void Pd_session_component::free_signal_source(Signal_source_capability cap)
{
	auto * const source = Core::lookup<Signal_source_component>(cap);

	if (source && _signal_sources.contains(&source->kernel_object()))
		destroy(*source);
}


Genode::Signal_context_capability
Pd_session_component::alloc_context(Signal_source_capability cap, unsigned long imprint)
{
	auto * const source = Core::lookup<Signal_source_component>(cap);

	if (!source || !_signal_sources.contains(&source->kernel_object()))
		throw Invalid_signal_source();

	try {
		return Genode::reinterpret_cap_cast<Genode::Signal_context>(
			create_signal_context(*source, imprint).cap());
	} catch (Quota::Exceeded) { throw Out_of_metadata(); }
}


void Pd_session_component::free_context(Genode::Signal_context_capability cap)
{
	auto * const context = Core::lookup<Signal_context_component>(cap);

	if (context && _signal_contexts.contains(&context->kernel_object()))
		destroy(*context);
}


void Pd_session_component::submit(Genode::Signal_context_capability cap, unsigned count)
{
	if (auto * const context = Core::lookup<Signal_context_component>(cap))
		context->submit(count);
}


Genode::Native_capability Pd_session_component::alloc_rpc_cap(Genode::Native_capability ep)
{
	Kernel::Object * const thread = Core::object(ep);

	if (!thread || thread->kind() != Kernel::Object::Kind::THREAD)
		return Genode::Native_capability();

	try {
		return capability(create_gate(
			Kernel::Ref<Kernel::Thread>(*static_cast<Kernel::Thread *>(thread))));
	} catch (Quota::Exceeded) { throw Out_of_metadata(); }
}


void Pd_session_component::free_rpc_cap(Genode::Native_capability cap)
{
	Kernel::Object * const gate = Core::object(cap);

	if (gate && gate->kind() == Kernel::Object::Kind::GATE)
		destroy(static_cast<Kernel::Gate &>(*gate));
}


void Pd_session_component::restored_sigh(Genode::Signal_context_capability cap)
{
	Kernel::Object * const object = Core::object(cap);

	_restored_sigh = object ? Kernel::Ref<Kernel::Object>(*object) : Kernel::Ref<Kernel::Object>();
}
