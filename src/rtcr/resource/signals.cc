/*
 * \brief  Capture and restore of signal sources and signal contexts
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/resources.h>

using namespace Rtcr;


void Rtcr::capture_signals(Capture &capture)
{
	for (Index i = 0; i < capture.signal_sources.size(); i++) {

		Core::Signal_source_component const &source = *capture.signal_sources[i];
		Kernel::Irq                   const &irq    = source.blocking_semaphore();
		Signal_source                       &out    = capture.snapshot.signal_sources[i];

		out.id        = source.kernel_object().id();
		out.irq_id    = irq.id();
		out.irq_count = irq.count();
		out.attached  = capture.ref(irq.attached());

		for (Core::Signal_context_component const *context : source.queue())
			out.queue.push_back(capture.index(context->kernel_object()));
	}

	for (Index i = 0; i < capture.signal_contexts.size(); i++) {

		Core::Signal_context_component const &context = *capture.signal_contexts[i];
		Signal_context                       &out     = capture.snapshot.signal_contexts[i];

		out.id      = context.kernel_object().id();
		out.source  = capture.index(context.source().kernel_object());
		out.imprint = context.imprint();
		out.pending = context.pending();
	}
}


void Rtcr::create_signals(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.signal_sources.size(); i++) {

		Signal_source const &captured = r.snapshot.signal_sources[i];

		for (auto const &[object, source] : r.pds[captured.pd]->signal_sources())
			if (r.identical(*object, captured.id))
				r.signal_sources[i] = source.get();

		if (!r.signal_sources[i]) {
			r.signal_sources[i] = &r.pds[captured.pd]->create_signal_source();
			r.created.insert(&r.signal_sources[i]->kernel_object());
			r.created.insert(&r.signal_sources[i]->blocking_semaphore());
		}
	}

	for (Index i = 0; i < r.snapshot.signal_contexts.size(); i++) {

		Signal_context const &captured = r.snapshot.signal_contexts[i];

		Core::Signal_source_component &source = *r.signal_sources[captured.source];

		for (auto const &[object, context] : r.pds[captured.pd]->signal_contexts())
			if (r.identical(*object, captured.id) && &context->source() == &source)
				r.signal_contexts[i] = context.get();

		if (!r.signal_contexts[i]) {
			r.signal_contexts[i] =
				&r.pds[captured.pd]->create_signal_context(source, captured.imprint);
			r.created.insert(&r.signal_contexts[i]->kernel_object());
		}
	}
}


void Rtcr::destroy_surplus_signals(Reconstruction &r)
{
	std::unordered_set<Core::Object_base const *> kept(r.signal_sources.begin(), r.signal_sources.end());
	kept.insert(r.signal_contexts.begin(), r.signal_contexts.end());

	for (Core::Pd_session_component * const pd : r.pds) {

		auto destroy_surplus = [&] (auto const &objects) {
			for (auto it = objects.begin(); it != objects.end(); ) {
				auto const current = it++;
				if (!kept.contains(current->second.get()))
					pd->destroy(*current->second);
			}
		};
		destroy_surplus(pd->signal_contexts());
		destroy_surplus(pd->signal_sources());
	}
}


/*
 * The semaphore is attached by core, as it was in the first place: core knows
 * both the IRQ and the thread.
 */
void Rtcr::restore_signals(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.signal_sources.size(); i++) {

		Signal_source                 const &captured = r.snapshot.signal_sources[i];
		Core::Signal_source_component       &source   = *r.signal_sources[i];
		Kernel::Irq                         &irq      = source.blocking_semaphore();

		source.clear();
		for (Index const context : captured.queue)
			source.restore_pending(*r.signal_contexts[context],
			                       r.snapshot.signal_contexts[context].pending);

		irq.count(captured.irq_count);

		Kernel::Object * const thread = r.object(captured.attached);
		if (thread && thread->kind() == Kernel::Object::Kind::THREAD)
			irq.attach(Kernel::Ref<Kernel::Thread>(*static_cast<Kernel::Thread *>(thread)));
		else
			irq.detach();
	}
}
