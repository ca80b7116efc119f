/*
 * \brief  Attacks by sheer numbers
 *
 * Each one takes what it gets until it is refused, and gives it back. What
 * was refused once is refused again, after as many requests.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/signal.h>
#include <cpu_session/connection.h>
#include <kv_session/connection.h>
#include <log_session/connection.h>
#include <pd_session/connection.h>
#include <ram_session/client.h>
#include <region_map/client.h>
#include <rm_session/connection.h>
#include <timer_session/connection.h>
#include <util/string.h>

#include "attacks.h"
#include "probe.h"

using namespace Attack;


namespace {

	enum { ROUNDS = 3, LIMIT = 60000 };

	/**
	 * Capabilities that were obtained
	 *
	 * The memory is obtained beforehand, so that it is not part of the flood.
	 */
	struct Loot
	{
		Native_capability caps[LIMIT];
		unsigned          count = 0;

		void clear()
		{
			for (; count; count--)
				caps[count - 1] = Native_capability();
		}
	};

	Loot &loot()
	{
		static Loot loot;
		return loot;
	}

	/**
	 * \param take     returns a capability or throws an exception
	 * \param release  gives a capability back
	 */
	void flood(Report &report, auto const &take, auto const &release, unsigned limit = LIMIT)
	{
		Loot &caps = loot();
		unsigned counts[ROUNDS] { };

		for (unsigned round = 0; round < ROUNDS; round++) {

			while (caps.count < limit) {
				report.tries++;
				try {
					Native_capability const cap = take();
					if (!cap.valid())
						break;
					caps.caps[caps.count++] = cap;
					report.harmless++;
				} catch (Genode::Exception const &) { break; }
			}
			report.refused++;
			counts[round] = caps.count;

			for (unsigned i = 0; i < caps.count; i++)
				release(caps.caps[i]);
			caps.clear();
		}

		log("got ", counts[0], ", ", counts[1], ", ", counts[2]);

		/* the component itself may have grown a little meanwhile */
		if (counts[2] > counts[0] + counts[0]/8 + 8)
			report.breach("got more than before");

		if (counts[0] == limit)
			log("the limit of the attack was reached before that of the quota");
	}

	/*
	 * All that the component owns goes into the session's account, but a third
	 * for the slots of the capabilities
	 */
	void donate_everything(Env &env, Session_capability session)
	{
		size_t const rest = env.ram().avail()/3;

		for (unsigned amount = 1 << 20; amount >= 16*1024 && env.ram().avail() > rest; )
			try {
				env.parent().upgrade(session, String<32>("ram_quota=", amount).string());
			} catch (Parent::Quota_exceeded) { amount /= 2; }
	}
}


void Attack::flood_dataspaces(Report &report)
{
	Ram_session &ram = report.env.ram();   /* upgrades the session on demand */

	flood(report, [&] { return ram.alloc(4096); },
	      [&] (Native_capability const &cap) { ram.free(reinterpret_cap_cast<Ram_dataspace>(cap)); });
}


void Attack::flood_gates(Report &report)
{
	donate_everything(report.env, report.env.pd_session_cap());

	Pd_session_client pd(report.env.pd_session_cap());
	Thread_capability const thread = report.env.parent().main_thread_cap();

	flood(report, [&] { return pd.alloc_rpc_cap(thread); },
	      [&] (Native_capability const &cap) { pd.free_rpc_cap(cap); });
}


void Attack::flood_signal_contexts(Report &report)
{
	donate_everything(report.env, report.env.pd_session_cap());

	Pd_session_client pd(report.env.pd_session_cap());
	Signal_source_capability const source = pd.alloc_signal_source();

	flood(report, [&] { return pd.alloc_context(source, ~0ul); },
	      [&] (Native_capability const &cap) { pd.free_context(reinterpret_cap_cast<Signal_context>(cap)); });

	flood(report, [&] { return pd.alloc_signal_source(); },
	      [&] (Native_capability const &cap) { pd.free_signal_source(reinterpret_cap_cast<Signal_source>(cap)); });
}


