/*
 * \brief  Set of components that is kept as long as nobody can change it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__COMPONENT_VIEW_H_
#define _RTCR__COMPONENT_VIEW_H_

#include <functional>
#include <optional>

#include <kernel/system.h>
#include <rtcr/component_set.h>

namespace Rtcr { class Component_view; }


/**
 * Components as they are
 *
 * Used with the kernel lock held, by somebody who does not change himself what
 * belongs to the components. The set is made anew if the lock was released
 * meanwhile.
 */
class Rtcr::Component_view
{
	public:

		using Make_fn = std::function<Component_set ()>;

	private:

		Kernel::System const &_system;
		Make_fn        const  _make;

		uint64_t                     _epoch = 0;
		std::optional<Component_set> _set { };

		Component_view(Component_view const &) = delete;
		Component_view &operator = (Component_view const &) = delete;

	public:

		Component_view(Kernel::System const &system, Make_fn const &make)
		: _system(system), _make(make) { }

		/** Return set, valid until the kernel lock is released */
		Component_set const &operator () ()
		{
			if (!_set || _epoch != _system.epoch()) {
				_set.emplace(_make());
				_epoch = _system.epoch();
			}
			return *_set;
		}
};

#endif /* _RTCR__COMPONENT_VIEW_H_ */
