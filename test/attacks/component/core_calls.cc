/*
 * \brief  Attacks by calls with random arguments
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <cpu_session/connection.h>
#include <kernel/abi/cap_map.h>
#include <kv_session/connection.h>
#include <log_session/connection.h>
#include <pd_session/connection.h>
#include <ram_session/connection.h>
#include <rm_session/connection.h>
#include <rom_session/connection.h>
#include <timer_session/connection.h>
#include <util/string.h>

#include "attacks.h"
#include "probe.h"

using namespace Attack;
using Kernel::Operation;
using Kernel::Status;


namespace {

	u32 slot_of(Native_capability const &cap) { return (u32)(unsigned long)cap.local_name(); }

	/* function of the parent interface that ends the component */
	constexpr i64 PARENT_EXIT = 0;

	/**
	 * Calls with random content
	 */
	struct Fuzzer
	{
		Report   &report;
		Random    random;
		u32  caps[16] { };
		unsigned  num_caps = 0;

		Fuzzer(Report &report, u64 seed) : report(report), random(seed) { }

		void add(Native_capability const &cap)
		{
			if (num_caps < 16)
				caps[num_caps++] = slot_of(cap);
		}

		/* numbers, edges, and text as arguments consist of */
		void fill(u8 *data, u32 size)
		{
			static char const * const texts[] = {
				"ram_quota=18446744073709551615", "label=\"a\\\", ram_quota=1G, b=\\\"\"", "config",
				"ram_quota=-1, label=\"x\"", "label=\"init -> kv_server\"", ", , =, \"", "Timer", "PD",
				"ram_quota=16K, ram_quota=1G", "label=\"\033[2J\"" };

			for (u32 i = 0; i + 8 <= size; i += 8) {
				u64 const word = random.below(3) == 0 ? random.next()
				                    : random.below(2)      ? EDGES[random.below(sizeof(EDGES)/sizeof(EDGES[0]))]
				                                           : random.below(256);
				memcpy(data + i, &word, 8);
			}
			if (random.below(3) == 0) {
				char const * const text = texts[random.below(sizeof(texts)/sizeof(texts[0]))];
				size_t const at = random.below(3)*8;
				if (at + 8 + strlen(text) < size) {
					u64 const length = strlen(text) + random.below(2);
					memcpy(data + at, &length, 8);
					memcpy(data + at + 8, text, strlen(text) + 1);
				}
			}
		}

		void call(u32 slot, i64 code)
		{
			Kernel::Message &message = Kernel::utcb().message;

			message.size     = (u32)(random.below(8) ? random.below(256) : random.below(4096));
			message.num_caps = (u32)random.below(4);
			message.code     = code;

			for (u32 &cap : message.cap)
				cap = random.below(8) ? caps[random.below(num_caps)] : (u32)random.next();

			fill(message.data, Kernel::Message::MAX_DATA);

			report.count(Kernel::execute(Operation::IPC_CALL, slot) != Status::OK
			             || Kernel::utcb().message.code != 0);
		}
	};

	/**
	 * Sessions to be ruined, apart from those that the attack needs itself
	 */
	struct Sessions
	{
		Pd_connection  pd;
		Cpu_connection cpu;
		Ram_connection ram;
		Rm_connection  rm;
		Log_connection log;
		Rom_connection rom;

		Signal_source_capability       source;
		Signal_context_capability      context;
		Thread_capability              thread;
		Ram_dataspace_capability       ds;
		Capability<Region_map>         region_map;

		Sessions(Env &env)
		:
			pd(env, "spare"), cpu(env, "spare"), ram(env, "spare"), rm(env), log(env, "spare"),
			rom(env, "config"),
			source(pd.alloc_signal_source()), context(pd.alloc_context(source, 1)),
			thread(cpu.create_thread(pd.cap(), "spare", Affinity::Location(), Cpu_session::Weight())),
			ds(env.ram().alloc(8192)), region_map(rm.create(1 << 20))
		{ }
	};
}


