/*
 * \brief  Putting components into the state of a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>
#include <list>

#include <core/ram_session.h>
#include <kernel/abi/layout.h>
#include <rtcr/resources.h>
#include <rtcr/zero_page.h>

using namespace Rtcr;
using Kernel::Abi::PAGE_SIZE;


Reconstruction::Reconstruction(Kernel::System &system, Core::Services const &services,
                               Snapshot const &snapshot, Preparation &preparation,
                               Component_set const &set, Restore_policy const &policy,
                               Provenance const &provenance, bool same_system, Report &report)
:
	system(system), services(services), snapshot(snapshot), preparation(preparation), set(set),
	policy(policy), provenance(provenance), same_system(same_system), report(report),
	sessions(snapshot.sessions.size()), pds(snapshot.pds.size()),
	threads(snapshot.threads.size()), gates(snapshot.gates.size()),
	signal_sources(snapshot.signal_sources.size()),
	signal_contexts(snapshot.signal_contexts.size()),
	region_maps(snapshot.region_maps.size()),
	ram_dataspaces(snapshot.ram_dataspaces.size()),
	rom_dataspaces(snapshot.rom_dataspaces.size()),
	outsides(snapshot.outsides.size()),
	call_numbers(snapshot.threads.size())
{
	match_sessions(*this);
	match_outsides(*this);
	match_dataspaces(*this);
}


Kernel::Object *Reconstruction::object(Ref const &ref) const
{
	auto object_of = [] (auto const *component) {
		return component ? &component->kernel_object() : nullptr; };

	switch (ref.kind) {
	case Ref::Kind::NONE:              return nullptr;
	case Ref::Kind::TASK:              return &pds[ref.index]->task();
	case Ref::Kind::THREAD:            return &threads[ref.index]->thread();
	case Ref::Kind::GATE:              return gates[ref.index];
	case Ref::Kind::IRQ:               return &signal_sources[ref.index]->blocking_semaphore();
	case Ref::Kind::SIGNAL_SOURCE:     return object_of(signal_sources[ref.index]);
	case Ref::Kind::SIGNAL_CONTEXT:    return object_of(signal_contexts[ref.index]);
	case Ref::Kind::REGION_MAP:        return object_of(region_maps[ref.index]);
	case Ref::Kind::RAM_DATASPACE:     return object_of(ram_dataspaces[ref.index]);
	case Ref::Kind::ROM_DATASPACE:     return object_of(rom_dataspaces[ref.index]);
	case Ref::Kind::MANAGED_DATASPACE: return object_of(region_maps[ref.index]->existing_dataspace());
	case Ref::Kind::SESSION:           return &sessions[ref.index]->session_object();

	case Ref::Kind::OUTSIDE: {
		Kernel::Object * const outside = outsides[ref.index].get();
		return outside && outside->alive() ? outside : nullptr;
	}
	}
	return nullptr;
}


Core::Dataspace_component *Reconstruction::dataspace(Ref const &ref) const
{
	Kernel::Object * const found = object(ref);

	return found ? dynamic_cast<Core::Dataspace_component *>(found->handler()) : nullptr;
}


/*
 * Dataspaces can come and go until the kernel lock is taken for the last time
 */
void Reconstruction::_check_memory() const
{
	for (Index i = 0; i < ram_dataspaces.size(); i++) {

		Object_id const id = ram_dataspaces[i] ? ram_dataspaces[i]->kernel_object().id() : 0;

		if (!preparation.memory[i].made_for(id))
			throw Incompatible("a dataspace of \"" + sessions[snapshot.ram_dataspaces[i].ram_session]->label()
			                   + "\" was freed during the restore, try again");
	}
}


void Reconstruction::prepare()
{
	for (Index i = 0; i < sessions.size(); i++)
		if (!sessions[i])
			throw Incompatible("the " + std::string(Session::service_name(snapshot.sessions[i].service))
			                   + " session \"" + snapshot.sessions[i].label + "\" does not exist");
	_check_quotas();
	_check_memory();
	check_threads(*this);

	keep_served_calls(*this);

	_complete_processes();
}


