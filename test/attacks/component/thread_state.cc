/*
 * \brief  Attacks on the state that threads share with nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/channel_abi.h>
#include <kv_session/connection.h>
#include <pd_session/client.h>

#include "attacks.h"
#include "host_call.h"
#include "probe.h"

using namespace Attack;
using State = Host::Abi::Thread_state;


namespace {

	enum { DURATION_US = 1500*1000 };

	/**
	 * Thread whose UTCB is the target of the others
	 */
	struct Victim : Thread
	{
		Env          &env;
		unsigned long slot;

		Kernel::Utcb *volatile utcb_addr = nullptr;

		Victim(Env &env, unsigned long slot)
		: Thread(env, "victim", 16*1024), env(env), slot(slot) { }

		void entry() override
		{
			Kernel::Utcb &utcb = Kernel::utcb();
			utcb_addr = &utcb;

			for (;;) {
				utcb.message.size     = 64;
				utcb.message.num_caps = 1;
				utcb.message.code     = 2;
				utcb.message.cap[0]   = (u32)slot;
				Kernel::execute(Kernel::Operation::IPC_CALL, slot);
			}
		}
	};

	Kernel::Utcb &utcb_of(Victim const &victim)
	{
		while (!victim.utcb_addr)
			sleep_us(100);
		return *victim.utcb_addr;
	}

	void scribble(Report &report, auto const &fn)
	{
		Random random(7);

		for (u64 const end = Kernel::clock() + DURATION_US; Kernel::clock() < end; ) {
			for (unsigned i = 0; i < 200; i++)
				fn(random);
			report.count(false);
		}
	}
}


/*
 * What the stub and nucleus tell each other about a thread is writable for
 * the component. It must matter for nobody else.
 */
void Attack::forged_state(Report &report)
{
	Pd_session_client pd(report.env.pd_session_cap());

	/* new victims, because the state of the old ones is beyond repair */
	for (unsigned round = 0; round < 4; round++) {

		Victim first (report.env, (unsigned long)report.env.pd_session_cap().local_name());
		Victim second(report.env, (unsigned long)report.env.ram_session_cap().local_name());
		first.start();
		second.start();

		Kernel::Utcb * const targets[] { &utcb_of(first), &utcb_of(second) };

		Random random(round);
		for (unsigned i = 0; i < 2000; i++) {

			State &state = *(State *)targets[i % 2]->host_area;

			switch (round) {
			case 0: state.post++; break;
			case 1: state.request = State::Request::FAULT;
			        state.fault = { .signal = (u32)random.below(32), .trap = (u32)random.below(32),
			                        .error = random.next(), .addr = random.next(), .ip = random.next() };
			        state.post++;
			        break;
			case 2: state.parked  = (u32)random.next();
			        state.wakeups = (u32)random.next();
			        state.parked_resume = (Host::Abi::Resume)random.below(3);
			        state.parked_frame  = { random.next(), random.next(), random.next() };
			        state.resume_frame  = { random.next(), random.next(), random.next() };
			        break;
			case 3: for (unsigned w = 0; w < sizeof(state)/4; w++)
			        	((u32 *)&state)[w] = (u32)random.next();
			        break;
			}
			host_call(FUTEX, (unsigned long)&state.post, 1, 1);

			/* the state of the victim is asked for while it makes no sense */
			if (i % 100 == 0) {
				try { Cpu_thread_client(first.cap()).pause(); Cpu_thread_client(first.cap()).state(); }
				catch (...) { }
				Cpu_thread_client(first.cap()).cancel_blocking();
				Cpu_thread_client(first.cap()).resume();
			}
			report.count(false);
		}
	}
}


