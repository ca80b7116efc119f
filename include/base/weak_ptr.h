/*
 * \brief  Pointers that notice that their object vanishes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__WEAK_PTR_H_
#define _INCLUDE__BASE__WEAK_PTR_H_

#include <base/exception.h>
#include <base/lock.h>
#include <base/lock_guard.h>
#include <base/log.h>
#include <util/list.h>
#include <util/noncopyable.h>

namespace Genode {

	class Weak_object_base;
	class Weak_ptr_base;
	class Locked_ptr_base;

	template <typename> struct Weak_object;
	template <typename> struct Weak_ptr;
	template <typename> struct Locked_ptr;
}


/**
 * Weak pointer to an object of any type
 */
class Genode::Weak_ptr_base : public List<Weak_ptr_base>::Element
{
	private:

		friend class Weak_object_base;
		friend class Locked_ptr_base;

		Weak_object_base *_obj = nullptr;

		/*
		 * Lock that protects which pointers refer to which objects
		 *
		 * There is one for all objects. It is held for moments only, never
		 * while another lock is waited for.
		 */
		static Lock &_associations()
		{
			static Lock lock;
			return lock;
		}

		/* to be called with the associations locked */
		inline void _adopt(Weak_object_base *);
		inline void _disassociate();

	protected:

		explicit inline Weak_ptr_base(Weak_object_base *obj);

		inline Weak_ptr_base(Weak_ptr_base const &other);

	public:

		/**
		 * Constructor of an invalid pointer
		 */
		Weak_ptr_base() { }

		inline ~Weak_ptr_base();

		inline Weak_ptr_base &operator = (Weak_ptr_base const &other);

		/** Return true if both pointers refer to the same object, or to none */
		inline bool operator == (Weak_ptr_base const &other) const;

		/**
		 * Return object, null if it has vanished
		 *
		 * \noapi
		 */
		Weak_object_base *obj() const { return _obj; }

		/**
		 * Print state of the pointer, a test may provide its own version
		 *
		 * \noapi
		 */
		void debug_info() const;
};


/**
 * Object of any type that weak pointers refer to
 */
class Genode::Weak_object_base : Noncopyable
{
	private:

		friend class Weak_ptr_base;
		friend class Locked_ptr_base;

		/* protected by the lock of the associations */
		List<Weak_ptr_base> _list  { };
		unsigned            _users = 0;      /* locked pointers, waiting or valid */
		bool                _dying = false;

		Lock _lock { };                      /* held by the valid locked pointer  */
		Lock _idle { Lock::LOCKED };         /* where the destructing thread waits */

		/* be left by a locked pointer */
		void _leave()
		{
			_lock.unlock();

			Lock::Guard guard(Weak_ptr_base::_associations());
			if (--_users == 0 && _dying)
				_idle.unlock();
		}

	protected:

		template <typename T>
		inline Weak_ptr<T> _weak_ptr();

	public:

		/** The object is being destructed */
		class In_destruction : Exception { };

		~Weak_object_base()
		{
			if (_list.first())
				error("Weak object ", this, " is referred to at its destruction, "
				      "'lock_for_destruction' was not called");
		}

		/**
		 * Forget weak pointer
		 *
		 * \noapi
		 */
		void disassociate(Weak_ptr_base *ptr)
		{
			Lock::Guard guard(Weak_ptr_base::_associations());
			if (ptr && ptr->_obj == this)
				ptr->_disassociate();
		}

		/**
		 * Invalidate all weak pointers and wait until no locked pointer is
		 * left
		 *
		 * Must be called by the destructor of the object.
		 */
		void lock_for_destruction()
		{
			{
				Lock::Guard guard(Weak_ptr_base::_associations());

				while (Weak_ptr_base * const ptr = _list.first())
					ptr->_disassociate();

				_dying = true;
				if (!_users)
					return;
			}

			_idle.lock();

			/* wait until the last user has left '_leave' */
			Lock::Guard guard(Weak_ptr_base::_associations());
		}

		/**
		 * Print state of the object, a test may provide its own version
		 *
		 * \noapi
		 */
		void debug_info() const;
};


