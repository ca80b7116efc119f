/*
 * \brief  Snapshots that somebody made up
 *
 * The files have valid checksums, what they say is hostile. Either a restore
 * is refused, and everything goes on as before, or the component gets nothing
 * that it did not have.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>
#include <fstream>
#include <optional>
#include <random>

#include <gtest/gtest.h>

#include <rtcr/format.h>

#include "system.h"

using namespace Scenario_test;
using Rtcr::Ref;
using Rtcr::Snapshot;


namespace {

	std::string const COUNTER = "init -> sheep_counter";
	std::string const VICTIM  = "init -> victim";

	struct Forged : testing::Test
	{
		Scratch_directory directory { };

		System system { directory, scenario(timer()
			+ child("sheep_counter", "2M", "<config period_ms=\"10\"/>")
			+ child("victim", "2M", "<binary name=\"sheep_counter\"/> <config period_ms=\"10\"/>")
			+ child("busy_construct", "2M", "<config iterations=\"20000000\"/>")) };

		Snapshot snapshot { };
		std::optional<Control::Image> image { };

		void capture(std::string const &component)
		{
			auto checkpoint = system.client().checkpoint({ component });

			image.emplace(std::move(checkpoint.image));
			snapshot = Rtcr::read_metadata(image->metadata);
		}

		void SetUp() override
		{
			ASSERT_TRUE(system.log().wait_for("[init -> sheep_counter] 3 sheep"));
			ASSERT_TRUE(system.log().wait_for("[init -> victim] "));
			capture("sheep_counter");
		}

		void TearDown() override
		{
			expect_life();
			EXPECT_EQ(system.stop(), 0);
		}

		void expect_life()
		{
			system.log().skip();
			EXPECT_TRUE(system.log().wait_for("[init -> victim] "));
			EXPECT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
		}

		/** Return true if the system accepts the snapshot */
		bool restored(Snapshot const &forged)
		{
			image->metadata = Rtcr::write_metadata(forged);
			try {
				system.client().restore(*image, { });
				return true;
			} catch (Control::Request_failed const &) { return false; }
		}

		/** Return why the system refuses the snapshot, nothing if it does not */
		std::string refusal(Snapshot const &forged)
		{
			image->metadata = Rtcr::write_metadata(forged);
			try {
				system.client().restore(*image, { });
				return { };
			} catch (Control::Request_failed const &failed) { return failed.what(); }
		}

		/** Return number that follows 'key' in what the host tells about a process */
		static unsigned long host_number(uint64_t pid, char const *key)
		{
			std::ifstream status("/proc/" + std::to_string(pid) + "/status");

			for (std::string line; std::getline(status, line); )
				if (line.starts_with(key))
					return number_after(line, key);

			throw std::runtime_error("process is gone");
		}

		/** Return what nucleus occupied at most since it was started, in bytes */
		size_t peak_memory()
		{
			for (Control::Component_status const &component : system.client().components())
				if (component.label == VICTIM)
					return host_number(host_number(component.pid, "PPid:"), "VmHWM:")*1024;

			throw std::runtime_error("component is gone");
		}

		void expect_refused(char const *what, auto const &modify)
		{
			Snapshot forged = snapshot;
			modify(forged);
			EXPECT_FALSE(restored(forged)) << what;
		}

		/** Return snapshot of another component, which the forger does not own */
		Snapshot victim()
		{
			return Rtcr::read_metadata(system.client().checkpoint({ "victim" }).image.metadata);
		}

		/** Return names of the objects that the counter holds, without dead slots */
		std::vector<std::string> holdings()
		{
			std::vector<std::string> names;
			for (Control::Capability const &cap : system.client().capabilities("sheep_counter"))
				if (!cap.kind.empty())
					names.push_back(cap.kind + " " + cap.name + " " + cap.owner);
			return names;
		}
	};

	Rtcr::Region_map &address_space(Snapshot &s) { return s.region_maps[s.pds[0].address_space]; }
	Rtcr::Region_map &stack_area   (Snapshot &s) { return s.region_maps[s.pds[0].stack_area]; }

	Rtcr::Session &session(Snapshot &s, Rtcr::Session::Service service)
	{
		for (Rtcr::Session &session : s.sessions)
			if (session.service == service)
				return session;
		throw std::runtime_error("no such session");
	}
}


TEST_F(Forged, the_honest_one_is_accepted)
{
	EXPECT_TRUE(restored(snapshot));
}


/*
 * Objects of others, known by their numbers from a snapshot of the same run
 */
