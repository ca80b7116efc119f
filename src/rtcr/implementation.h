/*
 * \brief  Whose threads serve the calls of an object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__IMPLEMENTATION_H_
#define _RTCR__IMPLEMENTATION_H_

#include <string>

#include <rtcr/component_set.h>

namespace Rtcr {

	/**
	 * Return thread that serves calls of an object, null if core does, or nobody
	 */
	Kernel::Thread *server(Kernel::Object const &);

	/**
	 * Return true if a component that is not in the set serves calls of an object
	 */
	bool implemented_outside(Kernel::Object const &, Component_set const &);

	/**
	 * Return true if a component of the set serves calls of an object, and
	 * neither 'root' nor what that started does
	 *
	 * \param root  label of a component of the set
	 */
	bool implemented_by_other(Kernel::Object const &, Component_set const &, std::string const &root);
}

#endif /* _RTCR__IMPLEMENTATION_H_ */
