/*
 * \brief  Capture and restore of threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/pager.h>
#include <rtcr/resources.h>

using namespace Rtcr;
using State = Kernel::Thread::State;


/*************
 ** Capture **
 *************/

static void capture_memory(Capture const &capture, Kernel::Thread const &thread, Thread &out)
{
	if (!thread.carrier())
		return;

	Thread_memory memory { };

	if (Thread_memory const * const copy = capture.cut.threads.memory(thread))
		memory = *copy;
	else
		memory.copy(thread);

	if (memory.carrier.resume == Host::Abi::Resume::FRAME && memory.save_stack.empty())
		throw Unsupported("thread '" + thread.name() + "' has no valid stack for its registers");

	out.carrier    = memory.carrier;
	out.utcb       = std::move(memory.utcb);
	out.save_stack = std::move(memory.save_stack);
}


static void capture_thread(Capture &capture, Core::Cpu_thread_component const &component, Thread &out)
{
	Kernel::Thread const &thread = component.thread();

	if (!component.pd() || !capture.set.contains(*component.pd()))
		throw Unsupported("thread '" + thread.name() + "' was created by the component in a "
		                  "protection domain that does not belong to it");

	out.id       = thread.id();
	out.pd       = capture.index(component.pd()->task());
	out.name     = thread.name();
	out.index    = thread.index();
	out.location = component.attributes().location;
	out.weight   = component.attributes().weight;
	out.state    = thread.state();

	out.paused      = thread.paused();
	out.canceled    = thread.canceled();
	out.single_step = thread.single_stepped();
	out.call_number = thread.call_number();
	out.request     = thread.request();
	out.fault       = thread.fault();
	out.gate        = capture.ref(thread.called_gate());
	out.server      = capture.ref(thread.called_server());
	out.irq         = capture.ref(thread.awaited_irq());

	out.exception_sigh = capture.ref(component.exception_sigh_object());

	if (thread.state() == State::SLEEPING) {
		uint64_t const now = capture.cut.time_us;
		out.remaining_us = thread.deadline() == Kernel::Thread::FOREVER ? Kernel::Thread::FOREVER
		                 : thread.deadline() > now ? thread.deadline() - now : 0;
	}

	for (auto const &sender : thread.senders())
		if (capture.set.contains(*sender))
			out.senders.push_back(capture.index(*sender));

	capture_memory(capture, thread, out);
}


void Rtcr::capture_threads(Capture &capture)
{
	for (Index i = 0; i < capture.threads.size(); i++)
		capture_thread(capture, *capture.threads[i], capture.snapshot.threads[i]);

	/* threads of the component that somebody else created and can take away */
	for (Core::Pd_session_component const *pd : capture.set.pds())
		for (Core::Cpu_thread_component const *thread : pd->threads())
			if (std::ranges::find(capture.threads, thread) == capture.threads.end())
				throw Unsupported("thread '" + thread->thread().name() + "' of \"" + pd->label()
				                  + "\" belongs to a CPU session of another component");
}


/*************
 ** Restore **
 *************/

/*
 * Gates are moved away from surplus threads by 'create_gates', and calls to
 * these threads were detached, so nothing depends on them anymore.
 */
static void destroy_surplus_threads(Reconstruction &r)
{
	std::unordered_set<Core::Cpu_thread_component const *> const kept(r.threads.begin(), r.threads.end());

	for (Core::Session * const session : r.set.sessions()) {

		auto * const cpu = Core::session_cast<Core::Cpu_session_component>(session);
		if (!cpu)
			continue;

		std::vector<Core::Cpu_thread_component *> surplus;
		for (auto const &[object, thread] : cpu->threads())
			if (!kept.contains(thread.get()))
				surplus.push_back(thread.get());

		for (Core::Cpu_thread_component * const thread : surplus)
			cpu->kill(*thread);
	}
}


/**
 * Find thread that takes the place of a captured one
 *
 * In a fresh protection domain, the parent has created the initial thread.
 */
static Core::Cpu_thread_component *find_thread(Reconstruction const &r, Thread const &captured)
{
	auto const &cpu = r.session<Core::Cpu_session_component>(captured.cpu_session);

	bool const same_pd = r.identical(r.pds[captured.pd]->task(),
	                                 r.snapshot.pds[captured.pd].task_id);

	for (auto const &[object, component] : cpu.threads()) {

		if (component->pd() != r.pds[captured.pd] || component->thread().index() != captured.index)
			continue;

		if (r.identical(*object, captured.id) || !same_pd)
			return component.get();
	}
	return nullptr;
}