TEST_F(Forged, objects_of_others_do_not_come_along)
{
	Snapshot const other = victim();
	auto     const before = holdings();

	/* as something that the component held */
	for (Rtcr::Session const &stolen : other.sessions) {

		Snapshot forged = snapshot;
		forged.outsides.push_back({ .id = stolen.id, .kind = Kernel::Object::Kind::GATE,
		                            .role = Rtcr::Outside::Role::OTHER, .name = "stolen" });
		forged.pds[0].caps.push_back({ .slot = 1000, .object = { Ref::Kind::OUTSIDE,
		                               Rtcr::Index(forged.outsides.size() - 1) },
		                               .rights = 3, .deliveries = 1 });
		ASSERT_TRUE(restored(forged));
		EXPECT_EQ(holdings(), before);
	}

	/* any object that there is */
	for (uint64_t id = 1; id < 300; id += 7) {
		Snapshot forged = snapshot;
		for (auto const kind : { Kernel::Object::Kind::GATE, Kernel::Object::Kind::THREAD,
		                         Kernel::Object::Kind::TASK, Kernel::Object::Kind::IRQ }) {
			forged.outsides.push_back({ .id = id, .kind = kind, .role = Rtcr::Outside::Role::OTHER });
			forged.pds[0].caps.push_back({ .slot = 1000u + unsigned(kind), .object = { Ref::Kind::OUTSIDE,
			                               Rtcr::Index(forged.outsides.size() - 1) },
			                               .rights = 3, .deliveries = 1 });
		}
		bool already_held = false;
		for (Rtcr::Outside const &outside : snapshot.outsides)
			already_held |= outside.id == id;

		if (already_held)
			continue;

		restored(forged);
		EXPECT_EQ(holdings(), before) << "object " << id;
	}

	/* as if it were the component's own session */
	expect_refused("session of another component", [&] (Snapshot &forged) {
		forged.sessions.push_back(session(const_cast<Snapshot &>(other), Rtcr::Session::Service::RAM));
		forged.pds[0].caps.push_back({ .slot = 1000, .object = { Ref::Kind::SESSION,
		                               Rtcr::Index(forged.sessions.size() - 1) },
		                               .rights = 3, .deliveries = 1 }); });
}


TEST_F(Forged, regions_beyond_a_dataspace)
{
	auto with_region = [&] (auto const &modify) {
		return [&, modify] (Snapshot &forged) {
			for (Rtcr::Region &region : address_space(forged).regions)
				if (region.dataspace.kind == Ref::Kind::RAM_DATASPACE) {
					modify(region);
					return;
				}
			FAIL() << "no region with memory"; }; };

	/* a region that does not fit in is left out, nothing else appears in its place */
	for (uint64_t const offset : { 0x100000ull, 0x10000000ull, 1ull << 40 }) {
		Snapshot forged = snapshot;
		for (Rtcr::Region &region : address_space(forged).regions)
			if (region.dataspace.kind == Ref::Kind::RAM_DATASPACE)
				region.offset = offset;
		restored(forged);
		ASSERT_TRUE(restored(snapshot));
	}

	expect_refused("kernel area",  with_region([] (Rtcr::Region &r) { r.addr = 0x700000000000; }));
	expect_refused("control page", with_region([] (Rtcr::Region &r) { r.addr = 0x700020000000; }));
	expect_refused("not aligned",  with_region([] (Rtcr::Region &r) { r.offset = 8; }));
	expect_refused("no size",      with_region([] (Rtcr::Region &r) { r.size = 0; }));
	expect_refused("huge size",    with_region([] (Rtcr::Region &r) { r.size = ~0xfffull; }));
	expect_refused("kernel of the host", with_region([] (Rtcr::Region &r) { r.addr = 0xffff800000000000; }));
}


TEST_F(Forged, cyclic_region_maps)
{
	Snapshot forged = snapshot;

	Ref const self { Ref::Kind::MANAGED_DATASPACE, forged.pds[0].stack_area };
	forged.region_maps[forged.pds[0].stack_area].dataspace_id = 1000000;
	stack_area(forged).regions.push_back({ .addr = 0x8000000, .size = 4096, .offset = 0,
	                                       .dataspace = self, .executable = false });
	for (Rtcr::Session &s : forged.sessions)
		s.used += 4096;

	restored(forged);
	ASSERT_TRUE(restored(snapshot));
}


