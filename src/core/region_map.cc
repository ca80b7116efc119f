/*
 * \brief  Region map
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <bit>

#include <core/quota.h>
#include <core/region_map.h>
#include <kernel/abi/layout.h>
#include <kernel/system.h>

using namespace Core;
using Kernel::Abi::PAGE_SIZE;


namespace {

	/*
	 * Regions that the client does not place are kept away from the lower part
	 * of an address space, where binaries and stacks have their fixed places
	 */
	constexpr uint64_t DYNAMIC_START = 1ull << 32;

	/* the alignment eases debugging and lets the host use large pages */
	constexpr uint64_t MAX_ALIGNMENT = 2u << 20;

	bool aligned(uint64_t value) { return value % PAGE_SIZE == 0; }

	uint64_t rounded(uint64_t size) { return (size + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1); }

	struct Range { uint64_t start, end; };

	Range intersection(Range a, Range b)
	{
		Range const range { std::max(a.start, b.start), std::min(a.end, b.end) };
		return range.start < range.end ? range : Range { 0, 0 };
	}
}


Region_map_component::Region_map_component(Kernel::System &system, std::string const &name,
                                           Quota &quota, uint64_t size)
:
	Rpc_component(system, name), _system(system), _quota(quota),
	_start(0), _end(size), _dynamic_start(0)
{ }


Region_map_component::Region_map_component(Kernel::System &system, std::string const &name,
                                           Quota &quota, Kernel::Ref<Kernel::Task> const &task,
                                           uint64_t start, uint64_t end)
:
	Rpc_component(system, name), _system(system), _quota(quota),
	_start(start), _end(end), _dynamic_start(DYNAMIC_START), _task(task)
{ }


Region_map_component::~Region_map_component()
{
	clear();
	_dataspace.reset();
}


/*************
 ** Regions **
 *************/

Region_map_component::Regions::iterator Region_map_component::_region_at(uint64_t addr)
{
	auto it = _regions.upper_bound(addr);
	if (it == _regions.begin())
		return _regions.end();

	--it;
	return addr - it->first < it->second.size ? it : _regions.end();
}


bool Region_map_component::_free_range(uint64_t addr, uint64_t size) const
{
	auto const next = _regions.lower_bound(addr);

	if (next != _regions.end() && next->first < addr + size)
		return false;

	if (next == _regions.begin())
		return true;

	auto const prev = std::prev(next);
	return prev->first + prev->second.size <= addr;
}


/*
 * \return  0 if there is no space, which is never a valid address for regions
 *          placed by core unless the region map starts at 0
 */
uint64_t Region_map_component::_find_free(uint64_t size, uint64_t alignment) const
{
	auto align = [&] (uint64_t addr) { return (addr + alignment - 1) & ~(alignment - 1); };

	uint64_t addr = align(_dynamic_start);

	for (auto it = _regions.lower_bound(_dynamic_start); it != _regions.end(); ++it) {
		if (it->first >= addr && it->first - addr >= size)
			break;
		addr = std::max(addr, align(it->first + it->second.size));
	}

	if (addr > _end || size > _end - addr)
		throw Region_conflict();

	return addr;
}


uint64_t Region_map_component::_place(Region const &region, bool use_local_addr,
                                      uint64_t local_addr) const
{
	if (!use_local_addr)
		return _find_free(region.size, std::clamp(std::bit_floor(region.size),
		                                          PAGE_SIZE, MAX_ALIGNMENT));

	if (!aligned(local_addr) || local_addr < _start || local_addr > _end
	 || region.size > _end - local_addr)
		throw Invalid_args();

	return local_addr;
}


void Region_map_component::insert(uint64_t addr, Region const &region)
{
	uint64_t const size      = rounded(region.size);
	uint64_t const available = rounded(region.dataspace->size());

	if (!aligned(addr) || !aligned(region.offset) || size == 0
	 || addr < _start || addr > _end || size > _end - addr
	 || region.offset > available || size > available - region.offset)
		throw Invalid_args();

	if (!_free_range(addr, region.size))
		throw Region_conflict();

	if (Region_map_component const * const nested = region.dataspace->region_map())
		if (nested->_contains(*this))
			throw Invalid_args();

	_quota.withdraw(Cost::REGION);

	try { _account_for(region); }
	catch (Region_conflict) {
		_quota.replenish(Cost::REGION);
		throw;
	}
	_regions.emplace(addr, region);
	region.dataspace->add_user(*this);
	_system.note_memory_change();

	_map(region, addr);
	_retry_faulters(addr, region.size);
}


