/*
 * \brief  Hooks implemented by a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__COMPONENT_H_
#define _INCLUDE__BASE__COMPONENT_H_

#include <base/env.h>
#include <base/entrypoint.h>
#include <base/stdint.h>

namespace Component {

	/**
	 * Return stack size of the initial entrypoint in bytes
	 *
	 * The default is 64 KiB.
	 */
	Genode::size_t stack_size();

	/**
	 * Return name of the initial entrypoint, "ep" by default
	 */
	char const *name();

	/**
	 * Construct the component, executed by the initial entrypoint
	 */
	void construct(Genode::Env &);
}

#endif /* _INCLUDE__BASE__COMPONENT_H_ */