TEST_F(Forged, accounts_that_do_not_cover_their_objects)
{
	using Service = Rtcr::Session::Service;

	expect_refused("unpaid memory", [] (Snapshot &s) {
		Rtcr::Ram_dataspace ds = s.ram_dataspaces[0];
		ds.id   = 1000000;
		ds.size = 1ull << 30;
		s.ram_dataspaces.push_back(ds); });

	expect_refused("paid with nothing", [] (Snapshot &s) {
		Rtcr::Ram_dataspace ds = s.ram_dataspaces[0];
		ds.id   = 1000000;
		ds.size = 1ull << 30;
		s.ram_dataspaces.push_back(ds);
		session(s, Service::RAM).ram_used  += 1ull << 30;
		session(s, Service::RAM).used      += 4096;
		session(s, Service::RAM).ram_quota += 1ull << 30; });

	expect_refused("huge quota", [] (Snapshot &s) { session(s, Service::RAM).ram_quota = ~0ull; });
	expect_refused("huge donation", [] (Snapshot &s) { session(s, Service::PD).donated = 1ull << 49; });

	expect_refused("unpaid gates", [] (Snapshot &s) {
		for (unsigned i = 0; i < 100000; i++)
			s.gates.push_back({ .id = 1000000 + i, .pd = 0, .name = "forged",
			                    .label = i, .server = s.gates[0].server }); });

	expect_refused("account of itself", [] (Snapshot &s) {
		for (Rtcr::Index i = 0; i < s.sessions.size(); i++)
			if (s.sessions[i].service == Service::RAM) {
				s.sessions[i].ref_account = { Ref::Kind::SESSION, i };
				s.sessions[i].ram_quota   = 1ull << 40;
				s.sessions[i].ram_used    = 1ull << 39;
			} });
}


TEST_F(Forged, objects_that_appear_twice)
{
	expect_refused("thread", [] (Snapshot &s) { s.threads.push_back(s.threads[0]); });

	expect_refused("place of a thread", [] (Snapshot &s) {
		s.threads.push_back(s.threads[0]);
		s.threads.back().id = 1000000;
		session(s, Rtcr::Session::Service::CPU).used += 1 << 20; });

	expect_refused("PD",           [] (Snapshot &s) { s.pds.push_back(s.pds[0]); });
	expect_refused("region map",   [] (Snapshot &s) { s.region_maps.push_back(address_space(s)); });
	expect_refused("dataspace",    [] (Snapshot &s) { s.ram_dataspaces.push_back(s.ram_dataspaces[0]); });
	expect_refused("session",      [] (Snapshot &s) { s.sessions.push_back(s.sessions[0]); });
	expect_refused("slot",         [] (Snapshot &s) { s.pds[0].caps.push_back(s.pds[0].caps[0]); });
}


TEST_F(Forged, numbers_out_of_range)
{
	expect_refused("slot",         [] (Snapshot &s) { s.pds[0].caps.back().slot = 1 << 16; });
	expect_refused("reference",    [] (Snapshot &s) { s.pds[0].caps.back().object.index = 1000000; });
	expect_refused("kind",         [] (Snapshot &s) { s.pds[0].caps.back().object.kind = Ref::Kind(77); });
	expect_refused("thread index", [] (Snapshot &s) { s.threads[0].index = 1024; });
	expect_refused("session",      [] (Snapshot &s) { s.threads[0].cpu_session = 1000; });
	expect_refused("kind of session", [] (Snapshot &s) { s.threads[0].cpu_session = s.pds[0].session; });
	expect_refused("pages",        [] (Snapshot &s) { s.ram_dataspaces[0].content.push_back({ 0, 1, 1ull << 60 }); });
	expect_refused("page count",   [] (Snapshot &s) { s.page_count = 1ull << 40; });
	expect_refused("component",    [] (Snapshot &s) { s.components = { "init -> nobody" }; });
	expect_refused("no component", [] (Snapshot &s) { s.components.clear(); });
	expect_refused("program",      [] (Snapshot &s) { s.stub_hash ^= 1; });
	expect_refused("processor",    [] (Snapshot &s) { s.cpu_features = "xsave"; });
}


/*
 * A capability space is a table up to its last slot
 */
TEST_F(Forged, slots_that_nobody_pays_for)
{
	auto moved_to = [&] (Kernel::Slot slot) {
		Snapshot forged = snapshot;
		forged.pds[0].caps.back().slot = slot;
		return forged; };

	size_t const peak = peak_memory();

	for (Kernel::Slot const slot : { 1u << 16, 1u << 20, 1u << 31, ~0u - 1, ~0u })
		EXPECT_NE(refusal(moved_to(slot)).find("invalid snapshot: capability slot"), std::string::npos)
			<< slot;

	/* numbers that a space may have, at the expense of the RAM quota */
	for (Kernel::Slot const slot : { 1u << 14, (1u << 16) - 1 })
		EXPECT_NE(refusal(moved_to(slot)).find("RAM quota"), std::string::npos) << slot;

	EXPECT_LT(peak_memory(), peak + (4u << 20));
	EXPECT_TRUE(restored(snapshot));
}


