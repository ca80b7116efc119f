/*
 * \brief  Earlier names of 'Reconstructible' and 'Constructible'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__VOLATILE_OBJECT_H_
#define _INCLUDE__UTIL__VOLATILE_OBJECT_H_

#include <util/reconstructible.h>

namespace Genode {

	template <typename> class  Volatile_object;
	template <typename> struct Lazy_volatile_object;
}


/**
 * Place for an object of type 'MT' that can be replaced during its lifetime
 */
template <typename MT>
class Genode::Volatile_object : public Reconstructible<MT>
{
	protected:

		typedef typename Reconstructible<MT>::Lazy Lazy;

		explicit Volatile_object(Lazy *lazy) : Reconstructible<MT>(lazy) { }

	public:

		/**
		 * Constructor, constructs the object with the given arguments
		 */
		template <typename... ARGS>
		Volatile_object(ARGS &&... args)
		: Reconstructible<MT>(static_cast<ARGS &&>(args)...) { }

		/**
		 * Return true if the object exists, same as 'constructed'
		 */
		bool is_constructed() const { return this->constructed(); }
};


/**
 * Volatile object that does not exist initially
 */
template <typename MT>
struct Genode::Lazy_volatile_object : Volatile_object<MT>
{
	/**
	 * Constructor, accepts and ignores arguments
	 */
	template <typename... ARGS>
	Lazy_volatile_object(ARGS &&...)
	: Volatile_object<MT>((typename Volatile_object<MT>::Lazy *)nullptr) { }
};

#endif /* _INCLUDE__UTIL__VOLATILE_OBJECT_H_ */
