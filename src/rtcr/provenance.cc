/*
 * \brief  Which objects of others the captured components held
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <kernel/system.h>
#include <rtcr/provenance.h>

using namespace Rtcr;


void Provenance::record(Kernel::System const &system, Snapshot const &snapshot)
{
	Held &held = _held[snapshot.components];

	for (Outside const &outside : snapshot.outsides)
		held.objects.insert(outside.id);

	if (held.objects.size() <= held.limit)
		return;

	std::erase_if(held.objects, [&] (Object_id id) { return !system.find_object(id); });
	held.limit = std::max<size_t>(1024, 2*held.objects.size());
}


bool Provenance::permits(Snapshot const &snapshot, Object_id id) const
{
	auto const it = _held.find(snapshot.components);

	return it != _held.end() && it->second.objects.contains(id);
}
