/*
 * \brief  Choice of the method for finding out which memory was written
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <utility>

#include <host/userfaultfd_tracker.h>
#include <host/write_tracking.h>

using namespace Host;


Write_tracking::Method Write_tracking::best_method()
{
	return Userfaultfd_tracker::supported() ? Method::USERFAULTFD : Method::COMPARISON;
}


std::optional<Write_tracking::Method> Write_tracking::method_of_name(std::string const &name)
{
	if (name == "userfaultfd") return Method::USERFAULTFD;
	if (name == "comparison")  return Method::COMPARISON;

	return std::nullopt;
}


std::unique_ptr<Write_tracker> Write_tracking::tracker(int pid, int pidfd, int descriptor) const
{
	switch (_method) {
	case Method::USERFAULTFD: return Userfaultfd_tracker::create(pid, pidfd, descriptor);
	case Method::COMPARISON:  return nullptr;
	}
	return nullptr;
}


void Write_tracking::lost(uint64_t offset, uint64_t size)
{
	if (!_active || !size)
		return;

	std::lock_guard guard(_mutex);

	uint64_t start = offset, end = offset + size;

	/* merge with what overlaps or adjoins */
	auto it = _lost.upper_bound(end);
	while (it != _lost.begin()) {
		auto const previous = std::prev(it);
		if (previous->second < start)
			break;

		start = std::min(start, previous->first);
		end   = std::max(end, previous->second);
		it    = _lost.erase(previous);
	}
	_lost[start] = end;
}


void Write_tracking::for_each_lost(Part_fn const &fn)
{
	std::map<uint64_t, uint64_t> lost;
	{
		std::lock_guard guard(_mutex);
		lost.swap(_lost);
	}
	for (auto const &[start, end] : lost)
		fn(start, end - start);
}