void Attack::core_calls(Report &report)
{
	for (unsigned round = 0; round < 8; round++) {

		Sessions sessions(report.env);
		Fuzzer   fuzzer(report, round + 1);

		Native_capability const targets[] {
			sessions.pd.cap(), sessions.cpu.cap(), sessions.ram.cap(), sessions.rm.cap(),
			sessions.log.cap(), sessions.rom.cap(), sessions.source, sessions.context, sessions.thread,
			sessions.ds, sessions.region_map, sessions.pd.address_space(),
			sessions.pd.stack_area(), sessions.rom.dataspace() };

		for (Native_capability const &target : targets)
			fuzzer.add(target);

		u32 const parent = Kernel::Abi::PARENT_SLOT;

		for (unsigned i = 0; i < 150; i++) {
			for (Native_capability const &target : targets)
				fuzzer.call(slot_of(target), (i64)fuzzer.random.below(20));

			i64 const code = (i64)fuzzer.random.below(20);
			if (code != PARENT_EXIT)
				fuzzer.call(parent, code);
		}
	}
}


void Attack::server_calls(Report &report)
{
	Kv::Connection    kv(report.env);
	Timer::Connection timer(report.env);

	Attached_ram_dataspace ds(report.env.ram(), report.env.rm(), 8192);

	Fuzzer fuzzer(report, 11);
	fuzzer.add(kv.cap());
	fuzzer.add(timer.cap());
	fuzzer.add(ds.cap());

	for (unsigned i = 0; i < 3000; i++) {
		fuzzer.call(slot_of(kv.cap()),    (i64)fuzzer.random.below(5) - 1);

		/* a timer's sleep would last too long: function 2 and above only */
		fuzzer.call(slot_of(timer.cap()), (i64)fuzzer.random.below(2) + 50);
	}
}


void Attack::session_arguments(Report &report)
{
	static char const * const services[] = { "PD", "CPU", "RAM", "RM", "ROM", "LOG", "Timer", "Kv", "",
	                                         "Env::pd_session", "IRQ", "\033[31m", "nothing" };

	static char const * const args[] = {
		"", ",", "=", "\"", "\\", "ram_quota", "ram_quota=", "ram_quota=\"", "label=\"",
		"ram_quota=-1", "ram_quota=-4096", "ram_quota=18446744073709551615",
		"ram_quota=18446744073709551616", "ram_quota=0x7fffffffffffffff", "ram_quota=17179869183G",
		"ram_quota=16777216T", "ram_quota=1G", "ram_quota=64K, ram_quota=1G",
		"label=\"a\\\", ram_quota=1G, b=\\\"c\"", "label=\"a\", label=\"b\", ram_quota=64K",
		"label=a, ram_quota=1G", "label=\"init -> kv_server\", ram_quota=64K",
		"label=\"../../etc/passwd\", ram_quota=64K", "label=\"/etc/passwd\", ram_quota=64K",
		"label=\"..\", ram_quota=64K", "label=\"\033]0;x\007\", ram_quota=64K",
		"label=\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", ram_quota=64K",
	};

	/* what is given for the sessions must be gone from the own account */
	Ram_session_client ram(report.env.ram_session_cap());

	for (char const * const service : services)
		for (char const * const arg : args) {

			size_t const before = ram.avail();

			Session_capability session { };
			try { session = report.env.parent().session(service, arg, Affinity()); }
			catch (Genode::Exception const &) { }

			report.count(!session.valid());

			bool const own = !strcmp(service, "Env::pd_session");
			if (!session.valid() || own)
				continue;

			/* a RAM session must not hold more than was paid */
			if (!strcmp(service, "RAM")) {
				Ram_session_client other(reinterpret_cap_cast<Ram_session>(session));
				report.expect_refused(other.quota() <= before, "RAM session with quota ", other.quota());
			}
			if (ram.avail() > before)
				report.breach("quota grew by a session of ", service);

			report.env.parent().close(session);
			report.expect_refused(ram.avail() <= before, "quota grew by closing a session of ", service);
		}

	/* sessions that are none of ours, and odd upgrades of those that are */
	Rm_connection rm(report.env);
	for (char const * const arg : args) {
		size_t const before = ram.avail();
		try { report.env.parent().upgrade(rm.cap(), arg); } catch (Parent::Quota_exceeded) { }
		report.expect_refused(ram.avail() <= before, "quota grew by an upgrade");
	}
}
