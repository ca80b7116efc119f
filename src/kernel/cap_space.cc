/*
 * \brief  Capability space of a task
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <utility>

#include <kernel/cap_space.h>
#include <kernel/gate.h>
#include <kernel/object.h>
#include <kernel/task.h>
#include <kernel/thread.h>

using namespace Kernel;


/*
 * Pay for the table to have the given number of slots
 */
bool Cap_space::_may_grow(size_t size)
{
	size_t const amount = cost(size) - cost(_slots.size());

	return !amount || !_task.slot_account() || _task.slot_account()->withdraw(amount);
}


/*
 * Give back what is behind the last slot in use
 */
void Cap_space::_trim()
{
	/* size of a table that is not worth being made smaller */
	constexpr size_t SMALL = 1024;

	size_t const paid = cost(_slots.size());

	while (!_slots.empty() && !_slots.back()) {
		_slots.pop_back();
		_free.erase(Slot(_slots.size()));
	}
	if (_slots.capacity() > SMALL && _slots.size() < _slots.capacity()/4) {
		_slots.shrink_to_fit();
		_by_object.rehash(0);
	}
	if (_task.slot_account())
		_task.slot_account()->replenish(paid - cost(_slots.size()));
}


Slot Cap_space::_allocate_slot()
{
	if (!_free.empty()) {
		Slot const slot = *_free.begin();
		_free.erase(_free.begin());
		return slot;
	}

	/* slot 0 is never used */
	if (_slots.empty())
		_slots.resize(1);

	if (_slots.size() >= MAX_SLOTS || !_may_grow(_slots.size() + 1))
		return 0;

	_slots.emplace_back();
	return Slot(_slots.size() - 1);
}


/*
 * Take a particular slot out of the free ones
 */
bool Cap_space::_reserve_slot(Slot slot)
{
	if (slot == 0 || slot >= MAX_SLOTS || (slot < _slots.size() && _slots[slot]))
		return false;

	for (Slot fresh = Slot(std::max<size_t>(_slots.size(), 1)); fresh < slot; fresh++)
		_free.insert(fresh);

	if (_slots.size() <= slot) {
		if (_task.slot_account())
			_task.slot_account()->withdraw_unchecked(cost(slot + 1) - cost(_slots.size()));
		_slots.resize(slot + 1);
	}

	_free.erase(slot);
	return true;
}


void Cap_space::_free_slot(Slot slot)
{
	_slots[slot].reset();
	_free.insert(slot);
	_trim();
}


Mapping &Cap_space::_occupy(Slot slot, Object &object, Rights rights, uint32_t deliveries)
{
	_slots[slot] = std::make_unique<Mapping>(*this, slot, object, rights, deliveries);

	Mapping &mapping = *_slots[slot];
	object._mappings.insert(mapping);
	object.acquire();
	_by_object[&object] = slot;
	_changes++;
	return mapping;
}


void Cap_space::_derive(Mapping &mapping, Mapping &parent)
{
	mapping.parent = &parent;
	parent.children.insert(mapping);
}


void Cap_space::_underive(Mapping &mapping)
{
	if (mapping.parent)
		mapping.parent->children.remove(mapping);

	mapping.parent = nullptr;
}


Mapping *Cap_space::find(Object const &object) const
{
	auto const it = _by_object.find(&object);
	return it == _by_object.end() ? nullptr : _slots[it->second].get();
}


Slot Cap_space::insert(Object &object, Rights rights, Mapping *parent)
{
	if (!object.alive())
		return 0;

	if (Mapping * const present = find(object)) {

		present->deliveries++;

		/*
		 * The first giver counts for revocation, unless a later one gives
		 * more. A mapping never becomes a descendant of itself.
		 */
		if ((present->rights | rights) != present->rights) {
			present->rights = present->rights | rights;
			if (parent && !parent->derived_from(*present)) {
				_underive(*present);
				_derive(*present, *parent);
			}
		}
		return present->slot;
	}

	Slot const slot = _allocate_slot();
	if (!slot)
		return 0;

	Mapping &mapping = _occupy(slot, object, rights, 1);
	if (parent)
		_derive(mapping, *parent);

	return slot;
}


bool Cap_space::insert_at(Slot slot, Object &object, Rights rights, uint32_t deliveries,
                          Mapping *parent)
{
	if (find(object) || !object.alive() || !_reserve_slot(slot))
		return false;

	Mapping &mapping = _occupy(slot, object, rights, deliveries);
	if (parent)
		_derive(mapping, *parent);

	return true;
}


bool Cap_space::insert_dead_at(Slot slot, uint32_t deliveries)
{
	if (!_reserve_slot(slot))
		return false;

	_slots[slot] = std::make_unique<Mapping>(*this, slot, deliveries);
	return true;
}


void Cap_space::kill(Mapping &mapping)
{
	if (!mapping.object)
		return;

	Mapping * const parent = mapping.parent;

	while (Mapping * const child = mapping.children.first()) {
		_underive(*child);
		if (parent)
			_derive(*child, *parent);
	}
	_underive(mapping);

	Object &object = *std::exchange(mapping.object, nullptr);

	if (object.kind() == Object::Kind::GATE)
		static_cast<Gate &>(object).capability_lost(_task);

	object._mappings.remove(mapping);
	_by_object.erase(&object);
	_changes++;
	object.release();
}


bool Cap_space::release(Slot slot, uint32_t deliveries)
{
	if (slot >= _slots.size() || !_slots[slot])
		return true;

	/* nobody can have received more than there was */
	if (deliveries > _slots[slot]->deliveries)
		return false;

	if (deliveries < _slots[slot]->deliveries) {
		_slots[slot]->deliveries -= deliveries;
		return false;
	}

	kill(*_slots[slot]);
	_free_slot(slot);
	return true;
}


/*
 * The tree may be as deep as hostile components make it, so no recursion
 */
void Cap_space::revoke(Mapping &root, bool self)
{
	Mapping *mapping = &root;

	for (;;) {
		if (Mapping * const child = mapping->children.first()) {
			mapping = child;
			continue;
		}
		if (mapping == &root)
			break;

		Mapping * const parent = mapping->parent;
		mapping->space.kill(*mapping);
		mapping = parent;
	}

	if (self)
		root.space.kill(root);
}


void Cap_space::clear()
{
	for (Slot slot = 1; slot < _slots.size(); slot++)
		if (_slots[slot]) {
			kill(*_slots[slot]);
			_slots[slot].reset();
		}

	_trim();
	_free.clear();
}
