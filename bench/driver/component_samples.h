/*
 * \brief  Samples that a component took
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__COMPONENT_SAMPLES_H_
#define _BENCH__DRIVER__COMPONENT_SAMPLES_H_

#include <functional>
#include <string>

#include <bench/driver/system.h>

namespace Bench {

	/**
	 * Wait until a component is done and hand out its samples
	 *
	 * The component writes lines "sample <name> <ticks> <operations>", and the
	 * line "done" at the end.
	 *
	 * \param label  of the component
	 * \param fn     called with the name and the microseconds of an operation
	 *
	 * \throw Failure
	 */
	void for_each_sample(System &, Tick_clock const &, std::string const &label,
	                     std::function<void (std::string const &name, double us)> const &fn);
}

#endif /* _BENCH__DRIVER__COMPONENT_SAMPLES_H_ */
