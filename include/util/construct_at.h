/*
 * \brief  Construction of an object at a given place
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__CONSTRUCT_AT_H_
#define _INCLUDE__UTIL__CONSTRUCT_AT_H_

namespace Genode {

	/*
	 * Selects the placement operator below, which thereby coexists with the
	 * one of the standard library
	 */
	struct Construct_place { void *ptr; };

	template <typename T, typename... ARGS>
	inline T *construct_at(void *, ARGS &&...);
}


inline void *operator new (__SIZE_TYPE__, Genode::Construct_place place) noexcept {
	return place.ptr; }

inline void operator delete (void *, Genode::Construct_place) noexcept { }


/**
 * Construct object of type 'T' at the specified place
 *
 * \param at    start of memory that is suitably sized and aligned for 'T'
 * \param args  constructor arguments
 *
 * The arguments reach the constructor as lvalues, so that a constructor that
 * takes a non-const reference is usable. Only if no such constructor exists,
 * the value categories of the arguments are kept.
 */
template <typename T, typename... ARGS>
inline T *Genode::construct_at(void *at, ARGS &&... args)
{
	Construct_place const place { at };

	if constexpr (__is_constructible(T, ARGS &...))
		return ::new (place) T(args...);
	else
		return ::new (place) T(static_cast<ARGS &&>(args)...);
}

#endif /* _INCLUDE__UTIL__CONSTRUCT_AT_H_ */
