/*
 * \brief  Set of components that is made anew when it has changed
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__COMPONENT_VIEW_H_
#define _RTCR__COMPONENT_VIEW_H_

#include <functional>
#include <optional>

#include <rtcr/component_set.h>

namespace Rtcr { class Component_view; }


/**
 * Components as they are, used with the kernel lock held
 */
class Rtcr::Component_view
{
	public:

		using Make_fn = std::function<Component_set ()>;

	private:

		Make_fn const                _make;
		std::optional<Component_set> _set { };

		Component_view(Component_view const &) = delete;
		Component_view &operator = (Component_view const &) = delete;

	public:

		explicit Component_view(Make_fn const &make) : _make(make) { }

		/** Return set, valid until the kernel lock is released */
		Component_set const &operator () ()
		{
			if (!_set || !_set->up_to_date())
				_set.emplace(_make());

			return *_set;
		}
};

#endif /* _RTCR__COMPONENT_VIEW_H_ */