void Region_map_component::_remove(Regions::iterator it)
{
	auto const [addr, region] = *it;

	_unmap(addr, region.size);
	_regions.erase(it);
	_system.note_memory_change();
	region.dataspace->remove_user(*this);
	_discount(region);
	_quota.replenish(Cost::REGION);
}


void Region_map_component::remove(uint64_t addr)
{
	auto const it = _regions.find(addr);

	if (it != _regions.end())
		_remove(it);
}


void Region_map_component::clear()
{
	while (!_regions.empty())
		_remove(_regions.begin());
}


void Region_map_component::detach_dataspace(Dataspace_component &ds)
{
	for (auto it = _regions.begin(); it != _regions.end(); ) {
		auto const current = it++;
		if (current->second.dataspace == &ds)
			_remove(current);
	}
}


/**************
 ** Mappings **
 **************/

/*
 * Find the address spaces in which a range of the region map is visible
 */
void Region_map_component::_for_each_window(uint64_t start, uint64_t size, unsigned depth,
                                            Window_fn const &fn) const
{
	if (_task)
		fn(*_task, start, start, size);

	if (!_dataspace || depth > MAX_NESTING)
		return;

	Region_map_component const *previous = nullptr;
	for (Region_map_component const * const user : _dataspace->users()) {

		/* a region map appears once for each of its regions */
		if (user == previous)
			continue;
		previous = user;

		for (auto const &[addr, region] : user->_regions) {

			if (region.dataspace != _dataspace.get())
				continue;

			Range const visible = intersection({ start, start + size },
			                                   { region.offset, region.offset + region.size });
			if (!visible.end)
				continue;

			uint64_t const outer = addr + (visible.start - region.offset);

			user->_for_each_window(outer, visible.end - visible.start, depth + 1,
				[&, outer] (Kernel::Task &task, uint64_t task_addr, uint64_t start, uint64_t size) {
					fn(task, task_addr, visible.start + (start - outer), size); });
		}
	}
}


void Region_map_component::for_each_task(std::function<void (Kernel::Task &)> const &fn) const
{
	_for_each_window(0, _end, 0, [&] (Kernel::Task &task, uint64_t, uint64_t, uint64_t) {
		fn(task); });
}


/*
 * Call 'fn' for each piece of memory behind a region
 */
void Region_map_component::_for_each_mapping(Region const &region, uint64_t addr, unsigned depth,
                                             Map_fn const &fn)
{
	if (Host::Memory const * const memory = region.dataspace->memory()) {
		region.dataspace->for_each_present(region.offset, region.size,
			[&] (uint64_t offset, uint64_t size) {
				fn({ .addr       = addr + (offset - region.offset),
				     .size       = size,
				     .offset     = memory->offset() + offset,
				     .writeable  = region.dataspace->writable(),
				     .executable = region.executable }); });
		return;
	}

	Region_map_component const &nested = *region.dataspace->region_map();

	if (depth > MAX_NESTING)
		return;

	for (auto const &[inner_addr, inner] : nested._regions) {

		Range const visible = intersection({ region.offset, region.offset + region.size },
		                                   { inner_addr, inner_addr + inner.size });
		if (!visible.end)
			continue;

		Region const part { .dataspace  = inner.dataspace,
		                    .size       = visible.end - visible.start,
		                    .offset     = inner.offset + (visible.start - inner_addr),
		                    .executable = inner.executable };

		_for_each_mapping(part, addr + (visible.start - region.offset), depth + 1, fn);
	}
}