/**
 * Locked object of any type
 */
class Genode::Locked_ptr_base : Noncopyable
{
	protected:

		Weak_object_base *curr = nullptr;

		explicit Locked_ptr_base(Weak_ptr_base &weak_ptr)
		{
			{
				Lock::Guard guard(Weak_ptr_base::_associations());

				curr = weak_ptr._obj;
				if (!curr)
					return;

				curr->_users++;
			}
			curr->_lock.lock();
		}

		~Locked_ptr_base()
		{
			if (curr)
				curr->_leave();
		}
};


/**
 * Pointer to an object that may vanish
 *
 * The object is accessed by means of a 'Locked_ptr'.
 */
template <typename T>
struct Genode::Weak_ptr : Weak_ptr_base
{
	/**
	 * Constructor of an invalid pointer
	 */
	Weak_ptr() { }

	Weak_ptr(Weak_ptr<T> const &other) : Weak_ptr_base(other) { }

	/**
	 * \noapi
	 */
	explicit Weak_ptr(Weak_object_base *obj) : Weak_ptr_base(obj) { }

	Weak_ptr &operator = (Weak_ptr<T> const &other)
	{
		Weak_ptr_base::operator = (other);
		return *this;
	}
};


/**
 * Object that weak pointers can refer to, to be inherited by its type 'T'
 *
 * The destructor of 'T' must call 'lock_for_destruction'.
 */
template <typename T>
struct Genode::Weak_object : Weak_object_base
{
	/** Return weak pointer to the object */
	Weak_ptr<T> weak_ptr() { return _weak_ptr<T>(); }

	/** Return weak pointer to the object, to be used for comparisons */
	Weak_ptr<T const> const weak_ptr_const() const {
		return const_cast<Weak_object *>(this)->template _weak_ptr<T const>(); }
};


/**
 * Exclusive access to the object of a weak pointer
 *
 * The object does not vanish, and nobody else accesses it, as long as the
 * locked pointer exists.
 */
template <typename T>
struct Genode::Locked_ptr : Locked_ptr_base
{
	/**
	 * Constructor, waits until no other locked pointer refers to the object
	 */
	Locked_ptr(Weak_ptr<T> &weak_ptr) : Locked_ptr_base(weak_ptr) { }

	T *operator -> () { return static_cast<T *>(curr); }
	T &operator *  () { return *static_cast<T *>(curr); }

	/** Return true if the object exists, only then it may be accessed */
	bool is_valid() const { return curr != nullptr; }
	bool valid()    const { return curr != nullptr; }
};


void Genode::Weak_ptr_base::_adopt(Weak_object_base *obj)
{
	/* the pointers of a dying object are invalid already */
	if (!obj || obj->_dying)
		return;

	_obj = obj;
	obj->_list.insert(this);
}


void Genode::Weak_ptr_base::_disassociate()
{
	if (_obj)
		_obj->_list.remove(this);

	_obj = nullptr;
}


Genode::Weak_ptr_base::Weak_ptr_base(Weak_object_base *obj)
{
	Lock::Guard guard(_associations());
	_adopt(obj);
}


Genode::Weak_ptr_base::Weak_ptr_base(Weak_ptr_base const &other)
:
	List<Weak_ptr_base>::Element()
{
	Lock::Guard guard(_associations());
	_adopt(other._obj);
}


Genode::Weak_ptr_base::~Weak_ptr_base()
{
	Lock::Guard guard(_associations());
	_disassociate();
}


Genode::Weak_ptr_base &Genode::Weak_ptr_base::operator = (Weak_ptr_base const &other)
{
	Lock::Guard guard(_associations());

	if (_obj != other._obj) {
		_disassociate();
		_adopt(other._obj);
	}
	return *this;
}


bool Genode::Weak_ptr_base::operator == (Weak_ptr_base const &other) const
{
	Lock::Guard guard(_associations());
	return _obj == other._obj;
}


template <typename T>
Genode::Weak_ptr<T> Genode::Weak_object_base::_weak_ptr() { return Weak_ptr<T>(this); }

#endif /* _INCLUDE__BASE__WEAK_PTR_H_ */
