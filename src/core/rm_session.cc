/*
 * \brief  RM service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/rm_session.h>
#include <kernel/abi/layout.h>

using namespace Core;


Region_map_component &Rm_session_component::create_region_map(size_t size)
{
	size_t const page = Kernel::Abi::PAGE_SIZE;

	if (size == 0 || size > Kernel::Abi::USER_END)
		throw Out_of_metadata();

	try { donation().withdraw(Cost::REGION_MAP); }
	catch (Quota::Exceeded) { throw Out_of_metadata(); }

	auto rm = std::make_unique<Region_map_component>(_system, "region_map", donation(),
	                                                 (size + page - 1) & ~(page - 1));

	Region_map_component &result = *rm;
	_region_maps.emplace(&result.kernel_object(), std::move(rm));
	return result;
}


void Rm_session_component::destroy(Region_map_component &rm)
{
	if (_region_maps.erase(&rm.kernel_object()))
		donation().replenish(Cost::REGION_MAP);
}


Genode::Capability<Genode::Region_map> Rm_session_component::create(Genode::size_t size)
{
	return create_region_map(size).cap();
}


void Rm_session_component::destroy(Genode::Capability<Genode::Region_map> cap)
{
	if (Region_map_component * const rm = Core::lookup<Region_map_component>(cap))
		destroy(*rm);
}
