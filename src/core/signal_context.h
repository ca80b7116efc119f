/*
 * \brief  Signal source and signal contexts
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__SIGNAL_CONTEXT_H_
#define _CORE__SIGNAL_CONTEXT_H_

#include <list>

#include <core/rpc_component.h>
#include <kernel/irq.h>
#include <kernel/thread.h>
#include <signal_source/recap_signal_source.h>

namespace Core {

	class Signal_source_component;
	class Signal_context_component;

	/**
	 * RPC interface without functions, a context is an argument only
	 */
	struct Signal_context_interface { GENODE_RPC_INTERFACE(); };
}


/**
 * Destination of signals
 */
class Core::Signal_context_component
:
	public Rpc_component<Signal_context_interface, Signal_context_component>
{
	private:

		Signal_source_component &_source;
		uint64_t           const _imprint;
		uint64_t                 _pending = 0;   /* submissions not yet delivered */
		bool                     _on_hold = false;
		uint64_t                 _held    = 0;   /* submissions while on hold */

		friend class Signal_source_component;

		void _submit(uint64_t count);

	public:

		Signal_context_component(Kernel::System &system, Signal_source_component &source,
		                         uint64_t imprint)
		: Rpc_component(system, "signal_context"), _source(source), _imprint(imprint) { }

		~Signal_context_component();

		/**
		 * Submit signals
		 */
		void submit(unsigned count);

		/**
		 * Let submissions count only after 'release'
		 */
		void hold() { _on_hold = true; }

		/** Forget what was submitted since 'hold' */
		void discard_held() { _held = 0; }

		void release();

		Signal_source_component &source() const { return _source; }

		uint64_t imprint() const { return _imprint; }
		uint64_t pending() const { return _pending; }
};


/**
 * Queue of signals for one component
 *
 * The submission of a signal triggers an IRQ, the "blocking semaphore", which
 * is attached to the thread that requested it.
 */
class Core::Signal_source_component
:
	public Rpc_component<Genode::Recap_signal_source, Signal_source_component>
{
	private:

		Kernel::Ref<Kernel::Irq> const _blocking_semaphore;

		std::list<Signal_context_component *> _queue { };   /* contexts with pending signals */

	public:

		explicit Signal_source_component(Kernel::System &system)
		:
			Rpc_component(system, "signal_source"),
			_blocking_semaphore(*new Kernel::Irq(system, "blocking_semaphore"))
		{ }

		~Signal_source_component() { _blocking_semaphore->destroy(); }

		Kernel::Irq &blocking_semaphore() const { return *_blocking_semaphore; }

		/** Contexts with pending signals in the order of delivery */
		std::list<Signal_context_component *> const &queue() const { return _queue; }

		void enqueue(Signal_context_component &context);
		void forget(Signal_context_component &context) { _queue.remove(&context); }

		/**
		 * Define pending signals of a context, used when restoring
		 *
		 * Contexts are queued in the order of the calls. The semaphore is not
		 * triggered because its count is restored as well.
		 */
		void restore_pending(Signal_context_component &, uint64_t pending);

		/** Drop all pending signals */
		void clear();

		/**
		 * Attach the semaphore to the thread that waits for signals
		 */
		Genode::Native_capability _request_semaphore(Genode::Thread_capability thread) override;

		Signal wait_for_signal() override;
};

#endif /* _CORE__SIGNAL_CONTEXT_H_ */
