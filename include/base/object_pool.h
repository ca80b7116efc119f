/*
 * \brief  Objects that are found by a capability
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__OBJECT_POOL_H_
#define _INCLUDE__BASE__OBJECT_POOL_H_

#include <base/capability.h>
#include <base/semaphore.h>
#include <base/thread.h>
#include <base/weak_ptr.h>
#include <util/avl_tree.h>
#include <util/meta.h>

namespace Genode { template <typename> class Object_pool; }


/**
 * Map from local names of capabilities to objects
 *
 * An object that is in use by 'apply' stays until the use has ended. One
 * thread at a time uses an object.
 */
template <typename OBJ_TYPE>
class Genode::Object_pool
{
	private:

		struct Use;

	public:

		class Entry : public Avl_node<Entry>
		{
			private:

				friend class Object_pool;
				friend class Avl_tree<Entry>;

				Untyped_capability _cap { };

				typedef void (*Abandon)(Object_pool &, Entry &);

				Object_pool *_pool    = nullptr;   /* while inserted or in use */
				Abandon      _abandon = nullptr;   /* set along with the pool */
				unsigned     _users   = 0;         /* threads that use it or wait for it */
				bool         _removed = false;
				Semaphore   *_unused  = nullptr;   /* where a remover waits */

				Lock    _access { };       /* held by the thread that uses the object */
				Thread *_owner = nullptr;
				Use    *_use   = nullptr;  /* innermost use by the owner */

				Entry(Entry const &) = delete;
				Entry &operator = (Entry const &) = delete;

				unsigned long _obj_id() const { return (unsigned long)_cap.local_name(); }

			public:

				Entry() { }

				Entry(Untyped_capability cap) : _cap(cap) { }

				virtual ~Entry()
				{
					/* objects that are in no pool do not depend on locks */
					if (Object_pool * const pool = __atomic_load_n(&_pool, __ATOMIC_SEQ_CST))
						_abandon(*pool, *this);
				}

				/**
				 * Avl_node interface
				 */
				bool higher(Entry *other) { return other->_obj_id() > _obj_id(); }

				/**
				 * Return entry of the subtree with the given name, null if
				 * there is none
				 */
				Entry *find_by_obj_id(unsigned long obj_id)
				{
					Entry *entry = this;
					while (entry && entry->_obj_id() != obj_id)
						entry = entry->child(obj_id > entry->_obj_id());
					return entry;
				}

				/**
				 * Assign capability, used before the object is inserted
				 */
				void cap(Untyped_capability cap) { _cap = cap; }

				Untyped_capability const cap() const { return _cap; }
		};

	private:

		Avl_tree<Entry> _tree { };
		Lock            _lock { };

		static bool _used_by_caller(Entry const &entry) {
			return entry._use && entry._owner == Thread::myself(); }

		/**
		 * Drop use of an entry, called with the lock of the pool being held
		 *
		 * Without a user, a removed entry may vanish at once.
		 */
		static void _drop(Entry &entry)
		{
			if (--entry._users)
				return;

			Semaphore * const unused = entry._unused;
			if (unused)
				unused->up();
			else if (entry._removed)
				__atomic_store_n(&entry._pool, (Object_pool *)nullptr, __ATOMIC_SEQ_CST);
		}

		/*
		 * Scope during which an entry is in use
		 */
		struct Use
		{
			Object_pool &pool;
			Entry       *entry = nullptr;
			Use         *outer = nullptr;

			Use(Object_pool &pool, unsigned long id) : pool(pool)
			{
				{
					Lock::Guard guard(pool._lock);
					Entry * const root = pool._tree.first();
					entry = root ? root->find_by_obj_id(id) : nullptr;
					if (!entry)
						return;

					if (_used_by_caller(*entry)) {
						outer       = entry->_use;
						entry->_use = this;
						return;
					}
					entry->_users++;
				}

				entry->_access.lock();

				Lock::Guard guard(pool._lock);
				if (!entry->_removed) {
					entry->_owner = Thread::myself();
					entry->_use   = this;
					return;
				}
				entry->_access.unlock();
				_drop(*entry);
				entry = nullptr;
			}

