/*
 * \brief  Reference counts of the capabilities of the component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <lib/base/cap_map.h>
#include <lib/base/kernel.h>
#include <lib/base/platform_env.h>

using namespace Genode;


constinit static Cap_map cap_map { };

Cap_map &Cap_map::map() { return cap_map; }


Cap_map::Entry *Cap_map::_entry(unsigned long slot)
{
	unsigned long const index = slot/Chunk::ENTRIES;

	if (index >= _num_chunks)
		return nullptr;

	return &((Chunk *)_root.chunk[index])->entry[slot % Chunk::ENTRIES];
}


void Cap_map::init()
{
	for (unsigned i = 0; i < STATIC_CHUNKS; i++)
		_root.chunk[i] = (uint64_t)&_static_chunks[i];

	*_entry(Kernel::Abi::TASK_SLOT)   = Entry { .references = 1, .deliveries = 1 };
	*_entry(Kernel::Abi::PARENT_SLOT) = Entry { .references = 1, .deliveries = 1 };

	Kernel::execute(Kernel::Operation::TASK_CAP_MAP, (addr_t)&_root);
}


/*
 * \return  true if the caller has to call '_grow'
 */
bool Cap_map::_start_growing(unsigned long slot)
{
	if (_growing || slot + RESERVE < _num_chunks*Chunk::ENTRIES
	 || _num_chunks == Kernel::Abi::Cap_map_root::CHUNKS)
		return false;

	return _growing = true;
}


/*
 * The allocation uses capabilities itself, for which the reserve is there
 */
void Cap_map::_grow()
{
	Chunk *chunk = nullptr;
	try {
		Platform_env &env = platform_env();
		chunk = env.rm().attach(env.ram().alloc(sizeof(Chunk)));
	} catch (...) {
		raw("Error: no memory for the capability map");
	}

	Lock::Guard guard(_lock);
	if (chunk)
		_root.chunk[_num_chunks++] = (uint64_t)chunk;
	_growing = false;
}


Native_capability::Counted_name Cap_map::deliver(unsigned long slot)
{
	if (!slot)
		return { 0 };

	bool grow = false;
	{
		Lock::Guard guard(_lock);

		Entry * const entry = _entry(slot);
		if (!entry) {
			raw("Error: capability slot ", slot, " exceeds the capability map");
			return { 0 };
		}
		entry->deliveries++;
		__atomic_add_fetch(&entry->references, 1, __ATOMIC_SEQ_CST);

		grow = _start_growing(slot);
	}
	if (grow)
		_grow();

	return { slot };
}


void Cap_map::inc(unsigned long slot)
{
	if (Entry * const entry = _entry(slot))
		__atomic_add_fetch(&entry->references, 1, __ATOMIC_SEQ_CST);
}


void Cap_map::dec(unsigned long slot)
{
	Entry * const entry = _entry(slot);

	if (!entry || __atomic_sub_fetch(&entry->references, 1, __ATOMIC_SEQ_CST))
		return;

	Lock::Guard guard(_lock);

	/* another delivery may have revived the entry in the meantime */
	if (__atomic_load_n(&entry->references, __ATOMIC_SEQ_CST))
		return;

	uint32_t const deliveries = entry->deliveries;

	/* from the release on, the slot may be used for another capability */
	entry->deliveries = 0;

	if (deliveries)
		Kernel::cap_release((uint32_t)slot, deliveries);
}


/***********************
 ** Native_capability **
 ***********************/

void Native_capability::_inc() const { Cap_map::map().inc(_name); }
void Native_capability::_dec() const { Cap_map::map().dec(_name); }


void Native_capability::print(Output &out) const
{
	if (valid())
		Output::out_args(out, "cap<", _name, ">");
	else
		Output::out_args(out, "cap<invalid>");
}
