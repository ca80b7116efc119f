/*
 * \brief  Objects that are found by a capability
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__OBJECT_POOL_H_
#define _INCLUDE__BASE__OBJECT_POOL_H_

#include <base/capability.h>
#include <base/semaphore.h>
#include <util/avl_tree.h>

namespace Genode { template <typename> class Object_pool; }


/**
 * Map from local names of capabilities to objects
 *
 * An object that is in use by 'apply' stays until the use has ended. The
 * removal of an object waits for that.
 */
template <typename OBJ_TYPE>
class Genode::Object_pool
{
	public:

		class Entry : public Avl_node<Entry>
		{
			private:

				friend class Object_pool;
				friend class Avl_tree<Entry>;

				Untyped_capability _cap { };

				unsigned   _users   = 0;
				Semaphore *_unused  = nullptr;   /* where a remover waits */

				unsigned long _obj_id() const { return (unsigned long)_cap.local_name(); }

			public:

				Entry() { }

				explicit Entry(Untyped_capability cap) : _cap(cap) { }

				virtual ~Entry() { }

				/**
				 * Avl_node interface
				 */
				bool higher(Entry *other) { return other->_obj_id() > _obj_id(); }

				/**
				 * Assign capability, used before the object is inserted
				 */
				void cap(Untyped_capability cap) { _cap = cap; }

				Untyped_capability const cap() const { return _cap; }
		};

	private:

		Avl_tree<Entry> _tree { };
		Lock            _lock { };

		Entry *_find(unsigned long id) const
		{
			Entry *entry = _tree.first();

			while (entry && entry->_obj_id() != id)
				entry = entry->child(id > entry->_obj_id());

			return entry;
		}

		/*
		 * Scope during which an entry is in use
		 */
		struct Use
		{
			Object_pool &pool;
			Entry       *entry;

			Use(Object_pool &pool, unsigned long id) : pool(pool), entry(nullptr)
			{
				Lock::Guard guard(pool._lock);
				entry = pool._find(id);
				if (entry)
					entry->_users++;
			}

			~Use()
			{
				if (!entry)
					return;

				Lock::Guard guard(pool._lock);
				if (--entry->_users == 0 && entry->_unused)
					entry->_unused->up();
			}

			Use(Use const &) = delete;
			Use &operator = (Use const &) = delete;
		};

		void _remove(Entry &entry, Semaphore &unused)
		{
			bool in_use;
			{
				Lock::Guard guard(_lock);
				_tree.remove(&entry);
				in_use = entry._users > 0;
				if (in_use)
					entry._unused = &unused;
			}

			/* waiting for the users must not be given up */
			while (in_use)
				try { unused.down(); in_use = false; }
				catch (Blocking_canceled) { }

			Lock::Guard guard(_lock);
			entry._unused = nullptr;
		}

	public:

		void insert(OBJ_TYPE *obj)
		{
			Lock::Guard guard(_lock);
			_tree.insert(obj);
		}

		/**
		 * Remove object, blocks as long as another thread uses it
		 */
		void remove(OBJ_TYPE *obj)
		{
			Semaphore unused;
			_remove(*obj, unused);
		}

		/**
		 * Call 'func' with a pointer to the object, null if there is none
		 *
		 * \return  return value of 'func'
		 */
		template <typename FUNC>
		auto apply(unsigned long capid, FUNC func) -> decltype(func((OBJ_TYPE *)nullptr))
		{
			Use use(*this, capid);
			return func(static_cast<OBJ_TYPE *>(use.entry));
		}

		template <typename FUNC>
		auto apply(Untyped_capability cap, FUNC func) -> decltype(func((OBJ_TYPE *)nullptr))
		{
			return apply((unsigned long)cap.local_name(), func);
		}

		/**
		 * Remove all objects, calling 'func' for each
		 */
		template <typename FUNC>
		void remove_all(FUNC func)
		{
			for (;;) {
				OBJ_TYPE *obj = nullptr;
				{
					Lock::Guard guard(_lock);
					obj = static_cast<OBJ_TYPE *>(_tree.first());
				}
				if (!obj)
					return;

				remove(obj);
				func(obj);
			}
		}
};

#endif /* _INCLUDE__BASE__OBJECT_POOL_H_ */