			~Use()
			{
				if (!entry)
					return;

				Lock::Guard guard(pool._lock);
				entry->_use = outer;
				if (outer)
					return;

				entry->_owner = nullptr;
				entry->_access.unlock();
				_drop(*entry);
			}

			Use(Use const &) = delete;
			Use &operator = (Use const &) = delete;
		};

		/**
		 * Wait until nobody uses an entry that cannot be found anymore
		 *
		 * The waiting must not be given up.
		 */
		void _await_unused(Entry &entry)
		{
			Semaphore unused;
			bool      in_use;
			{
				Lock::Guard guard(_lock);
				in_use = entry._users > 0;
				entry._unused = in_use ? &unused : nullptr;
			}

			while (in_use)
				try { unused.down(); in_use = false; }
				catch (Blocking_canceled) { }

			Lock::Guard guard(_lock);
			entry._unused = nullptr;
			__atomic_store_n(&entry._pool, (Object_pool *)nullptr, __ATOMIC_SEQ_CST);
		}

		/**
		 * Forget the uses by the caller of an entry that is being destructed
		 */
		static void _abandon_entry(Object_pool &pool, Entry &entry)
		{
			{
				Lock::Guard guard(pool._lock);

				/* without users, there is nothing to wait for */
				if (!entry._users)
					return;

				entry._removed = true;
				if (_used_by_caller(entry)) {
					for (Use *use = entry._use; use; use = use->outer)
						use->entry = nullptr;

					entry._use   = nullptr;
					entry._owner = nullptr;
					entry._access.unlock();
					entry._users--;
				}
			}
			pool._await_unused(entry);
		}

		template <typename FUNC, typename = void>
		struct Argument { typedef OBJ_TYPE *Type; };

		template <typename FUNC>
		struct Argument<FUNC, typename Meta::Enable_if_valid<decltype(&FUNC::operator())>::Type>
		{
			typedef typename Trait::Functor<decltype(&FUNC::operator())>
			        ::template Argument<0>::Type Type;
		};

		template <typename TO>
		static TO _cast(Entry *entry, TO *)
		{
			OBJ_TYPE * const obj = static_cast<OBJ_TYPE *>(entry);

			if constexpr (__is_same(TO, OBJ_TYPE *))
				return obj;
			else
				return dynamic_cast<TO>(obj);
		}

	public:

		void insert(OBJ_TYPE *obj)
		{
			Lock::Guard guard(_lock);

			Entry &entry = *obj;
			entry._pool    = this;
			entry._abandon = _abandon_entry;
			entry._removed = false;
			_tree.insert(&entry);
		}

		/**
		 * Remove object, blocks as long as another thread uses it
		 *
		 * Called within 'apply' for the same object, the function does not
		 * block. Threads that are waiting for the object will not find it.
		 */
		void remove(OBJ_TYPE *obj)
		{
			Entry &entry = *obj;
			{
				Lock::Guard guard(_lock);
				_tree.remove(&entry);
				entry._removed = true;

				if (_used_by_caller(entry))
					return;
			}
			_await_unused(entry);
		}

		/**
		 * Call 'func' with a pointer to the object
		 *
		 * The type of the argument of 'func' may be one that the type of the
		 * objects is a base of. The pointer is null if there is no such object.
		 *
		 * \return  return value of 'func'
		 */
		template <typename FUNC>
		auto apply(unsigned long capid, FUNC func)
		-> decltype(func((typename Argument<FUNC>::Type)nullptr))
		{
			Use use(*this, capid);
			return func(_cast(use.entry, (typename Argument<FUNC>::Type *)nullptr));
		}

		template <typename FUNC>
		auto apply(Untyped_capability cap, FUNC func)
		-> decltype(func((typename Argument<FUNC>::Type)nullptr))
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
