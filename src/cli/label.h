/*
 * \brief  Components by name
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__LABEL_H_
#define _CLI__LABEL_H_

#include <string>
#include <vector>

#include <control/types.h>

namespace Cli {

	/** Return true if 'name' is the label or its end, as in "timer" for "init -> timer" */
	inline bool label_has_name(std::string const &label, std::string const &name)
	{
		return label == name || label.ends_with(" -> " + name);
	}

	/**
	 * Return label of the component with a name
	 *
	 * \throw Failure  there is none, or several ones
	 */
	std::string resolved_label(std::string const &name,
	                           std::vector<std::string> const &labels);

	std::string resolved_label(std::string const &name,
	                           std::vector<Control::Component_status> const &);
}

#endif /* _CLI__LABEL_H_ */
