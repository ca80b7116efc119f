/*
 * \brief  Members that can be destructed and constructed anew in place
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__RECONSTRUCTIBLE_H_
#define _INCLUDE__UTIL__RECONSTRUCTIBLE_H_

#include <base/exception.h>
#include <base/output.h>
#include <base/stdint.h>
#include <util/construct_at.h>
#include <util/meta.h>
#include <util/noncopyable.h>

namespace Genode {

	template <typename> class  Reconstructible;
	template <typename> struct Constructible;
}


/**
 * Place for an object of type 'MT' that can be replaced during its lifetime
 *
 * The object stays at the same address. It is destructed along with its place.
 */
template <typename MT>
class Genode::Reconstructible : Noncopyable
{
	private:

		alignas(MT) char _space[sizeof(MT)];

		bool _constructed = false;

		/*
		 * The compiler must not assume that the object at this address is
		 * still the one it knew.
		 */
		MT *_ptr() { return __builtin_launder(reinterpret_cast<MT *>(_space)); }

		MT const *_ptr() const {
			return __builtin_launder(reinterpret_cast<MT const *>(_space)); }

		void _check_constructed() const
		{
			if (!_constructed)
				throw Deref_unconstructed_object();
		}

	protected:

		/**
		 * Selects the constructor that leaves the place empty
		 */
		struct Lazy { };

		explicit Reconstructible(Lazy *) { }

	public:

		/**
		 * Exception of accessing an object that does not exist
		 */
		class Deref_unconstructed_object : public Exception { };

		/**
		 * Constructor, constructs the object with the given arguments
		 */
		template <typename... ARGS>
		Reconstructible(ARGS &&... args)
		{
			construct(static_cast<ARGS &&>(args)...);
		}

		~Reconstructible() { destruct(); }

		/**
		 * Construct object, after destructing the present one if any
		 *
		 * If the constructor throws, the place is left empty.
		 */
		template <typename... ARGS>
		void construct(ARGS &&... args)
		{
			destruct();
			Genode::construct_at<MT>(_space, static_cast<ARGS &&>(args)...);
			_constructed = true;
		}

		/**
		 * Destruct object if it exists
		 */
		void destruct()
		{
			if (!_constructed)
				return;

			/* the destructor may ask whether the object exists */
			_constructed = false;
			_ptr()->~MT();
		}

		/**
		 * Return true if the object exists
		 */
		bool constructed() const { return _constructed; }

		/**
		 * Let the object exist if and only if 'condition' is true
		 *
		 * An object that exists already is kept, without using 'args'.
		 */
		template <typename... ARGS>
		void conditional(bool condition, ARGS &&... args)
		{
			if (condition && !_constructed)
				construct(static_cast<ARGS &&>(args)...);

			if (!condition)
				destruct();
		}

		/**
		 * Access the object
		 *
		 * \throw Deref_unconstructed_object
		 */
		MT       *operator -> ()       { _check_constructed(); return _ptr(); }
		MT const *operator -> () const { _check_constructed(); return _ptr(); }

		MT       &operator * ()       { _check_constructed(); return *_ptr(); }
		MT const &operator * () const { _check_constructed(); return *_ptr(); }

		void print(Output &output) const
		{
			if (_constructed)
				_ptr()->print(output);
			else
				output.out_string("<unconstructed>");
		}
};


/**
 * Reconstructible object that does not exist initially
 */
template <typename MT>
struct Genode::Constructible : Reconstructible<MT>
{
	Constructible() : Reconstructible<MT>((typename Reconstructible<MT>::Lazy *)nullptr) { }
};

#endif /* _INCLUDE__UTIL__RECONSTRUCTIBLE_H_ */