void Reconstruction::execute()
{
	std::list<Core::Quota::Unlimited> unlimited;
	for (Core::Session * const session : sessions)
		unlimited.emplace_back(session->donation());

	_stop_threads();

	detach_calls(*this);

	create_threads(*this);
	create_gates(*this);
	create_signals(*this);
	create_region_maps(*this);

	restore_dataspaces(*this);
	restore_region_maps(*this);

	destroy_surplus_gates(*this);
	destroy_surplus_signals(*this);

	hold_reason = system.new_hold_reason();

	_start_processes();

	prepare_threads(*this);
	restore_sessions(*this);
	restore_donations(*this);
	restore_signals(*this);
	restore_capabilities(*this);
	resume_threads(*this);
	restore_calls(*this);
	restore_faults(*this);
}


/************
 ** Verify **
 ************/

namespace {

	[[noreturn]] void differ(std::string const &what)
	{
		throw std::runtime_error("verification failed: " + what + " differs from the snapshot");
	}

	/**
	 * Compare what the kernel and core keep for signals and gates
	 */
	void verify_objects(Reconstruction const &r)
	{
		for (Index i = 0; i < r.signal_sources.size(); i++) {

			Signal_source const &captured = r.snapshot.signal_sources[i];
			Kernel::Irq   const &irq      = r.signal_sources[i]->blocking_semaphore();

			if (irq.count() != captured.irq_count)
				differ("the count of the signal semaphore");
			if (irq.attached().get() != r.object(captured.attached))
				differ("the thread that the signal semaphore is attached to");
			if (r.signal_sources[i]->queue().size() != captured.queue.size())
				differ("the number of pending signal contexts");
		}

		for (Index i = 0; i < r.signal_contexts.size(); i++)
			if (r.signal_contexts[i]->pending() != r.snapshot.signal_contexts[i].pending
			 || r.signal_contexts[i]->imprint() != r.snapshot.signal_contexts[i].imprint)
				differ("a signal context");

		for (Index i = 0; i < r.gates.size(); i++)
			if (r.gates[i]->label() != r.snapshot.gates[i].label
			 || r.gates[i]->server().get() != r.object(r.snapshot.gates[i].server))
				differ("the gate '" + r.gates[i]->name() + "'");
	}

	/*
	 * Pages that are not there are zero
	 */
	void verify_dataspace(Host::Memory const &memory, Memory_content const &content, Index index,
	                      Progress_meter &meter)
	{
		Page_set rest(memory.size()/PAGE_SIZE);

		memory.for_each_used([&] (uint64_t offset, size_t size) {
			rest.add(offset/PAGE_SIZE, size/PAGE_SIZE); });

		content.for_each_page(index, [&] (uint64_t page, char const *data) {
			if (memcmp(memory.data() + page*PAGE_SIZE, data, PAGE_SIZE) != 0)
				differ("the content of a dataspace");
			rest.remove(page);
			meter.advance(); });

		rest.for_each_run([&] (uint64_t first, uint64_t count) {
			for (uint64_t page = first; page < first + count; page++, meter.advance())
				if (!zero_page(memory.data() + page*PAGE_SIZE))
					differ("the content of a dataspace"); });
	}
}


uint64_t Reconstruction::verify(Memory_content const &content, Progress const &progress) const
{
	uint64_t total = 0, bytes = 0;

	for (Core::Ram_dataspace const * const ds : ram_dataspaces)
		total += ds->memory()->size();

	Progress_meter meter(progress, Stage::COMPARE, total/PAGE_SIZE);

	for (Index i = 0; i < ram_dataspaces.size(); i++) {
		verify_dataspace(*ram_dataspaces[i]->memory(), content, i, meter);
		bytes += ram_dataspaces[i]->memory()->size();
		meter.reach(bytes/PAGE_SIZE);
	}

	verify_objects(*this);

	for (Index i = 0; i < pds.size(); i++) {

		Kernel::Cap_space const &caps = pds[i]->task().caps();

		size_t count = 0;
		caps.for_each([&] (Kernel::Mapping const &) { count++; });

		/* a slot may be given out by a message that arrived in the meantime */
		if (count < snapshot.pds[i].caps.size())
			differ("the number of capabilities");

		for (Cap_entry const &entry : snapshot.pds[i].caps) {
			Kernel::Mapping const * const mapping = caps.lookup(entry.slot);
			if ((mapping ? mapping->object : nullptr) != object(entry.object))
				differ("capability slot " + std::to_string(entry.slot));
		}
	}
	return bytes;
}