/*
 * Whatever looks like the description of a list gets a length beyond all
 * limits, with elements as they are and with elements of no size
 */
TEST_F(Forged, huge_counts)
{
	std::vector<std::byte> const honest = image->metadata;

	uint64_t const LIST = 1, TYPE_MASK = 3, SIZE_MASK = 7ull << 32, COUNT_SHIFT = 35,
	               COUNT_MASK = ~0ull << COUNT_SHIFT;

	std::vector<size_t> places;
	for (size_t at = 0; at + 8 <= honest.size(); at += 8) {
		uint64_t word;
		memcpy(&word, &honest[at], 8);
		if ((word & TYPE_MASK) == LIST && word >> COUNT_SHIFT)
			places.push_back(at);
	}
	ASSERT_GT(places.size(), 20u);

	size_t const peak = peak_memory();
	size_t const step = std::max<size_t>(1, places.size()/100);

	for (size_t i = 0; i < places.size(); i += step)
		for (uint64_t const count : { 1ull << 20, 1ull << 28 })
			for (bool const sized : { true, false }) {

				image->metadata = honest;

				uint64_t word;
				memcpy(&word, &honest[places[i]], 8);
				word = (word & ~COUNT_MASK) | count << COUNT_SHIFT;
				if (!sized)
					word &= ~SIZE_MASK;
				memcpy(&image->metadata[places[i]], &word, 8);

				try { system.client().restore(*image, { }); }
				catch (Control::Request_failed const &) { }
			}

	/* some of them are accepted, and sanitizers keep what was freed for a while */
	EXPECT_LT(peak_memory(), peak + (64u << 20));

	image->metadata = honest;
	EXPECT_TRUE(restored(snapshot));
}


/*
 * Numbers that count something, at their ends
 */
TEST_F(Forged, counts_at_their_ends)
{
	auto tried = [&] (auto const &modify) {
		Snapshot forged = snapshot;
		modify(forged);
		restored(forged);
		ASSERT_TRUE(restored(snapshot)); };

	for (uint32_t const count : { 0u, 1u << 31, ~0u }) {
		tried([&] (Snapshot &s) { for (auto &cap : s.pds[0].caps) cap.deliveries = count; });
		tried([&] (Snapshot &s) { for (auto &source : s.signal_sources) source.irq_count = count; });
		tried([&] (Snapshot &s) { for (auto &context : s.signal_contexts) context.pending = count; });
		tried([&] (Snapshot &s) { for (auto &thread : s.threads) thread.request = count; });
		tried([&] (Snapshot &s) { for (auto &thread : s.threads) thread.weight = count; });
	}
	for (uint64_t const count : { 0ull, 1ull << 63, ~0ull }) {
		tried([&] (Snapshot &s) { s.pds[0].last_token = count; });
		tried([&] (Snapshot &s) { for (auto &thread : s.threads) thread.call_number = count; });
		tried([&] (Snapshot &s) { for (auto &thread : s.threads) thread.remaining_us = count; });
	}
}


/*
 * The frame with the registers of an interrupted thread is passed to the host
 */
TEST_F(Forged, registers)
{
	ASSERT_TRUE(system.log().wait_for("[init -> busy_construct] counted to "));

	/* now and then, the component is in the middle of a call */
	size_t frame = 0;
	do {
		capture("busy_construct");
		frame = snapshot.threads.size();
		for (size_t i = 0; i < snapshot.threads.size(); i++)
			if (!snapshot.threads[i].save_stack.empty())
				frame = i;
	} while (frame == snapshot.threads.size());

	std::minstd_rand random(1);

	/* general registers, flags, segments, address of the FPU state, and that state */
	for (unsigned i = 0; i < 60; i++) {

		Snapshot forged = snapshot;
		auto &stack = forged.threads[frame].save_stack;

		size_t const range = std::min<size_t>(stack.size(), i < 40 ? 320 : 1200);
		for (unsigned n = 0; n < 1 + i % 4; n++) {
			size_t const at = random() % (range/8)*8;
			uint64_t const values[] { ~0ull, 0, 0x8000000000000000, 0xffffffff81000000, random(),
			                          0x700010100000, 0x0033003300330033, 0x3202 };
			memcpy(stack.data() + at, &values[random() % std::size(values)], 8);
		}
		(void)restored(forged);
	}
	expect_life();
	EXPECT_TRUE(restored(snapshot));
}
