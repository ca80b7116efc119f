/*
 * \brief  Capture and resolution of objects that belong to others
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <xxhash.h>

#include <rtcr/dataspace_cast.h>
#include <rtcr/resources.h>

using namespace Rtcr;
using Kernel::Object;


/*************
 ** Capture **
 *************/

static std::string owner(Object const &object)
{
	if (object.handler())
		return "core";

	switch (object.kind()) {

	case Object::Kind::TASK:   return object.name();
	case Object::Kind::THREAD: return static_cast<Kernel::Thread const &>(object).task()->name();
	case Object::Kind::IRQ:    return "core";

	case Object::Kind::GATE: {
		auto const &server = static_cast<Kernel::Gate const &>(object).server();
		return server ? server->task()->name() : "";
	}
	}
	return "";
}


static uint64_t content_hash(Object const &object)
{
	auto const *ds = dataspace_cast(object.handler());

	return ds && ds->memory() ? XXH3_64bits(ds->memory()->data(), ds->memory()->size()) : 0;
}


Outside Rtcr::outside(Capture &capture, Object const &object)
{
	Outside out { .id = object.id(), .kind = object.kind(), .name = object.name(),
	              .owner = owner(object) };

	if (object.kind() == Object::Kind::GATE)
		out.label = static_cast<Kernel::Gate const &>(object).label();

	for (Core::Pd_session_component const *pd : capture.set.pds())
		if (pd->parent_object().get() == &object) {
			out.role = Outside::Role::PARENT;
			out.pd   = capture.index(pd->task());
		}

	if (auto const *rom = Core::exact_cast<Core::Rom_dataspace>(object.handler())) {
		out.role       = Outside::Role::ROM_DATASPACE;
		out.rom_module = rom->module().name;
		out.rom_hash   = rom->module().hash;
	}

	if (capture.infos.session_of_dataspace(object)) {
		out.role     = Outside::Role::SESSION_DATASPACE;
		out.rom_hash = content_hash(object);
	}

	if (Session_info const * const info = capture.infos.info(object)) {
		out.role      = Outside::Role::SESSION;
		out.service   = info->service;
		out.args      = info->args;
		out.affinity  = info->affinity;
		out.donated   = info->donated;
		out.has_state = info->has_state;
		out.state     = info->state;

		out.state_lost = info->state_lost;

		for (Core::Pd_session_component const *pd : capture.set.pds())
			if (pd->label() == info->component)
				out.pd = capture.index(pd->task());
	}
	return out;
}


/*
 * The states of sessions may refer to further objects
 */
void Rtcr::capture_outsides(Capture &capture)
{
	for (Index i = 0; i < capture.snapshot.outsides.size(); i++) {

		Object const * const object = capture.system.find_object(capture.snapshot.outsides[i].id);
		if (!object)
			continue;

		std::vector<Ref> caps;
		if (Session_info const * const info = capture.infos.info(*object))
			for (Kernel::Ref<Object> const &cap : info->state_caps)
				caps.push_back(capture.ref(cap));

		Index session = 0;
		if (Object const * const found = capture.infos.session_of_dataspace(*object))
			session = capture.ref(found).index;

		/* the list may have grown */
		capture.snapshot.outsides[i].state_caps = std::move(caps);
		capture.snapshot.outsides[i].session    = session;
	}
}


/*************
 ** Restore **
 *************/

/**
 * Find the ROM module among what is attached to the address spaces
 *
 * This is how the binary of a component is found, which its parent obtained.
 */
static Kernel::Ref<Object> attached_module(Reconstruction const &r, Outside const &captured)
{
	Kernel::Ref<Object> result;
	bool                differs = false;

	for (Core::Pd_session_component * const pd : r.set.pds())
		for (auto const &[addr, region] : pd->address_space_rm().regions()) {

			auto const *rom = dynamic_cast<Core::Rom_dataspace const *>(region.dataspace);
			if (!rom || rom->module().name != captured.rom_module)
				continue;

			differs |= rom->module().hash != captured.rom_hash;
			if (rom->module().hash == captured.rom_hash)
				result = Kernel::Ref<Object>(rom->kernel_object());
		}

	if (!result && differs)
		throw Incompatible("the binary \"" + captured.rom_module + "\" is not the one that was "
		                   "checkpointed, use the binary of the snapshot");
	return result;
}


static Kernel::Ref<Object> resolve(Reconstruction const &r, Index i)
{
	Outside const &captured = r.snapshot.outsides[i];

	auto live = [&] {
		Object * const object = r.same_system && r.provenance.permits(r.snapshot, captured.id)
		                      ? r.system.find_object(captured.id) : nullptr;
		return object && object->kind() == captured.kind ? Kernel::Ref<Object>(*object) : Kernel::Ref<Object>(); };

	/* sessions belong to a PD, another one needs sessions of its own */
	auto same_pd = [&] {
		return r.pds[captured.pd]
		    && r.identical(r.pds[captured.pd]->task(), r.snapshot.pds[captured.pd].task_id); };

	switch (captured.role) {

	case Outside::Role::PARENT:
		return r.pds[captured.pd] ? r.pds[captured.pd]->parent_object() : Kernel::Ref<Object>();

	case Outside::Role::SESSION:
		if (r.preparation.outside_sessions[i])
			return r.preparation.outside_sessions[i];
		return same_pd() ? live() : Kernel::Ref<Object>();

	case Outside::Role::SESSION_DATASPACE: {
		if (!r.preparation.outside_dataspaces[i])
			return same_pd() ? live() : Kernel::Ref<Object>();

		Kernel::Ref<Object> const &ds = r.preparation.outside_dataspaces[i];
		if (content_hash(*ds) != captured.rom_hash)
			throw Incompatible("the content of ROM session \""
			                   + r.snapshot.outsides[captured.session].args + "\" (e. g. the "
			                   "configuration) is not the one that was checkpointed");
		return ds;
	}

	case Outside::Role::ROM_DATASPACE: {
		Kernel::Ref<Object> const same = live();
		return same ? same : attached_module(r, captured);
	}

	case Outside::Role::OTHER:
		return live();
	}
	return { };
}


void Rtcr::match_outsides(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.outsides.size(); i++)
		r.outsides[i] = resolve(r, i);
}
