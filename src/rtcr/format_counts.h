/*
 * \brief  What is known about a snapshot before its objects are read
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__FORMAT_COUNTS_H_
#define _RTCR__FORMAT_COUNTS_H_

#include <array>
#include <vector>

#include <rtcr/snapshot.capnp.h>
#include <rtcr/snapshot.h>


namespace Rtcr {

	/** Return numbers of objects by kind of reference */
	inline std::array<size_t, Ref::NUM_KINDS> object_counts(Format::Snapshot::Reader in)
	{
		using Kind = Ref::Kind;

		std::array<size_t, Ref::NUM_KINDS> counts { };

		auto set = [&] (Kind kind, size_t count) { counts[size_t(kind)] = count; };

		set(Kind::NONE, 1);
		set(Kind::TASK,              in.getPds().size());
		set(Kind::THREAD,            in.getThreads().size());
		set(Kind::GATE,              in.getGates().size());
		set(Kind::IRQ,               in.getSignalSources().size());
		set(Kind::SIGNAL_SOURCE,     in.getSignalSources().size());
		set(Kind::SIGNAL_CONTEXT,    in.getSignalContexts().size());
		set(Kind::REGION_MAP,        in.getRegionMaps().size());
		set(Kind::MANAGED_DATASPACE, in.getRegionMaps().size());
		set(Kind::RAM_DATASPACE,     in.getRamDataspaces().size());
		set(Kind::ROM_DATASPACE,     in.getRomDataspaces().size());
		set(Kind::SESSION,           in.getSessions().size());
		set(Kind::OUTSIDE,           in.getOutsides().size());
		return counts;
	}

	/** Return services of all sessions */
	inline std::vector<uint8_t> session_services(Format::Snapshot::Reader in)
	{
		std::vector<uint8_t> services;
		for (auto const session : in.getSessions())
			services.push_back(session.getService());
		return services;
	}
}

#endif /* _RTCR__FORMAT_COUNTS_H_ */
