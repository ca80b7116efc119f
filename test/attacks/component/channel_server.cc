/*
 * \brief  Server that abuses the channels by which a client calls it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/entrypoint.h>
#include <base/rpc_server.h>
#include <host/abi.h>
#include <host/channel_abi.h>
#include <pd_session/client.h>

#include "attacks.h"
#include "echo_session.h"
#include "host_call.h"
#include "probe.h"

using namespace Attack;
using namespace Kernel::Abi;
using Kernel::Operation;
using Kernel::Status;


namespace {

	enum { DURATION_US = 700*1000 };

	/* what happens to channels, or what the server does with its calls */
	enum Round { STATES, NUMBERED_STATES, LENGTHS, PAGES, REPLIES_TWICE, NO_REPLIES, ODD_REPLIES,
	             OWN_STATE, ROUNDS };

	/**
	 * Thread that answers calls one way or another
	 */
	struct Server : Thread
	{
		Kernel::Utcb *volatile utcb_addr = nullptr;

		unsigned volatile round = 0;
		u64      volatile calls = 0;

		Random random { 11 };

		explicit Server(Env &env) : Thread(env, "server", 16*1024) { }

		/**
		 * \return  token to reply with
		 */
		u64 answer(Kernel::Message &message, u64 token, u64 previous)
		{
			switch (round) {

			case REPLIES_TWICE:
				Kernel::execute(Operation::IPC_SEND, token);
				Kernel::execute(Operation::IPC_SEND, previous);
				return random.below(2) ? token : previous;

			case NO_REPLIES:
				return random.below(16) ? token : 0;

			case ODD_REPLIES:
				message.size     = (u32)random.next();
				message.num_caps = (u32)random.next();
				for (u32 &cap : message.cap)
					cap = (u32)random.below(64);
				return token;

			default:
				return token;
			}
		}

		void entry() override
		{
			Kernel::Utcb &utcb = Kernel::utcb();
			utcb_addr = &utcb;

			for (u64 token = 0, previous = 0; ; ) {

				utcb.message.num_caps = 0;
				if (Kernel::execute(Operation::IPC_REPLY_AND_WAIT, token) != Status::OK) {
					token = 0;
					continue;
				}
				calls = calls + 1;

				u64 const received = utcb.message.reply;
				utcb.message.num_caps = 0;
				token    = answer(utcb.message, received, previous);
				previous = received;
			}
		}

		/** Return page of the first channel, null if there is none after a while */
		Host::Abi::Channel_page *channel() const
		{
			for (unsigned i = 0; i < 20000; i++, sleep_us(100)) {

				if (!utcb_addr)
					continue;

				u64 const index = ((u64)utcb_addr - THREAD_AREAS)/THREAD_AREA_SIZE;
				u64 const addr  = SERVED_CHANNELS + index*SERVED_CHANNELS_SIZE;
				if (readable(addr))
					return (Host::Abi::Channel_page *)addr;
			}
			return nullptr;
		}
	};


	struct Echo_root : Rpc_object<Typed_root<Echo_session>>
	{
		Native_capability const gate;

		explicit Echo_root(Native_capability const &gate) : gate(gate) { }

		Session_capability session(Session_args const &, Affinity const &) override
		{
			return reinterpret_cap_cast<Session>(gate);
		}

		void upgrade(Session_capability, Upgrade_args const &) override { }
		void close(Session_capability) override { }
	};


	void scribble(Host::Abi::Channel_page &channel, Server &server, unsigned round, Random &random)
	{
		u32 volatile &state = *(u32 volatile *)&channel.state;

		switch (round) {

		case STATES:
			state = (u32)random.below(8);
			break;

		case NUMBERED_STATES:
			state = (state & ~7u) | (u32)random.below(4);
			break;

		case LENGTHS:
			channel.reply.size   = (u32)(random.below(2) ? EDGES[random.below(8)] : random.next());
			channel.reply.code   = (i64)random.next();
			channel.request.size = (u32)random.next();
			break;

		case PAGES:
			for (u32 &word : *(u32 (*)[PAGE_SIZE/4])&channel)
				word = (u32)random.next();
			state = (state & ~7u) | Host::Abi::Channel_page::REPLY;
			break;

		case OWN_STATE:
			{
				auto &own = *(Host::Abi::Thread_state *)server.utcb_addr->host_area;
				((u32 *)&own)[random.below(sizeof(own)/4)] = (u32)random.next();
			}
			break;

		default:
			return;
		}
		host_call(FUTEX, (unsigned long)&channel.state, 1, 128);
	}
}


/*
 * The client is another component, which goes on calling whatever it gets,
 * and cancels calls that are not answered.
 */
void Attack::channel_server(Report &report)
{
	static Server server(report.env);
	server.start();

	Native_capability const gate = Pd_session_client(report.env.pd_session_cap()).alloc_rpc_cap(server.cap());

	static Entrypoint ep(report.env, 16*1024, "root_ep");
	static Echo_root  root(gate);
	report.env.parent().announce(ep.manage(root));

	Random random(13);

	for (unsigned round = 0; round < ROUNDS; round++) {

		Host::Abi::Channel_page * const channel = server.channel();
		if (!channel) {
			report.count(true);
			continue;
		}
		server.round = round;

		u64 const before = server.calls;

		for (u64 const end = Kernel::clock() + DURATION_US; Kernel::clock() < end; ) {
			for (unsigned i = 0; i < 50; i++)
				scribble(*channel, server, round, random);
			report.count(false);
			sleep_us(100);
		}
		log("round ", round, ": ", server.calls - before, " calls");
	}
}
