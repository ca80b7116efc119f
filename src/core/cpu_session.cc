/*
 * \brief  CPU service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/cpu_session.h>
#include <core/pd_session.h>
#include <kernel/system.h>

using namespace Core;


Cpu_thread_component &Cpu_session_component::create(Pd_session_component &pd,
                                                    std::string const &name, unsigned index,
                                                    Thread_attributes const &attributes)
{
	donation().withdraw(Cost::THREAD);

	auto thread = std::make_unique<Cpu_thread_component>(_system, *this, pd, name, index, attributes);

	Cpu_thread_component &result = *thread;
	_threads.emplace(&result.kernel_object(), std::move(thread));
	return result;
}


void Cpu_session_component::kill(Cpu_thread_component &thread)
{
	if (_threads.erase(&thread.kernel_object()))
		donation().replenish(Cost::THREAD);
}


void Cpu_session_component::clear()
{
	while (!_threads.empty())
		kill(*_threads.begin()->second);
}


/***************************
 ** Cpu_session interface **
 ***************************/

Genode::Thread_capability
Cpu_session_component::create_thread(Genode::Capability<Genode::Pd_session> pd_cap,
                                     Name const &name, Genode::Affinity::Location location,
                                     Weight weight, Genode::addr_t)
{
	auto * const pd = Core::lookup<Pd_session_component>(pd_cap);
	if (!pd)
		throw Thread_creation_failed();

	unsigned const index = pd->task().reserve_index();
	if (index >= Kernel::Abi::MAX_THREADS)
		throw Thread_creation_failed();

	try {
		return create(*pd, name.string(), index,
		              { .location = location, .weight = weight.value }).cap();
	} catch (Core::Quota::Exceeded) {
		pd->task().free_index(index);
		throw Out_of_metadata();
	}
}


void Cpu_session_component::kill_thread(Genode::Thread_capability cap)
{
	if (auto * const thread = Core::lookup<Cpu_thread_component>(cap))
		kill(*thread);
}


void Cpu_session_component::exception_sigh(Genode::Signal_context_capability cap)
{
	Kernel::Object * const object = Core::object(cap);

	_exception_sigh = object ? Kernel::Ref<Kernel::Object>(*object)
	                         : Kernel::Ref<Kernel::Object>();
}


/*
 * The location that the session was requested for is the space of its threads
 */
Genode::Affinity::Space Cpu_session_component::affinity_space() const
{
	using Space = Genode::Affinity::Space;

	Genode::Affinity const &affinity = args().affinity;
	if (!affinity.space().total())
		return Space(1);

	Space const space(affinity.location().width(), affinity.location().height());

	return space.total() ? space : Space(1);
}


int Cpu_session_component::ref_account(Genode::Cpu_session_capability cap)
{
	if (_ref_account)
		return -2;

	auto * const ref = Core::lookup<Cpu_session_component>(cap);
	if (!ref)
		return -1;

	if (ref == this)
		return -3;

	_ref_account = Kernel::Ref<Kernel::Object>(ref->kernel_object());
	return 0;
}


/*
 * There is no CPU quota yet, so all that a session can give away is a share of
 * nothing
 */
int Cpu_session_component::transfer_quota(Genode::Cpu_session_capability cap,
                                          Genode::size_t amount)
{
	auto * const to = Core::lookup<Cpu_session_component>(cap);
	if (!to)
		return -1;

	bool const related = to->_ref_account.get() == &kernel_object()
	                  || _ref_account.get() == &to->kernel_object();

	return !related ? -2 : amount > QUOTA_LIMIT ? -3 : 0;
}
