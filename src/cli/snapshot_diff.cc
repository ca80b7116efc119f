/*
 * \brief  Comparison of snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_diff.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include <cli/cap_table.h>
#include <cli/debug/thread_registers.h>
#include <cli/memory_map.h>
#include <cli/snapshot_caps.h>
#include <cli/state_names.h>

using namespace Cli;

using Store::PAGE_SIZE;


namespace {

	/* things of a kind, by what identifies them, with a description of the rest */
	using Things = std::map<std::string, std::string>;

	void compare(std::vector<Change> &out, char const *kind, std::string const &pd,
	             Things const &before, Things const &after)
	{
		auto text_of = [] (Things const &things, std::string const &name) {
			auto const it = things.find(name);
			return it == things.end() ? "" : it->second; };

		std::set<std::string> names { };
		for (auto const &[name, text] : before) names.insert(name);
		for (auto const &[name, text] : after)  names.insert(name);

		for (std::string const &name : names) {
			std::string const a = text_of(before, name), b = text_of(after, name);
			if (a != b)
				out.push_back({ kind, pd, name, a, b });
		}
	}

	Things capabilities(Opened_snapshot &opened, Rtcr::Pd const &pd)
	{
		Things result { };
		for (Control::Capability const &cap : snapshot_caps(opened, pd))
			result[fmt::format("slot {:>5}", cap.slot)] = cap.kind.empty() ? "dead" :
				fmt::format("{} {}{}{} of \"{}\"{}", cap.kind, cap.name,
				            cap.label ? " label " + cap_label(cap) : "",
				            cap.rights.empty() ? "" : " rights " + cap.rights, cap.owner,
				            cap.attached.empty() ? "" : " attached to " + cap.attached);
		return result;
	}

	Things threads(Opened_snapshot &opened, Rtcr::Pd const &pd)
	{
		Things          result { };
		Snapshot_memory memory(opened, pd);

		for (Rtcr::Thread const &thread : opened.snapshot.threads) {

			if (&opened.snapshot.pds[thread.pd] != &pd)
				continue;

			auto const registers = thread_registers(thread, memory);

			result[fmt::format("{} '{}'", thread.index, thread.name)] =
				fmt::format("{}{}{}", state_name(thread.state), thread.paused ? ", paused" : "",
				            registers ? fmt::format(", rip {:#x}, rsp {:#x}", registers->cpu.ip,
				                                    registers->cpu.sp) : "");
		}
		return result;
	}

	Things sessions(Rtcr::Snapshot const &snapshot)
	{
		Things                          result { };
		std::map<std::string, unsigned> counts { };

		auto add = [&] (std::string const &name, std::string const &text) {
			unsigned const count = ++counts[name];
			result[count > 1 ? fmt::format("{} ({})", name, count) : name] = text; };

		for (Rtcr::Session const &session : snapshot.sessions)
			add(fmt::format("{} \"{}\"", Rtcr::Session::service_name(session.service), session.label),
			    session.ram_quota ? fmt::format("quota {}, used {}", session.ram_quota, session.ram_used)
			                      : fmt::format("at core, donated {}", session.donated));

		for (Rtcr::Inner_session const &session : snapshot.inner_sessions)
			add(fmt::format("{} {}", session.service, session.args),
			    fmt::format("at \"{}\", captured as well", inner_server(snapshot, session)));

		for (Rtcr::Outside const &outside : snapshot.outsides)
			if (outside.role == Rtcr::Outside::Role::SESSION)
				add(fmt::format("{} {}", outside.service, outside.args),
				    fmt::format("at \"{}\", state {}", outside.owner,
				                outside.has_state ? fmt::format("of {} bytes", outside.state.size())
				                                  : "not saved"));
		return result;
	}

	/**
	 * Comparison of the memory of two protection domains
	 */
	class Memory_comparison
	{
		private:

			struct Side
			{
				Opened_snapshot     &opened;
				Rtcr::Pd const      &pd;
				std::vector<Mapping> map { memory_map(opened.snapshot, pd) };

				std::array<std::byte, PAGE_SIZE> page { };

				/*
				 * Fill page with what tells a page of a ROM module from others,
				 * because its content is not at hand
				 */
				void _stand_in(Rtcr::Page_number number)
				{
					uint64_t const words[] { opened.snapshot.rom_images[number.image()].hash, number.page() };

					page.fill(std::byte(0xff));
					std::ranges::copy(std::as_bytes(std::span(words)), page.begin());
				}

				/* read page 'n' of a mapping */
				bool read(Mapping const &mapping, uint64_t n)
				{
					auto const number = data_page(opened.snapshot.ram_dataspaces[mapping.dataspace.index],
					                              mapping.offset/PAGE_SIZE + n);
					if (!number) {
						page.fill(std::byte(0));
						return false;
					}
					if (!opened.read_page(*number, page))
						_stand_in(*number);
					return true;
				}
			};

			Side                   _before, _after;
			Snapshot_diff         &_diff;
			Store::Progress const &_progress;

			uint64_t _total() const
			{
				uint64_t result = 0;
				for (Mapping const &mapping : _after.map)
					result += mapping.ram() ? mapping.size : 0;
				return result;
			}

			uint64_t _count_changes(Mapping const &a, Mapping const &b, uint64_t done, uint64_t total)
			{
				uint64_t changes = 0;

				for (uint64_t n = 0; n < b.size/PAGE_SIZE; n++) {

					bool const in_a = n < a.size/PAGE_SIZE && _before.read(a, n);
					bool const in_b = _after.read(b, n);

					if (in_a || in_b) {
						_diff.pages_compared++;
						changes += _before.page != _after.page || n >= a.size/PAGE_SIZE;
					}
					_progress(done + n*PAGE_SIZE, total);
				}
				return changes;
			}

			void _add(Side const &side, Mapping const &mapping, Memory_change::Kind kind, uint64_t pages)
			{
				_diff.memory.push_back({ .pd = pd_label(side.opened.snapshot, side.pd), .kind = kind,
				                         .addr = mapping.addr, .size = mapping.size,
				                         .content = content_kind(side.opened.snapshot, side.pd, mapping),
				                         .pages_changed = pages });
			}

			static Mapping const *_find(Side const &side, Mapping const &mapping)
			{
				auto const it = std::ranges::lower_bound(side.map, mapping.addr, { }, &Mapping::addr);

				return it != side.map.end() && it->addr == mapping.addr && it->ram() == mapping.ram()
				     ? &*it : nullptr;
			}

		public:

			Memory_comparison(Opened_snapshot &before, Rtcr::Pd const &pd_before,
			                  Opened_snapshot &after, Rtcr::Pd const &pd_after,
			                  Snapshot_diff &diff, Store::Progress const &progress)
			:
				_before { before, pd_before }, _after { after, pd_after }, _diff(diff), _progress(progress)
			{ }

			void execute()
			{
				using Kind = Memory_change::Kind;

				uint64_t const total = _total();
				uint64_t       done  = 0;

				for (Mapping const &b : _after.map) {

					Mapping const * const a = _find(_before, b);
					if (!a) {
						_add(_after, b, Kind::CAME, content_size(_after.opened.snapshot, b)/PAGE_SIZE);

					} else if (b.ram()) {
						uint64_t const changes = _count_changes(*a, b, done, total);
						if (changes || a->size != b.size)
							_add(_after, b, Kind::CHANGED, changes);
					}
					done += b.ram() ? b.size : 0;
				}
				for (Mapping const &a : _before.map)
					if (!_find(_after, a))
						_add(_before, a, Kind::WENT, content_size(_before.opened.snapshot, a)/PAGE_SIZE);
			}
	};

	Rtcr::Pd const *pd_by_label(Rtcr::Snapshot const &snapshot, std::string const &label)
	{
		for (Rtcr::Pd const &pd : snapshot.pds)
			if (pd_label(snapshot, pd) == label)
				return &pd;

		return nullptr;
	}

	Things components(Rtcr::Snapshot const &snapshot)
	{
		Things result { };
		for (Rtcr::Pd const &pd : snapshot.pds)
			result[pd_label(snapshot, pd)] = "captured";
		return result;
	}
}


Snapshot_diff Cli::snapshot_diff(Opened_snapshot &before, Opened_snapshot &after,
                                 Store::Progress const &progress)
{
	Snapshot_diff diff { };

	compare(diff.changes, "component", "", components(before.snapshot), components(after.snapshot));
	compare(diff.changes, "session",   "", sessions(before.snapshot),   sessions(after.snapshot));

	for (Rtcr::Pd const &pd : after.snapshot.pds) {

		std::string const &label = pd_label(after.snapshot, pd);

		Rtcr::Pd const * const old = pd_by_label(before.snapshot, label);
		if (!old)
			continue;

		compare(diff.changes, "capability", label, capabilities(before, *old), capabilities(after, pd));
		compare(diff.changes, "thread",     label, threads(before, *old),      threads(after, pd));

		Memory_comparison(before, *old, after, pd, diff, progress).execute();
	}
	return diff;
}
