/*
 * \brief  Labels, which are paths of names
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__LABEL_H_
#define _CORE__LABEL_H_

#include <string>
#include <string_view>

namespace Core {

	constexpr std::string_view LABEL_SEPARATOR = " -> ";

	/** Return label of a child, the one of the parent if 'name' is empty */
	inline std::string child_label(std::string const &parent, std::string const &name)
	{
		return name.empty() ? parent : parent + std::string(LABEL_SEPARATOR) + name;
	}

	/** Return true if 'label' is 'root' or the label of what belongs to 'root' */
	inline bool label_belongs(std::string_view label, std::string_view root)
	{
		return label.starts_with(root)
		    && (label.size() == root.size()
		     || label.substr(root.size()).starts_with(LABEL_SEPARATOR));
	}

	/** Return the last name of a label */
	inline std::string last_label_element(std::string const &label)
	{
		size_t const last = label.rfind(LABEL_SEPARATOR);
		return last == std::string::npos ? label : label.substr(last + LABEL_SEPARATOR.size());
	}

	/** Return label of the parent, empty if there is none */
	inline std::string parent_label(std::string const &label)
	{
		size_t const last = label.rfind(LABEL_SEPARATOR);
		return last == std::string::npos ? std::string() : label.substr(0, last);
	}
}

#endif /* _CORE__LABEL_H_ */
