/*
 * \brief  Base of classes whose objects must not be copied
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__NONCOPYABLE_H_
#define _INCLUDE__UTIL__NONCOPYABLE_H_

namespace Genode { class Noncopyable; }


/**
 * Inherit from this class to rule out copying and assignment
 */
class Genode::Noncopyable
{
	protected:

		constexpr Noncopyable() { }
		~Noncopyable() { }

	public:

		Noncopyable(Noncopyable const &) = delete;
		Noncopyable &operator = (Noncopyable const &) = delete;
};

#endif /* _INCLUDE__UTIL__NONCOPYABLE_H_ */
