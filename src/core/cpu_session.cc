/*
 * \brief  CPU service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cmath>

#include <core/cpu_session.h>
#include <core/pd_session.h>
#include <kernel/system.h>

using namespace Core;


Cpu_session_component::~Cpu_session_component()
{
	clear();

	_sessions.for_each<Pd_session_component>([&] (Pd_session_component &pd) {
		pd.abandon_places(*this); });

	/* what is left goes back to where it came from */
	if (Cpu_session_component * const ref = _ref_session())
		ref->_quota += _quota;

	/* so will be what this session gave to others */
	auto const heir = _ref_account;
	_sessions.for_each<Cpu_session_component>([&] (Cpu_session_component &other) {
		if (&other != this && other._ref_session() == this)
			other._ref_account = heir; });
}


Cpu_session_component *Cpu_session_component::_ref_session() const
{
	return _ref_account && _ref_account->alive()
	     ? dynamic_cast<Cpu_session_component *>(_ref_account->handler()) : nullptr;
}


Cpu_thread_component &Cpu_session_component::create(Pd_session_component &pd,
                                                    std::string const &name, unsigned index,
                                                    Thread_attributes const &attributes)
{
	/* the thread may take the place of one that is gone */
	pd.free_place(*this);

	donation().withdraw(Cost::THREAD);

	auto thread = std::make_unique<Cpu_thread_component>(_system, *this, pd, name, index, attributes);

	Cpu_thread_component &result = *thread;
	_threads.emplace(&result.kernel_object(), std::move(thread));
	return result;
}


/****************
 ** Scheduling **
 ****************/

/*
 * The highest priority has the number 0
 */
int Cpu_session_component::_niceness_of_priority(unsigned long priority)
{
	using Host::MIN_NICENESS, Host::MAX_NICENESS;

	if (priority == DEFAULT_PRIORITY)
		return MIN_NICENESS;

	unsigned long const lowest = PRIORITY_LIMIT - 1;

	return MIN_NICENESS + 1
	     + int(std::min(priority, lowest)*(MAX_NICENESS - MIN_NICENESS - 1)/lowest);
}


/*
 * Threads cannot be made more important than those of the default weight
 */
int Cpu_session_component::_niceness_of_weight(size_t weight)
{
	/* the share at the host shrinks by this factor with each step */
	double const factor = 1.25;

	if (weight >= Weight::DEFAULT_WEIGHT)
		return 0;

	return int(std::lround(std::log(double(Weight::DEFAULT_WEIGHT)/double(std::max<size_t>(weight, 1)))
	                       /std::log(factor)));
}


/*
 * Part of the CPUs that the session was requested for, all of them if nothing
 * was said
 */
Genode::Affinity::Location Cpu_session_component::_location() const
{
	Genode::Affinity::Space    const space(unsigned(Host::available_cpus().size()));
	Genode::Affinity::Location const all(0, 0, space.width(), space.height());

	if (!args().affinity.valid())
		return all;

	Genode::Affinity::Location const location = args().affinity.scale_to(space);

	return location.valid() && location.within(space) ? location : all;
}


Host::Scheduling Cpu_session_component::scheduling(Thread_attributes const &attributes) const
{
	Host::Scheduling result {
		.cpus     = { },
		.niceness = std::min(_niceness + _niceness_of_weight(attributes.weight),
		                     Host::MAX_NICENESS) };

	Genode::Affinity::Location const session = _location(), thread = attributes.location;

	/* CPUs of a thread without location, or with one that does not exist, are those of the session */
	bool const valid = thread.valid()
	                && thread.within(Genode::Affinity::Space(session.width(), session.height()));

	unsigned const first = unsigned(session.xpos()) + (valid ? unsigned(thread.xpos()) : 0);
	unsigned const count = valid ? thread.width() : session.width();

	std::vector<unsigned> const &cpus = Host::available_cpus();

	if (count < cpus.size())
		for (unsigned i = first; i < first + count && i < cpus.size(); i++)
			result.cpus.push_back(cpus[i]);

	return result;
}


void Cpu_session_component::kill(Cpu_thread_component &thread)
{
	Pd_session_component * const pd = thread.pd();

	if (!_threads.erase(&thread.kernel_object()))
		return;

	if (!pd || !pd->keep_place(*this))
		donation().replenish(Cost::THREAD);
}


void Cpu_session_component::return_cost()
{
	_kept_costs -= Cost::THREAD;
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

	Thread_attributes const attributes { .location = location, .weight = weight.value };

	unsigned const index = pd->task().reserve_index(scheduling(attributes).niceness);
	if (index >= Kernel::Abi::MAX_THREADS)
		throw Thread_creation_failed();

	try {
		return create(*pd, name.string(), index, attributes).cap();
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


Genode::Affinity::Space Cpu_session_component::affinity_space() const
{
	Genode::Affinity::Location const location = _location();

	return Genode::Affinity::Space(location.width(), location.height());
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
 * A transfer refers to the quota of this session, as in Genode 16.08
 */
int Cpu_session_component::transfer_quota(Genode::Cpu_session_capability cap,
                                          Genode::size_t amount)
{
	auto * const to = Core::lookup<Cpu_session_component>(cap);
	if (!to)
		return -1;

	if (to->_ref_session() != this && _ref_session() != to)
		return -2;

	/* without quota, any part of it is nothing, whatever the amount */
	size_t product;
	if (__builtin_mul_overflow(_quota, amount, &product))
		return -3;

	size_t const share = quota_lim_downscale(_quota, amount);
	if (share > _quota)
		return -3;

	_quota     -= share;
	to->_quota += share;
	return 0;
}
