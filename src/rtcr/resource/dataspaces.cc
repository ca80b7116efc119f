/*
 * \brief  Capture and restore of RAM dataspaces with their content
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>

#include <core/ram_session.h>
#include <kernel/abi/layout.h>
#include <rtcr/resources.h>

using namespace Rtcr;
using Kernel::Abi::PAGE_SIZE;


/*************
 ** Capture **
 *************/

static bool zero(char const *page)
{
	/* the first bytes decide in most cases */
	static constexpr size_t PROBE = 64;

	static char const zeros[PROBE] { };

	return memcmp(page, zeros, PROBE) == 0
	    && memcmp(page, page + PROBE, PAGE_SIZE - PROBE) == 0;
}


/*
 * Copy a range of pages that exist, zero pages are left out
 */
static void capture_pages(char const *data, uint64_t first_page, uint64_t count,
                          Ram_dataspace &out, Host::Page_file_writer &pages)
{
	for (uint64_t i = 0; i < count; ) {

		if (zero(data + i*PAGE_SIZE)) {
			i++;
			continue;
		}

		uint64_t end = i + 1;
		while (end < count && !zero(data + end*PAGE_SIZE))
			end++;

		out.content.push_back({ .first_page = first_page + i,
		                        .count      = end - i,
		                        .data_page  = pages.size() });

		pages.append(std::as_bytes(std::span(data + i*PAGE_SIZE, (end - i)*PAGE_SIZE)));
		i = end;
	}
}


Host::Page_file Rtcr::capture_dataspaces(Capture &capture)
{
	Host::Page_file_writer pages;

	for (Index i = 0; i < capture.ram_dataspaces.size(); i++) {

		Core::Ram_dataspace &ds  = *capture.ram_dataspaces[i];
		Ram_dataspace       &out = capture.snapshot.ram_dataspaces[i];

		Host::Memory const &memory = *ds.memory();

		out.id   = ds.kernel_object().id();
		out.size = memory.size();

		memory.for_each_used([&] (uint64_t offset, size_t size) {
			capture_pages(memory.data() + offset, offset/PAGE_SIZE, size/PAGE_SIZE, out, pages); });
	}
	capture.snapshot.page_count = pages.size();

	return pages.finish();
}


/*************
 ** Restore **
 *************/

void Rtcr::match_dataspaces(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.ram_dataspaces.size(); i++) {

		Ram_dataspace const &captured = r.snapshot.ram_dataspaces[i];

		if (!r.sessions[captured.ram_session])
			continue;

		auto const &ram = r.session<Core::Ram_session_component>(captured.ram_session);

		for (auto const &[object, ds] : ram.dataspaces())
			if (r.identical(*object, captured.id) && ds->memory()->size() == captured.size)
				r.ram_dataspaces[i] = ds.get();
	}
}


void Rtcr::restore_dataspaces(Reconstruction &r)
{
	std::unordered_set<Core::Ram_dataspace const *> const
		kept(r.ram_dataspaces.begin(), r.ram_dataspaces.end());

	/* what belongs to the components now, and not to their parents */
	Component_set::Objects const known = r.set.dataspaces();

	for (Core::Session * const session : r.sessions) {

		auto * const ram = dynamic_cast<Core::Ram_session_component *>(session);
		if (!ram)
			continue;

		std::vector<Core::Ram_dataspace *> surplus;
		for (auto const &[object, ds] : ram->dataspaces())
			if (!kept.contains(ds.get()) && known.contains(object))
				surplus.push_back(ds.get());

		for (Core::Ram_dataspace * const ds : surplus)
			ram->free(*ds);
	}

	for (Index i = 0; i < r.snapshot.ram_dataspaces.size(); i++) {

		Host::Memory memory = std::move(r.preparation.memory[i]);

		if (r.ram_dataspaces[i]) {
			r.ram_dataspaces[i]->replace_memory(std::move(memory));
			continue;
		}
		Index const session = r.snapshot.ram_dataspaces[i].ram_session;

		r.ram_dataspaces[i] = &r.session<Core::Ram_session_component>(session).insert(std::move(memory));
		r.created.insert(&r.ram_dataspaces[i]->kernel_object());
	}
}