void Region_map_component::_map(Region const &region, uint64_t addr)
{
	_for_each_window(addr, region.size, 0,
		[&] (Kernel::Task &task, uint64_t task_addr, uint64_t start, uint64_t size) {

			_for_each_mapping(region, addr, 0, [&] (Host::Mapping const &mapping) {

				Range const visible = intersection({ mapping.addr, mapping.addr + mapping.size },
				                                   { start, start + size });
				if (!visible.end)
					return;

				task.map_memory({ .addr       = task_addr + (visible.start - start),
				                  .size       = visible.end - visible.start,
				                  .offset     = mapping.offset + (visible.start - mapping.addr),
				                  .writeable  = mapping.writeable,
				                  .executable = mapping.executable }); }); });
}


void Region_map_component::_unmap(uint64_t addr, uint64_t size)
{
	_for_each_window(addr, size, 0,
		[&] (Kernel::Task &task, uint64_t task_addr, uint64_t, uint64_t size) {
			task.unmap_memory(task_addr, size); });
}


void Region_map_component::map_part(Dataspace_component &ds, uint64_t offset, uint64_t size)
{
	for (auto const &[addr, region] : _regions) {

		if (region.dataspace != &ds)
			continue;

		Range const part = intersection({ offset, offset + size },
		                                { region.offset, region.offset + region.size });
		if (part.end)
			_map({ .dataspace  = &ds,
			       .size       = part.end - part.start,
			       .offset     = part.start,
			       .executable = region.executable }, addr + (part.start - region.offset));
	}
}


void Region_map_component::map_everything()
{
	_system.note_memory_change();

	for (auto const &[addr, region] : _regions)
		_map(region, addr);
}


bool Region_map_component::lookup(uint64_t addr,
                                  std::function<void (Region const &, uint64_t)> const &fn) const
{
	auto const it = const_cast<Region_map_component &>(*this)._region_at(addr);
	if (it == _regions.end())
		return false;

	uint64_t const offset = it->second.offset + (addr - it->first);

	if (Region_map_component const * const nested = it->second.dataspace->region_map())
		return nested->lookup(offset, fn);

	fn(it->second, offset);
	return true;
}


Region_map_component &Region_map_component::responsible(uint64_t &addr)
{
	auto const it = _region_at(addr);
	if (it == _regions.end() || !it->second.dataspace->region_map())
		return *this;

	addr = it->second.offset + (addr - it->first);
	return it->second.dataspace->region_map()->responsible(addr);
}


/**************************
 ** Region_map interface **
 **************************/

Genode::Region_map::Local_addr
Region_map_component::attach(Genode::Dataspace_capability ds_cap, Genode::size_t size,
                             Genode::off_t offset, bool use_local_addr,
                             Local_addr local_addr, bool executable)
{
	Dataspace_component * const ds = Core::lookup<Dataspace_component>(ds_cap);
	if (!ds)
		throw Invalid_dataspace();

	uint64_t const ds_size = rounded(ds->size());

	if (offset < 0 || !aligned(uint64_t(offset)) || uint64_t(offset) >= ds_size)
		throw Invalid_args();

	uint64_t const available = ds_size - uint64_t(offset);
	if (size > available)
		throw Invalid_args();

	Region const region { .dataspace  = ds,
	                      .size       = size ? rounded(size) : available,
	                      .offset     = uint64_t(offset),
	                      .executable = executable };
	try {
		uint64_t const addr = _place(region, use_local_addr, Genode::addr_t(local_addr));
		insert(addr, region);
		return Local_addr(addr);
	}
	catch (Quota::Exceeded) { throw Out_of_metadata(); }
}


void Region_map_component::detach(Local_addr local_addr)
{
	auto const it = _region_at(Genode::addr_t(local_addr));

	if (it != _regions.end())
		_remove(it);
}


Dataspace_component &Region_map_component::dataspace_component()
{
	if (!_dataspace)
		_dataspace = std::make_unique<Managed_dataspace>(_system,
			"managed_dataspace " + kernel_object().name(), *this, _end);

	return *_dataspace;
}


Dataspace_component *Region_map_component::existing_dataspace() const { return _dataspace.get(); }


Genode::Dataspace_capability Region_map_component::dataspace()
{
	return Genode::static_cap_cast<Genode::Dataspace>(dataspace_component().cap());
}
