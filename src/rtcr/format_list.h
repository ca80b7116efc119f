/*
 * \brief  Lists in the external form of snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__FORMAT_LIST_H_
#define _RTCR__FORMAT_LIST_H_

#include <type_traits>
#include <vector>

#include <capnp/any.h>

#include <rtcr/format_checks.h>

namespace Rtcr {

	/*
	 * Elements may be smaller than those of the format, down to nothing,
	 * which lets a list claim any length. What becomes of a message must
	 * not take much more memory than the message.
	 */
	template <typename T>
	void check_element_size(auto const &list)
	{
		using Element = std::remove_cvref_t<decltype(list[0])>;

		if constexpr (std::is_constructible_v<capnp::AnyStruct::Reader, Element>) {
			if (list.size() == 0)
				return;

			capnp::AnyStruct::Reader const element(list[0]);

			size_t const bytes = element.getDataSection().size()
			                   + element.getPointerSection().size()*sizeof(uint64_t);

			Format_checks::require(bytes*Format_checks::MAX_GROWTH >= sizeof(T), "size of list elements");
		}
	}

	/**
	 * Return what a function makes of each element
	 *
	 * \throw Invalid_snapshot
	 */
	template <typename T>
	std::vector<T> read_list(auto list, auto const &read)
	{
		Format_checks::require(list.size() <= Format_checks::MAX_LIST, "list too long");
		check_element_size<T>(list);

		std::vector<T> result;
		result.reserve(list.size());
		for (auto const &element : list)
			result.push_back(read(element));
		return result;
	}
}

#endif /* _RTCR__FORMAT_LIST_H_ */
