/*
 * \brief  Captured state of a component or a subtree of components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/label.h>
#include <rtcr/snapshot.h>

using namespace Rtcr;


char const *Session::service_name(Service service)
{
	switch (service) {
	case Service::PD:  return "PD";
	case Service::CPU: return "CPU";
	case Service::RAM: return "RAM";
	case Service::RM:  return "RM";
	case Service::ROM: return "ROM";
	case Service::LOG: return "LOG";
	case Service::RTCR: return "Rtcr";
	}
	return "?";
}


size_t Snapshot::count(Ref::Kind kind) const
{
	switch (kind) {
	case Ref::Kind::NONE:              return 0;
	case Ref::Kind::TASK:              return pds.size();
	case Ref::Kind::THREAD:            return threads.size();
	case Ref::Kind::GATE:              return gates.size();
	case Ref::Kind::IRQ:
	case Ref::Kind::SIGNAL_SOURCE:     return signal_sources.size();
	case Ref::Kind::SIGNAL_CONTEXT:    return signal_contexts.size();
	case Ref::Kind::REGION_MAP:
	case Ref::Kind::MANAGED_DATASPACE: return region_maps.size();
	case Ref::Kind::RAM_DATASPACE:     return ram_dataspaces.size();
	case Ref::Kind::ROM_DATASPACE:     return rom_dataspaces.size();
	case Ref::Kind::SESSION:           return sessions.size();
	case Ref::Kind::OUTSIDE:           return outsides.size();
	}
	return 0;
}


uint64_t Snapshot::ram_size() const
{
	uint64_t sum = 0;
	for (Ram_dataspace const &ds : ram_dataspaces)
		sum += ds.size;
	return sum;
}


uint64_t Snapshot::rom_page_count() const
{
	uint64_t sum = 0;
	for (Ram_dataspace const &ds : ram_dataspaces)
		for (Ram_dataspace::Run const &run : ds.content)
			if (Page_number { run.data_page }.of_rom_image())
				sum += run.count;
	return sum;
}


std::optional<Index> Snapshot::root_pd(std::string const &component) const
{
	for (Index i = 0; i < pds.size(); i++)
		if (pd_label(i) == component)
			return i;

	return { };
}


std::string Snapshot::root(std::string const &label) const
{
	for (std::string const &component : components)
		if (Core::label_belongs(label, component))
			return component;

	return "";
}
