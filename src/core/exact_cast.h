/*
 * \brief  Cast to a class that nothing is derived from
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__EXACT_CAST_H_
#define _CORE__EXACT_CAST_H_

#include <type_traits>
#include <typeinfo>

namespace Core {

	/**
	 * Return object as one of its class, null if it has another one
	 *
	 * As nothing is derived from the class, this needs no search as 'dynamic_cast'
	 * does.
	 */
	template <typename T, typename BASE>
	auto exact_cast(BASE *object)
	{
		static_assert(std::is_final_v<T> && std::is_base_of_v<std::remove_const_t<BASE>, T>);

		using Result = std::conditional_t<std::is_const_v<BASE>, T const, T> *;

		return object && &typeid(*object) == &typeid(T) ? static_cast<Result>(object) : nullptr;
	}
}

#endif /* _CORE__EXACT_CAST_H_ */
