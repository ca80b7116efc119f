/*
 * \brief  Capability space of a task
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__CAP_SPACE_H_
#define _KERNEL__CAP_SPACE_H_

#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

#include <kernel/mapping.h>

namespace Kernel {

	class Cap_space;
	class Task;
}


/**
 * Table of the capabilities of a task
 *
 * Each object occupies at most one slot: a task that receives an object it
 * already holds gets the slot it has. New capabilities go to the lowest free
 * slot, so the slots of a task depend on nothing but what it did. A slot
 * becomes free by 'release' only.
 *
 * The account of the task pays for the table up to the last slot in use.
 */
class Kernel::Cap_space
{
	private:

		Task &_task;

		std::vector<std::unique_ptr<Mapping>>  _slots { };
		std::set<Slot>                         _free  { };   /* below '_slots.size()' */
		std::unordered_map<Object const *, Slot> _by_object { };

		uint64_t _changes = 0;

		bool _may_grow(size_t size);
		void _trim();

		Slot _allocate_slot();
		bool _reserve_slot(Slot);
		void _free_slot(Slot);
		Mapping &_occupy(Slot, Object &, Rights, uint32_t deliveries);

		static void _derive(Mapping &, Mapping &parent);
		static void _underive(Mapping &);

		Cap_space(Cap_space const &) = delete;
		Cap_space &operator = (Cap_space const &) = delete;

	public:

		/** Slots 1 to 'MAX_SLOTS - 1' can be used */
		static constexpr Slot MAX_SLOTS = 1u << 16;

		/*
		 * Upper bound of what nucleus needs for a slot in bytes, slots that are
		 * part of what a task costs anyway, and number of those that are paid
		 * at once
		 */
		static constexpr size_t SLOT_COST = 256, PREPAID_SLOTS = 64, SLOTS_AT_ONCE = 16;

		/** Return bytes to pay for a table with the given number of slots */
		static constexpr size_t cost(size_t slots)
		{
			if (slots <= PREPAID_SLOTS)
				return 0;

			size_t const units = (slots - PREPAID_SLOTS + SLOTS_AT_ONCE - 1)/SLOTS_AT_ONCE;
			return units*SLOTS_AT_ONCE*SLOT_COST;
		}

		explicit Cap_space(Task &task) : _task(task) { }

		~Cap_space() { clear(); }

		Task &task() const { return _task; }

		/**
		 * Enter a capability
		 *
		 * If the space holds the object already, the delivery is counted and
		 * the rights are united.
		 *
		 * \param parent  mapping that the capability is derived from, or null
		 *
		 * \return  slot, 0 if the space is full, the object is dead, or the
		 *          task cannot pay
		 */
		Slot insert(Object &, Rights, Mapping *parent);

		/**
		 * Enter a capability in a particular slot regardless of the quota
		 *
		 * \return  false if the slot number is invalid, the slot is taken, or
		 *          the object is held by another slot or dead
		 */
		bool insert_at(Slot, Object &, Rights, uint32_t deliveries, Mapping *parent);

		/**
		 * Occupy a particular slot with a dead capability, regardless of the
		 * quota
		 *
		 * \return  false if the slot number is invalid or the slot is taken
		 */
		bool insert_dead_at(Slot, uint32_t deliveries);

		/**
		 * Return capability in a slot, null if there is none or it is dead
		 *
		 * \param slot  arbitrary number
		 */
		Mapping *lookup(Slot slot) const
		{
			return slot < _slots.size() && _slots[slot] && _slots[slot]->object
			     ? _slots[slot].get() : nullptr;
		}

		/**
		 * Return capability for an object, null if there is none
		 */
		Mapping *find(Object const &) const;

		/**
		 * Give up a capability unless further deliveries are under way
		 *
		 * What was derived from it stays, as if it were derived from the
		 * parent.
		 *
		 * \param deliveries  number of deliveries that the task has seen, which
		 *                    do not count anymore; more than there were have
		 *                    no effect
		 *
		 * \return  true if the slot is free
		 */
		bool release(Slot, uint32_t deliveries);

		/**
		 * Let a capability die, derived mappings are attached to its parent
		 */
		void kill(Mapping &);

		/**
		 * Take back all capabilities derived from a mapping
		 *
		 * \param self  let the mapping itself die as well
		 */
		static void revoke(Mapping &, bool self);

		/**
		 * Remove all capabilities and free all slots
		 */
		void clear();

		/**
		 * Call 'fn' with each 'Mapping', dead ones included, in the order of slots
		 */
		void for_each(auto const &fn) const
		{
			for (auto const &mapping : _slots)
				if (mapping)
					fn(*mapping);
		}

		/** Return number that grows whenever a capability comes or goes */
		uint64_t changes() const { return _changes; }

		/** Return number of slots up to the last one in use */
		size_t size() const { return _slots.size(); }

		/** Return number of capabilities that are alive */
		size_t count() const { return _by_object.size(); }
};

#endif /* _KERNEL__CAP_SPACE_H_ */