void Attack::double_fetch(Report &report)
{
	Kv::Connection kv(report.env);

	unsigned long const core   = (unsigned long)report.env.pd_session_cap().local_name();
	unsigned long const server = (unsigned long)kv.cap().local_name();

	static Victim victims[] { { report.env, core }, { report.env, server } };

	for (Victim &victim : victims)
		victim.start();

	Kernel::Utcb * const targets[] { &utcb_of(victims[0]), &utcb_of(victims[1]) };

	/* sizes and counts flip between permitted and huge */
	scribble(report, [&] (Random &random) {
		for (Kernel::Utcb * const utcb : targets) {
			utcb->message.size     = random.below(2) ? 64 : (u32)random.next();
			utcb->message.num_caps = random.below(2) ? 1  : (u32)random.next();
			utcb->message.cap[random.below(Kernel::Message::MAX_CAPS)] = (u32)random.below(64);
			utcb->arg[0] = random.below(2) ? utcb->arg[0] : random.next();
			utcb->message.data[random.below(Kernel::Message::MAX_DATA)] = (u8)random.next();
		} });

	/* operations that print: their size is read from the message, too */
	scribble(report, [&] (Random &random) {
		targets[0]->operation    = Kernel::Operation::DEBUG_OUTPUT;
		targets[0]->message.size = random.below(2) ? 0 : (u32)random.next();
		memset(targets[0]->message.data, 0, 64); });
}


void Attack::stack_overflow(Report &report)
{
	struct Recursion
	{
		static unsigned long descend(unsigned long depth)
		{
			unsigned long volatile local[64] { depth };
			return descend(depth + 1) + local[0];
		}
	};
	report.expect_refused(probe(report.env, [&] { Recursion::descend(0); }) != Outcome::RETURNED,
	                      "endless recursion came to an end");
}


namespace {

	/**
	 * Thread that calls a server with small messages, which go by a channel,
	 * some of them with a capability, so that only the reply does
	 */
	struct Caller : Thread
	{
		unsigned long const slot;

		Kernel::Utcb *volatile utcb_addr = nullptr;

		Caller(Env &env, unsigned long slot) : Thread(env, "caller", 16*1024), slot(slot) { }

		void entry() override
		{
			Kernel::Utcb &utcb = Kernel::utcb();
			utcb_addr = &utcb;

			for (unsigned calls = 0; ; calls++) {
				utcb.message.size     = 16;
				utcb.message.num_caps = calls % 2;
				utcb.message.cap[0]   = (u32)slot;
				utcb.message.code     = 1;
				Kernel::execute(Kernel::Operation::IPC_CALL, slot);
			}
		}

		/** Return channel, null if there is none after a while */
		Host::Abi::Channel_page *channel() const
		{
			using namespace Kernel::Abi;

			for (unsigned i = 0; i < 10000; i++, sleep_us(100)) {

				Kernel::Utcb * const utcb = utcb_addr;
				if (!utcb || !(((State volatile *)utcb->host_area)->called & ~State::CALL_NUMBER))
					continue;

				return (Host::Abi::Channel_page *)((u64)utcb - UTCB_OFFSET + CALLED_CHANNELS_OFFSET
				                                   + slot % MAX_CALLED_CHANNELS*PAGE_SIZE);
			}
			return nullptr;
		}
	};
}


/*
 * A client writes to its channels what it likes, while it calls, while its
 * calls are cancelled, and when the server has nothing to do with it anymore
 */
void Attack::forged_channels(Report &report)
{
	for (unsigned round = 0; round < 4; round++) {

		Kv::Connection kv(report.env);
		Caller         caller(report.env, (unsigned long)kv.cap().local_name());

		caller.start();

		Host::Abi::Channel_page * const channel = caller.channel();
		if (!channel) {
			report.count(true);
			continue;
		}

		u32 volatile &state = *(u32 volatile *)&channel->state;

		Random random(round);
		for (u64 const end = Kernel::clock() + DURATION_US/2; Kernel::clock() < end; ) {
			for (unsigned i = 0; i < 50; i++) {
				switch (round) {
				case 0: state = (u32)random.below(8); break;
				case 1: state = (state & ~7u) | (u32)random.below(4); break;
				case 2: channel->request.size = (u32)random.next();
				        channel->request.code = (i64)random.next();
				        channel->reply.size   = (u32)random.next();
				        state = (u32)random.next();
				        break;
				case 3: for (u32 &word : *(u32 (*)[1024])channel)
				        	word = (u32)random.next();
				        state = 1;
				        break;
				}
				host_call(FUTEX, (unsigned long)&channel->state, 1, 128);
			}
			caller.cancel_blocking();
			report.count(false);
		}

		/* the channel is closed while the thread is paused, the page is still there */
		Cpu_thread_client(caller.cap()).pause();
		for (unsigned i = 0; i < 10000; i++) {
			state = 1;
			host_call(FUTEX, (unsigned long)&channel->state, 1, 128);
		}
	}
}
