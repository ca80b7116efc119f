/*
 * \brief  Counted reference to a kernel object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__REF_H_
#define _KERNEL__REF_H_

#include <utility>

namespace Kernel { template <typename> class Ref; }


/**
 * Reference that keeps the memory of an object
 *
 * An object that was destroyed stays behind, without capabilities and
 * without function, as long as there are references.
 */
template <typename T>
class Kernel::Ref
{
	private:

		T *_object = nullptr;

	public:

		Ref() { }

		explicit Ref(T &object) : _object(&object) { _object->acquire(); }

		Ref(Ref const &other) : _object(other._object)
		{
			if (_object)
				_object->acquire();
		}

		Ref(Ref &&other) noexcept : _object(std::exchange(other._object, nullptr)) { }

		template <typename U>
		Ref(Ref<U> const &other) : _object(other.get())
		{
			if (_object)
				_object->acquire();
		}

		~Ref()
		{
			if (_object)
				_object->release();
		}

		Ref &operator = (Ref other)
		{
			std::swap(_object, other._object);
			return *this;
		}

		T *get()         const { return _object; }
		T &operator *  () const { return *_object; }
		T *operator -> () const { return _object; }

		explicit operator bool () const { return _object != nullptr; }

		bool operator == (Ref const &other) const { return _object == other._object; }
};

#endif /* _KERNEL__REF_H_ */
