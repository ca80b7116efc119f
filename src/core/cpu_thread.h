/*
 * \brief  Thread as seen by its creator
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__CPU_THREAD_H_
#define _CORE__CPU_THREAD_H_

#include <core/rpc_component.h>
#include <cpu_session/cpu_session.h>
#include <cpu_thread/cpu_thread.h>
#include <kernel/thread.h>

namespace Core {

	class  Cpu_thread_component;
	class  Cpu_session_component;
	class  Pd_session_component;
	struct Thread_attributes;
}


/**
 * What a thread got from its creator
 */
struct Core::Thread_attributes
{
	Genode::Affinity::Location location { };
	size_t                     weight = Genode::Cpu_session::Weight::DEFAULT_WEIGHT;

	bool operator == (Thread_attributes const &other) const
	{
		return location.xpos()  == other.location.xpos()  && location.ypos()   == other.location.ypos()
		    && location.width() == other.location.width() && location.height() == other.location.height()
		    && weight == other.weight;
	}
};


/**
 * Thread of a CPU session
 *
 * The capability refers to the kernel's thread object, so it can be used both
 * for calling this interface and for kernel operations on the thread.
 */
class Core::Cpu_thread_component
:
	public Rpc_component<Genode::Cpu_thread, Cpu_thread_component>
{
	private:

		Cpu_session_component &_cpu_session;
		Pd_session_component  *_pd;   /* null once the protection domain is gone */
		Thread_attributes      _attributes { };

		Kernel::Ref<Kernel::Object> _exception_sigh { };

	public:

		Cpu_thread_component(Kernel::System &, Cpu_session_component &, Pd_session_component &,
		                     std::string const &name, unsigned index, Thread_attributes const &);

		~Cpu_thread_component();

		Kernel::Thread &thread() const { return static_cast<Kernel::Thread &>(kernel_object()); }

		/** Return protection domain, null if it does not exist anymore */
		Pd_session_component *pd() const { return _pd; }

		Cpu_session_component const &cpu_session() const { return _cpu_session; }

		Thread_attributes const &attributes() const { return _attributes; }

		/** Change attributes, which takes effect at once */
		void attributes(Thread_attributes const &);

		/** Return signal context for exceptions, may be a null reference */
		Kernel::Ref<Kernel::Object> const &exception_sigh_object() const { return _exception_sigh; }

		void exception_sigh_object(Kernel::Ref<Kernel::Object> const &sigh) { _exception_sigh = sigh; }

		/** Tell that the protection domain is about to vanish */
		void pd_vanishes();

		/**
		 * Deliver exception to whoever registered for it
		 *
		 * \return  false if there is nobody
		 */
		bool submit_exception();


		/**************************
		 ** Cpu_thread interface **
		 **************************/

		Genode::Dataspace_capability utcb() override { return { }; }
		void start(Genode::addr_t ip, Genode::addr_t sp) override;
		void pause() override;
		void resume() override;
		void cancel_blocking() override;
		Genode::Thread_state state() override;
		void state(Genode::Thread_state const &) override;
		void exception_sigh(Genode::Signal_context_capability) override;
		void single_step(bool) override;
		void affinity(Genode::Affinity::Location) override;
		unsigned trace_control_index() override { return 0; }
		Genode::Dataspace_capability trace_buffer() override { return { }; }
		Genode::Dataspace_capability trace_policy() override { return { }; }
};

#endif /* _CORE__CPU_THREAD_H_ */