void Attack::flood_region_maps(Report &report)
{
	Rm_connection rm(report.env);
	donate_everything(report.env, rm.cap());

	Rm_session_client session(rm.cap());
	flood(report, [&] { return session.create(1ul << 30); },
	      [&] (Native_capability const &cap) { session.destroy(reinterpret_cap_cast<Region_map>(cap)); });

	/* many regions of one page each */
	Ram_dataspace_capability ds { };
	try { ds = Ram_session_client(report.env.ram_session_cap()).alloc(4096); }
	catch (Ram_session::Alloc_failed) { }

	if (!ds.valid())
		return;

	Capability<Region_map> const map_cap = session.create(1ul << 30);
	Region_map_client map(map_cap);

	unsigned count = 0;
	for (; count < LIMIT; count++) {
		report.tries++;
		try { map.attach(ds); report.harmless++; }
		catch (Region_map::Attach_failed) { report.refused++; break; }
	}
	log("regions: ", count);
	session.destroy(map_cap);
}


void Attack::flood_threads(Report &report)
{
	donate_everything(report.env, report.env.cpu_session_cap());

	Cpu_session_client cpu(report.env.cpu_session_cap());
	Pd_session_capability const pd = report.env.pd_session_cap();

	auto release = [&] (Native_capability const &cap) {
		cpu.kill_thread(reinterpret_cap_cast<Cpu_thread>(cap)); };

	flood(report, [&] { return cpu.create_thread(pd, "flood", Affinity::Location(), Cpu_session::Weight()); },
	      release);

	/* threads that run, for a moment: their first instruction faults */
	flood(report, [&] {
		Thread_capability const thread =
			cpu.create_thread(pd, "flood", Affinity::Location(), Cpu_session::Weight());
		Cpu_thread_client(thread).start(0, 0);
		return thread; }, release, 200);
}


/*
 * Threads that ended, in protection domains that stay
 *
 * The quota that paid for them is used again and again. How many threads that
 * leaves at the host is looked at from outside.
 */
void Attack::hoard_threads(Report &report)
{
	enum { PDS = 12, THREADS = 150, COSTS = THREADS*28*1024 };

	static Pd_session_capability pds[PDS];

	for (Pd_session_capability &pd : pds) {

		pd = reinterpret_cap_cast<Pd_session>(
			report.env.parent().session("PD", "ram_quota=64K, label=\"hoard\"", Affinity()));

		Cpu_session_capability const cap = reinterpret_cap_cast<Cpu_session>(
			report.env.parent().session("CPU", "ram_quota=64K, label=\"hoard\"", Affinity()));

		report.env.parent().upgrade(cap, String<32>("ram_quota=", (unsigned)COSTS).string());

		Cpu_session_client cpu(cap);

		static Thread_capability threads[THREADS];

		for (Thread_capability &thread : threads) {
			thread = cpu.create_thread(pd, "hoard", Affinity::Location(), Cpu_session::Weight());
			Cpu_thread_client(thread).pause();
			Cpu_thread_client(thread).start(0, 0);
			report.count(false);
		}
		for (Thread_capability const &thread : threads)
			cpu.kill_thread(thread);

		report.env.parent().close(cap);
	}
}


/*
 * The parent grants what it has left, until it has nothing
 */
static void request_everything(Env &env)
{
	for (unsigned long amount = 1ul << 30; amount >= 4096; ) {

		size_t const before = env.ram().quota();

		env.parent().resource_request(String<64>("ram_quota=", amount).string());

		if (env.ram().quota() == before)
			amount /= 2;
	}
}


void Attack::flood_sessions(Report &report)
{
	static char const * const services[] = { "LOG", "ROM", "RM", "CPU", "PD", "RAM", "Timer", "Kv" };

	request_everything(report.env);

	/* the label is the name of a ROM module, too */
	for (char const * const service : services)
		flood(report, [&] {
			return report.env.parent().session(service, "ram_quota=32K, label=\"config\"", Affinity()); },
		      [&] (Native_capability const &cap) {
			report.env.parent().close(reinterpret_cap_cast<Session>(cap)); });
}