/*
 * Somebody else may have created threads in a protection domain of the
 * components since the checkpoint
 */
void Rtcr::check_threads(Reconstruction const &r)
{
	for (Thread const &captured : r.snapshot.threads) {

		Core::Pd_session_component const * const pd = r.pds[captured.pd];
		if (!pd)
			continue;

		for (Core::Cpu_thread_component const *thread : pd->threads())
			if (thread->thread().index() == captured.index && !r.set.contains(thread->cpu_session()))
				throw Incompatible("the place of thread '" + captured.name + "' is taken by a thread "
				                   "of another component");
	}
}


void Rtcr::create_threads(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.threads.size(); i++)
		r.threads[i] = find_thread(r, r.snapshot.threads[i]);

	destroy_surplus_threads(r);

	for (Index i = 0; i < r.snapshot.threads.size(); i++) {

		Thread const &captured = r.snapshot.threads[i];

		Core::Pd_session_component &pd = *r.pds[captured.pd];

		if (!r.threads[i]) {
			if (!pd.task().reserve_index(captured.index))
				throw Incompatible("the place of thread '" + captured.name + "' is taken by a thread "
				                   "of another component");

			r.threads[i] = &r.session<Core::Cpu_session_component>(captured.cpu_session)
				.create(pd, captured.name, captured.index,
				        { .location = captured.location, .weight = captured.weight });
			r.created.insert(&r.threads[i]->thread());
		}
		Kernel::Thread &thread = r.threads[i]->thread();

		thread.name(captured.name);
		r.threads[i]->attributes({ .location = captured.location, .weight = captured.weight });

		auto const served = r.served_calls.find(i);

		r.call_numbers[i] = served != r.served_calls.end()
		                  ? served->second.call.number
		                  : std::max(captured.call_number, thread.call_number()) + 1;
	}
}


/*
 * Give the threads their carriers, with the memory that they had
 */
void Rtcr::prepare_threads(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.threads.size(); i++) {

		Thread const &captured = r.snapshot.threads[i];
		if (!captured.has_carrier())
			continue;

		Kernel::Thread &thread  = r.threads[i]->thread();
		Host::Carrier  *carrier = thread.prepare_restore();
		if (!carrier)
			continue;

		carrier->fill_utcb(captured.utcb);

		if (captured.carrier.resume == Host::Abi::Resume::FRAME)
			std::ranges::copy(captured.save_stack,
			                  carrier->frame_memory(captured.carrier.frame).begin());
	}
}


void Rtcr::resume_threads(Reconstruction &r)
{
	uint64_t const now = r.system.time();

	for (Index i = 0; i < r.snapshot.threads.size(); i++) {

		Thread const &captured = r.snapshot.threads[i];

		r.threads[i]->exception_sigh_object(r.object_ref(captured.exception_sigh));

		Kernel::Thread &thread = r.threads[i]->thread();
		if (!captured.has_carrier() || !thread.carrier()) {
			if (captured.paused)
				thread.pause();
			thread.single_step(captured.single_step);
			continue;
		}

		auto as = [&] <typename T> (Ref const &ref, Kernel::Object::Kind kind, Kernel::Ref<T> &out) {
			Kernel::Object * const object = r.object(ref);
			if (object && object->kind() == kind)
				out = Kernel::Ref<T>(*static_cast<T *>(object));
		};

		Kernel::Thread::Restored restored {
			.state       = captured.state,
			.call_number = r.call_numbers[i],
			.repeated    = captured.call_number,
			.request     = captured.request,
			.gate        = { },
			.server      = { },
			.irq         = { },
			.deadline    = captured.remaining_us < Kernel::Thread::FOREVER - now
			             ? now + captured.remaining_us : Kernel::Thread::FOREVER,
			.canceled    = captured.canceled,
			.paused      = captured.paused,
			.single_step = captured.single_step,
			.fault       = captured.fault };

		as(captured.gate,   Kernel::Object::Kind::GATE,   restored.gate);
		as(captured.server, Kernel::Object::Kind::THREAD, restored.server);
		as(captured.irq,    Kernel::Object::Kind::IRQ,    restored.irq);

		thread.commit_restore(restored, captured.carrier, r.hold_reason);
	}
}
