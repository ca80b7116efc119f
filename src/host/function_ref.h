/*
 * \brief  Reference to a function object, for parameters
 *
 * Other than 'std::function', it needs no memory of its own. The name is the
 * one of the C++26 library (P0792).
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__FUNCTION_REF_H_
#define _HOST__FUNCTION_REF_H_

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace Host { template <typename SIGNATURE> class Function_ref; }


/**
 * The function object must live as long as the reference is used
 */
template <typename RESULT, typename... ARGS>
class Host::Function_ref<RESULT (ARGS...)>
{
	private:

		void const *_object;
		RESULT    (*_call)(void const *, ARGS...);

	public:

		template <typename FN>
			requires (!std::same_as<std::remove_cvref_t<FN>, Function_ref>
			       && std::is_invocable_r_v<RESULT, FN const &, ARGS...>)
		Function_ref(FN const &fn)
		:
			_object(std::addressof(fn)),
			_call([] (void const *object, ARGS... args) -> RESULT {
				return (*static_cast<FN const *>(object))(std::forward<ARGS>(args)...); })
		{ }

		RESULT operator () (ARGS... args) const { return _call(_object, std::forward<ARGS>(args)...); }
};

#endif /* _HOST__FUNCTION_REF_H_ */