void Attack::flood_log(Report &report)
{
	Log_connection output(report.env);

	static char const * const lines[] = {
		"\n", "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n",
		"\r[init -> sheep_counter] 1000000 sheep\n", "\033[2J\033[H\033]0;owned\007\n",
		"\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b[init -> kv_client] Error: forged\n", "\033[1A\033[2K\n",
		"a line without an end, ", "\xc2\x9b" "2J\n" };

	for (unsigned i = 0; i < 20000; i++) {
		output.write(lines[i % (sizeof(lines)/sizeof(lines[0]))]);
		report.count(false);
	}

	/* the way of diagnostic output, which needs no session */
	static char const forged[] = "first\n[init -> sheep_counter] Error: forged\n\033[2J\rlast";

	for (unsigned i = 0; i < 5000; i++) {
		Kernel::Message &message = Kernel::utcb().message;
		memcpy(message.data, forged, sizeof(forged));
		message.size = i % 2 ? sizeof(forged) - 1 : ~0u;
		Kernel::execute(Kernel::Operation::DEBUG_OUTPUT);
		report.count(false);
	}
}


void Attack::flood_signals(Report &report)
{
	Pd_session_client pd(report.env.pd_session_cap());

	Signal_source_capability  const source  = pd.alloc_signal_source();
	Signal_context_capability const context = pd.alloc_context(source, 0);

	for (unsigned i = 0; i < 20000; i++) {
		pd.submit(context, i % 2 ? ~0u : 0x80000000u);
		report.count(false);
	}

	/* signals of others: what is no context of ours is no context */
	for (unsigned slot = 0; slot < 64; slot++)
		if (Kernel::cap_valid(slot)) {
			Kernel::execute(Kernel::Operation::IRQ_TRIGGER, slot);
			report.count(Kernel::utcb().status != Kernel::Status::OK);
		}
}


namespace {

	/**
	 * Thread that calls without pause
	 */
	struct Caller : Thread
	{
		unsigned long const slot;
		unsigned long volatile calls = 0;

		Caller(Env &env, unsigned long slot) : Thread(env, "caller", 16*1024), slot(slot) { }

		void entry() override
		{
			Kernel::Utcb &utcb = Kernel::utcb();
			for (;;) {
				utcb.message.size     = 0;
				utcb.message.num_caps = 0;
				utcb.message.code     = 1000;
				Kernel::execute(Kernel::Operation::IPC_CALL, slot);
				calls = calls + 1;
			}
		}
	};
}


/*
 * The flood goes on when the report is there, so that others can be looked at
 */
void Attack::flood_calls(Report &report)
{
	static Kv::Connection    kv(report.env);
	static Timer::Connection timer(report.env);

	unsigned long const to_kv    = (unsigned long)kv.cap().local_name();
	unsigned long const to_timer = (unsigned long)timer.cap().local_name();

	static Caller callers[] {
		{ report.env, to_kv },    { report.env, to_kv },    { report.env, to_kv },    { report.env, to_kv },
		{ report.env, to_timer }, { report.env, to_timer }, { report.env, to_timer }, { report.env, to_timer } };

	for (Caller &caller : callers) {
		caller.start();
		report.count(false);
	}
	sleep_us(1000*1000);
}


void Attack::flood_processor(Report &report)
{
	struct Hog : Thread
	{
		Hog(Env &env) : Thread(env, "hog", 16*1024) { }

		void entry() override { for (;;) asm volatile ("pause"); }
	};

	static Hog hogs[] { { report.env }, { report.env }, { report.env }, { report.env },
	                    { report.env }, { report.env }, { report.env }, { report.env } };

	for (Hog &hog : hogs) {
		hog.start();
		report.count(false);
	}
}
