/*
 * \brief  Thread as seen by its creator
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/cpu_session.h>
#include <core/cpu_thread.h>
#include <core/pd_session.h>
#include <core/signal_context.h>

using namespace Core;


namespace {

	Kernel::Thread &create_thread(Kernel::System &system, Pd_session_component &pd,
	                              unsigned index, std::string const &name)
	{
		return *new Kernel::Thread(system, Kernel::Ref<Kernel::Task>(pd.task()), index, name);
	}

	Genode::Cpu_state cpu_state(Host::Cpu_registers const &r)
	{
		Genode::Cpu_state state;

		state.ip  = r.ip;   state.sp  = r.sp;   state.eflags = r.flags;
		state.rax = r.rax;  state.rbx = r.rbx;  state.rcx = r.rcx;  state.rdx = r.rdx;
		state.rdi = r.rdi;  state.rsi = r.rsi;  state.rbp = r.rbp;
		state.r8  = r.r8;   state.r9  = r.r9;   state.r10 = r.r10;  state.r11 = r.r11;
		state.r12 = r.r12;  state.r13 = r.r13;  state.r14 = r.r14;  state.r15 = r.r15;

		state.trapno  = r.trap;
		state.errcode = r.error;
		return state;
	}

	Host::Cpu_registers registers(Genode::Cpu_state const &s)
	{
		return { .ip  = s.ip,  .sp  = s.sp,  .flags = s.eflags,
		         .rax = s.rax, .rbx = s.rbx, .rcx = s.rcx, .rdx = s.rdx,
		         .rdi = s.rdi, .rsi = s.rsi, .rbp = s.rbp,
		         .r8  = s.r8,  .r9  = s.r9,  .r10 = s.r10, .r11 = s.r11,
		         .r12 = s.r12, .r13 = s.r13, .r14 = s.r14, .r15 = s.r15,
		         .trap = s.trapno, .error = s.errcode, .fs = 0, .gs = 0 };
	}
}


Cpu_thread_component::Cpu_thread_component(Kernel::System &system, Cpu_session_component &cpu,
                                           Pd_session_component &pd, std::string const &name,
                                           unsigned index, Thread_attributes const &attributes)
:
	Rpc_component(create_thread(system, pd, index, name)),
	_cpu_session(cpu), _pd(&pd)
{
	this->attributes(attributes);
	_pd->add_thread(*this);
}


Cpu_thread_component::~Cpu_thread_component()
{
	if (_pd)
		_pd->remove_thread(*this);
}


void Cpu_thread_component::attributes(Thread_attributes const &attributes)
{
	_attributes = attributes;
	thread().scheduling(_cpu_session.scheduling(attributes));
}


void Cpu_thread_component::pd_vanishes()
{
	_pd = nullptr;
	thread().destroy();
}


bool Cpu_thread_component::submit_exception()
{
	for (Kernel::Ref<Kernel::Object> const &sigh : { _exception_sigh,
	                                                 _cpu_session.exception_sigh_object() }) {
		auto * const context = sigh && sigh->alive()
		                     ? dynamic_cast<Signal_context_component *>(sigh->handler()) : nullptr;
		if (context) {
			context->submit(1);
			return true;
		}
	}
	return false;
}


/**************************
 ** Cpu_thread interface **
 **************************/

void Cpu_thread_component::start(Genode::addr_t ip, Genode::addr_t sp)
{
	if (_pd)
		_pd->start_thread(*this, { .ip = ip, .sp = sp });
}


void Cpu_thread_component::pause() { thread().pause(); }


/*
 * A thread that raised an exception continues with its current registers,
 * which the handler may have changed
 */
void Cpu_thread_component::resume()
{
	thread().resume();
	thread().resolve_fault();
}


void Cpu_thread_component::cancel_blocking() { thread().cancel_blocking(); }


void Cpu_thread_component::affinity(Genode::Affinity::Location location)
{
	attributes({ .location = location, .weight = _attributes.weight });
}


void Cpu_thread_component::single_step(bool enabled) { thread().single_step(enabled); }


void Cpu_thread_component::exception_sigh(Genode::Signal_context_capability cap)
{
	Kernel::Object * const object = Core::object(cap);

	_exception_sigh = object ? Kernel::Ref<Kernel::Object>(*object)
	                         : Kernel::Ref<Kernel::Object>();
}


Genode::Thread_state Cpu_thread_component::state()
{
	bool const faulted = thread().state() == Kernel::Thread::State::FAULTED;

	if (!faulted && !thread().paused())
		throw State_access_failed();

	Genode::Thread_state state;

	state.paused       = thread().paused();
	state.in_exception = faulted;
	state.unresolved_page_fault =
		faulted && thread().fault().type == Host::Fault::Type::PAGE_FAULT;

	Host::Cpu_registers registers;
	if (!thread().read_registers(registers))
		throw State_access_failed();

	static_cast<Genode::Cpu_state &>(state) = cpu_state(registers);
	return state;
}


void Cpu_thread_component::state(Genode::Thread_state const &state)
{
	bool const faulted = thread().state() == Kernel::Thread::State::FAULTED;

	if ((!faulted && !thread().paused()) || !thread().write_registers(registers(state)))
		throw State_access_failed();
}
