/*
 * \brief  Capture and restore of protection domains and capability spaces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/resources.h>

using namespace Rtcr;
using Outcome = Report::Outcome;


/*************
 ** Capture **
 *************/

static void capture_pd(Capture &capture, Core::Pd_session_component const &pd, Pd &out)
{
	Kernel::Task const &task = pd.task();

	using Live = Core::Pd_session_component::State;

	out.state      = pd.state() == Live::NEW     ? Pd::State::NEW
	               : pd.state() == Live::RUNNING ? Pd::State::RUNNING : Pd::State::DEAD;
	out.cap_map    = task.cap_map();
	out.last_token = task.last_token();
	out.parent     = capture.ref(pd.parent_object());
	out.clock      = task.clock(capture.cut.time_us);

	out.restored_sigh = capture.ref(pd.restored_sigh_object());

	task.caps().for_each([&] (Kernel::Mapping const &mapping) {
		out.caps.push_back({ .slot       = mapping.slot,
		                     .object     = capture.ref(mapping.object),
		                     .rights     = mapping.rights.value(),
		                     .deliveries = mapping.deliveries }); });

	capture_calls(capture, task, out);

	for (Announcement const &announcement : capture.infos.announcements()) {

		Ref const root = capture.ref(announcement.root);

		if (announcement.component == pd.label() && root.kind == Ref::Kind::GATE)
			out.announced.push_back({ .name = announcement.name, .root = root });
	}
}


void Rtcr::capture_pds(Capture &capture)
{
	for (Core::Pd_session_component const *pd : capture.set.pds())
		capture_pd(capture, *pd, capture.snapshot.pds[capture.index(pd->task())]);
}


/*************
 ** Restore **
 *************/

/**
 * Return ID that an object had when it was captured
 */
static Object_id captured_id(Snapshot const &snapshot, Ref const &ref)
{
	switch (ref.kind) {
	case Ref::Kind::NONE:              return 0;
	case Ref::Kind::TASK:              return snapshot.pds[ref.index].task_id;
	case Ref::Kind::THREAD:            return snapshot.threads[ref.index].id;
	case Ref::Kind::GATE:              return snapshot.gates[ref.index].id;
	case Ref::Kind::IRQ:               return snapshot.signal_sources[ref.index].irq_id;
	case Ref::Kind::SIGNAL_SOURCE:     return snapshot.signal_sources[ref.index].id;
	case Ref::Kind::SIGNAL_CONTEXT:    return snapshot.signal_contexts[ref.index].id;
	case Ref::Kind::REGION_MAP:        return snapshot.region_maps[ref.index].id;
	case Ref::Kind::MANAGED_DATASPACE: return snapshot.region_maps[ref.index].dataspace_id;
	case Ref::Kind::RAM_DATASPACE:     return snapshot.ram_dataspaces[ref.index].id;
	case Ref::Kind::ROM_DATASPACE:     return snapshot.rom_dataspaces[ref.index].id;
	case Ref::Kind::SESSION:           return snapshot.sessions[ref.index].id;
	case Ref::Kind::OUTSIDE:           return snapshot.outsides[ref.index].id;
	}
	return 0;
}


/**
 * Return outcome for an object that exists
 */
static Outcome outcome(Reconstruction const &r, Ref const &ref, Kernel::Object const &object)
{
	if (r.created.contains(&object))
		return Outcome::RECREATED;

	bool const reopened =
		   (ref.kind == Ref::Kind::OUTSIDE && r.preparation.outside_sessions[ref.index].get() == &object)
		|| (ref.kind == Ref::Kind::SESSION && r.preparation.sessions[ref.index].get()         == &object);

	return reopened                                          ? Outcome::REOPENED
	     : r.identical(object, captured_id(r.snapshot, ref)) ? Outcome::KEPT
	                                                         : Outcome::RESOLVED;
}


static void report_slot(Reconstruction &r, Core::Pd_session_component const &pd,
                        Cap_entry const &entry, Kernel::Object const *object)
{
	Report::Entry result { .component = pd.label(),
	                       .slot      = entry.slot,
	                       .kind      = object ? Kernel::Object::kind_name(object->kind()) : "",
	                       .name      = object ? object->name() : "",
	                       .outcome   = Outcome::DEAD,
	                       .detail    = "" };
	if (object)
		result.outcome = outcome(r, entry.object, *object);
	else if (entry.object.none())
		result.detail = "was dead in the snapshot";

	if (entry.object.kind == Ref::Kind::OUTSIDE) {

		Outside const &outside = r.snapshot.outsides[entry.object.index];

		if (result.name.empty())
			result.name = outside.name;

		result.detail = outside.role == Outside::Role::SESSION
		              ? outside.service + " session at \"" + outside.owner + "\""
		              : "of \"" + outside.owner + "\"";
	}
	r.report.entries.push_back(std::move(result));
}


/**
 * Return capability from which the one of a component is to be derived
 *
 * The component that implements an object stays able to revoke it.
 */
static Kernel::Mapping *origin(Kernel::Object const &object, Kernel::Task const &task)
{
	if (object.kind() != Kernel::Object::Kind::GATE)
		return nullptr;

	auto const &server = static_cast<Kernel::Gate const &>(object).server();

	return server && server->task().get() != &task ? server->task()->caps().find(object) : nullptr;
}


/*
 * A capability that is in place already stays untouched, along with what
 * others derived from it.
 */
static void restore_space(Reconstruction &r, Pd const &captured, Core::Pd_session_component &pd)
{
	Kernel::Cap_space &caps = pd.task().caps();

	std::map<Kernel::Slot, Cap_entry const *> wanted;
	for (Cap_entry const &entry : captured.caps)
		wanted[entry.slot] = &entry;

	std::vector<std::pair<Kernel::Slot, uint32_t>> surplus;

	caps.for_each([&] (Kernel::Mapping const &mapping) {
		auto const it = wanted.find(mapping.slot);
		if (it == wanted.end() || !mapping.object
		 || r.object(it->second->object) != mapping.object)
			surplus.emplace_back(mapping.slot, mapping.deliveries); });

	for (auto const &[slot, deliveries] : surplus)
		caps.release(slot, deliveries);

	for (Cap_entry const &entry : captured.caps) {

		Kernel::Object * const object = r.object(entry.object);
		Kernel::Rights   const rights = Kernel::Rights::from_value(entry.rights);

		Kernel::Mapping * const present = object ? caps.find(*object) : nullptr;

		if (present && present->slot == entry.slot) {
			present->rights     = rights;
			present->deliveries = entry.deliveries;
			report_slot(r, pd, entry, object);
			continue;
		}

		bool const inserted = object
		                   && caps.insert_at(entry.slot, *object, rights, entry.deliveries,
		                                     origin(*object, pd.task()));
		if (!inserted)
			caps.insert_dead_at(entry.slot, entry.deliveries);

		report_slot(r, pd, entry, inserted ? object : nullptr);
	}
}


void Rtcr::restore_capabilities(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.pds.size(); i++) {
		Pd const &captured = r.snapshot.pds[i];

		r.pds[i]->task().cap_map(captured.cap_map);
		r.pds[i]->task().advance_clock(captured.clock);
		r.pds[i]->restored_sigh_object(r.object_ref(captured.restored_sigh));

		/* the parent of a component at the root is the one it has */
		if (captured.parent.kind != Ref::Kind::OUTSIDE)
			r.pds[i]->parent_object(r.object_ref(captured.parent));

		restore_space(r, captured, *r.pds[i]);
	}
}
