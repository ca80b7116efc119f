/*
 * \brief  RAM service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/pd_session.h>
#include <core/ram_session.h>
#include <kernel/abi/layout.h>
#include <kernel/system.h>

using namespace Core;
using Kernel::Abi::PAGE_SIZE;


Ram_session_component::Ram_session_component(Kernel::System &system, Session_registry &registry,
                                             Session_args const &args, Host::Arena &arena)
:
	Core::Session(registry, args, OVERHEAD), Rpc_component(system, "ram_session"),
	_system(system), _arena(arena), _sessions(registry)
{ }


Ram_session_component::~Ram_session_component()
{
	clear();

	/* what is left goes back to where it came from */
	if (Ram_session_component * const ref = _ref_session())
		ref->_limit += _limit;

	/* so will be what this session gave to others */
	auto const heir = _ref_account;
	_sessions.for_each<Ram_session_component>([&] (Ram_session_component &other) {
		if (other._ref_session() == this)
			other._ref_account = heir; });

	/* others take over what the session pays, so that nobody gets slots for nothing */
	std::vector<std::pair<Slot_account *, size_t>> accounts;
	_sessions.for_each<Pd_session_component>([&] (Pd_session_component &pd) {
		if (pd.slot_account().payer() == this)
			accounts.emplace_back(&pd.slot_account(), pd.slot_account().paid()); });

	kernel_object().destroy();
	for (auto const &[account, paid] : accounts)
		account->withdraw_unchecked(paid);
}


Ram_session_component *Ram_session_component::_ref_session() const
{
	return _ref_account && _ref_account->alive()
	     ? dynamic_cast<Ram_session_component *>(_ref_account->handler()) : nullptr;
}


bool Ram_session_component::withdraw(size_t amount)
{
	if (amount > available())
		return false;

	_limit -= amount;
	return true;
}


bool Ram_session_component::pay_metadata(size_t amount)
{
	if (amount > available())
		return false;

	_used += amount;
	return true;
}


Ram_dataspace &Ram_session_component::allocate(size_t size)
{
	size_t const rounded = (size + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);

	if (rounded < size || rounded == 0 || rounded > available())
		throw Quota_exceeded();

	try {
		return insert(_arena.allocate(rounded));
	}
	catch (Core::Quota::Exceeded)               { throw Out_of_metadata(); }
	catch (Host::Arena::Out_of_memory const &) { throw Quota_exceeded(); }
}


Ram_dataspace &Ram_session_component::insert(Host::Memory &&memory)
{
	donation().withdraw(Cost::DATASPACE);

	auto ds = std::make_unique<Ram_dataspace>(_system, std::move(memory));

	Ram_dataspace &result = *ds;
	_dataspaces.emplace(&result.kernel_object(), std::move(ds));
	_system.note_memory_change();
	_used += result.size();
	return result;
}


void Ram_session_component::free(Ram_dataspace &ds)
{
	auto const it = _dataspaces.find(&ds.kernel_object());
	if (it == _dataspaces.end())
		return;

	_used -= ds.size();
	donation().replenish(Cost::DATASPACE);
	_system.note_memory_change();
	_dataspaces.erase(it);
}


void Ram_session_component::clear()
{
	while (!_dataspaces.empty())
		free(*_dataspaces.begin()->second);
}


/***************************
 ** Ram_session interface **
 ***************************/

Genode::Ram_dataspace_capability Ram_session_component::alloc(Genode::size_t size,
                                                              Genode::Cache_attribute)
{
	return Genode::reinterpret_cap_cast<Genode::Ram_dataspace>(allocate(size).cap());
}


void Ram_session_component::free(Genode::Ram_dataspace_capability cap)
{
	if (Ram_dataspace * const ds = Core::lookup<Ram_dataspace>(cap))
		free(*ds);
}


int Ram_session_component::ref_account(Genode::Ram_session_capability cap)
{
	if (_ref_account)
		return -2;

	auto * const ref = Core::lookup<Ram_session_component>(cap);
	if (!ref)
		return -1;

	/* an account that refers to itself would have no way to get quota */
	if (ref == this)
		return -3;

	_ref_account = Kernel::Ref<Kernel::Object>(ref->kernel_object());
	return 0;
}


int Ram_session_component::transfer_quota(Genode::Ram_session_capability cap,
                                          Genode::size_t amount)
{
	auto * const to = Core::lookup<Ram_session_component>(cap);
	if (!to)
		return -1;

	if (to->_ref_session() != this && _ref_session() != to)
		return -2;

	if (!withdraw(amount))
		return -3;

	to->_limit += amount;
	return 0;
}
