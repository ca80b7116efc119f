/*
 * \brief  Attacks by operations of the kernel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cpu_session/client.h>
#include <kernel/abi/cap_map.h>
#include <kv_session/connection.h>
#include <pd_session/client.h>
#include <ram_session/client.h>
#include <util/construct_at.h>

#include "attacks.h"
#include "probe.h"

using namespace Attack;
using Kernel::Operation;
using Kernel::Status;


namespace {

	enum { MAX_SLOTS = 1 << 16 };

	unsigned long slot_of(Native_capability const &cap) { return (unsigned long)cap.local_name(); }

	bool blocking(u32 operation)
	{
		switch (Operation(operation)) {
		case Operation::IPC_CALL:
		case Operation::IPC_REPLY_AND_WAIT:
		case Operation::IPC_SLEEP:
		case Operation::IRQ_RECEIVE:
		case Operation::THREAD_EXIT:
			return true;
		default:
			return false;
		}
	}

	/* would take the ground from under the attack itself */
	bool suicidal(u32 operation)
	{
		return Operation(operation) == Operation::TASK_CAP_RELEASE
		    || Operation(operation) == Operation::TASK_UNMAP
		    || Operation(operation) == Operation::GATE_LABEL
		    || Operation(operation) == Operation::TASK_CAP_MAP;
	}

	Status raw_call(u64 slot, i64 code, u32 size, u32 num_caps,
	                u32 const *caps = nullptr)
	{
		Kernel::Message &message = Kernel::utcb().message;

		message.code     = code;
		message.size     = size;
		message.num_caps = num_caps;
		for (unsigned i = 0; caps && i < Kernel::Message::MAX_CAPS; i++)
			message.cap[i] = caps[i];

		return Kernel::execute(Operation::IPC_CALL, slot);
	}
}


void Attack::operations(Report &report)
{
	Random random(3);

	for (unsigned i = 0; i < 20000; i++) {

		u32 const operation = i < 4096 ? i : (u32)random.next();
		if (blocking(operation) || suicidal(operation))
			continue;

		Kernel::Utcb &utcb = Kernel::utcb();
		for (u64 &arg : utcb.arg)
			arg = random.below(2) ? EDGES[random.below(sizeof(EDGES)/sizeof(EDGES[0]))] : random.next();

		utcb.message.size     = 0;
		utcb.message.num_caps = (u32)random.next();

		Status const status = Kernel::execute(Operation(operation), utcb.arg[0], utcb.arg[1]);
		report.count(status != Status::OK);
	}

	/* those that block, each in a thread that can be given up */
	for (u64 const arg : EDGES)
		for (Operation const operation : { Operation::IPC_REPLY_AND_WAIT, Operation::IPC_SLEEP,
		                                   Operation::IRQ_RECEIVE, Operation::THREAD_EXIT })
			report.count(probe(report.env, [&] { Kernel::execute(operation, arg); }, 2)
			             != Outcome::RETURNED);
}


void Attack::slots(Report &report)
{
	unsigned valid = 0;

	for (u64 slot = 0; slot <= MAX_SLOTS; slot++) {

		Kernel::execute(Operation::TASK_CAP_VALID, slot);
		bool const held = Kernel::utcb().result != 0;
		valid += held;

		Status const trigger = Kernel::execute(Operation::IRQ_TRIGGER, slot);
		report.count(trigger != Status::OK);

		if (held)
			continue;

		report.expect_refused(trigger == Status::INVALID_CAPABILITY, "trigger of slot ", slot);
		report.expect_refused(raw_call(slot, 0, 0, 0) == Status::INVALID_CAPABILITY,
		                      "call of slot ", slot);
	}

	/* the slot is cut nowhere */
	for (u64 const edge : EDGES)
		for (u64 slot = 1; slot <= 4; slot++) {
			u64 const forged = (edge << 16) | (edge << 32) | slot;
			if (forged < MAX_SLOTS)
				continue;
			report.expect_refused(Kernel::execute(Operation::IRQ_TRIGGER, forged) != Status::OK
			                      && raw_call(forged, 0, 0, 0) == Status::INVALID_CAPABILITY,
			                      "slot ", Hex(forged));
		}

	/* a slot given up has no meaning anymore, and a wrong count frees nothing */
	Pd_session_client pd(report.env.pd_session_cap());

	for (unsigned i = 0; i < 200; i++) {
		Native_capability const cap = pd.alloc_rpc_cap(report.env.parent().main_thread_cap());
		u64 const slot = slot_of(cap);

		for (u64 const count : { 0ull, 2ull, 1000ull, 0xffffffffull, 0x100000001ull, ~0ull }) {
			Kernel::execute(Operation::TASK_CAP_RELEASE, slot, count);
			report.expect_refused(Kernel::cap_valid((u32)slot),
			                      "release of slot ", slot, " with count ", Hex(count));
		}
		pd.free_rpc_cap(cap);
		report.expect_refused(raw_call(slot, 0, 0, 0) == Status::INVALID_CAPABILITY,
		                      "use of revoked slot ", slot);
	}
	log("slots in use: ", valid);
}


void Attack::messages(Report &report)
{
	Kv::Connection kv(report.env);

	unsigned long const targets[] { slot_of(report.env.pd_session_cap()), slot_of(kv.cap()) };

	for (unsigned long const target : targets)
		for (u64 const size : EDGES)
			for (u64 const num_caps : { 0ull, 1ull, 8ull, 9ull, 64ull, 0x7fffffffull, 0xffffffffull }) {

				u32 caps[Kernel::Message::MAX_CAPS];
				for (unsigned i = 0; i < Kernel::Message::MAX_CAPS; i++)
					caps[i] = i % 2 ? i : 0xfffffff0u + i;

				Status const status = raw_call(target, 1, (u32)size, (u32)num_caps, caps);
				report.count(status != Status::OK);

				Kernel::Message const &reply = Kernel::utcb().message;
				report.expect_refused(status != Status::OK
				                      || (reply.size <= Kernel::Message::MAX_DATA
				                          && reply.num_caps <= Kernel::Message::MAX_CAPS),
				                      "reply of size ", reply.size);
			}

	/* numbers of functions that do not exist */
	for (unsigned long const target : targets)
		for (u64 const code : EDGES)
			if (code > 1000)
				report.expect_refused(raw_call(target, (i64)code, 64, 0) != Status::OK
				                      || Kernel::utcb().message.code != 0,
				                      "function ", Hex(code));
}


void Attack::foreign_objects(Report &report)
{
	Kv::Connection kv(report.env);

	/* never destructed, because the reference is the one of the environment */
	alignas(Native_capability) static char memory[sizeof(Native_capability)];
	Native_capability const &parent = *construct_at<Native_capability>(
		memory, Native_capability::Counted_name { Kernel::Abi::PARENT_SLOT });

	Native_capability const foreign[] { kv.cap(), report.env.pd_session_cap(),
	                                    report.env.ram_session_cap(), report.env.cpu_session_cap(), parent };

	Pd_session_client  pd (report.env.pd_session_cap());
	Cpu_session_client cpu(report.env.cpu_session_cap());
	Ram_session_client ram(report.env.ram_session_cap());

	for (Native_capability const &cap : foreign) {

		Kernel::utcb().message.size = 0;
		report.expect_refused(Kernel::execute(Operation::GATE_LABEL, slot_of(cap), 1) != Status::OK,
		                      "label of a gate of another one, slot ", slot_of(cap));

		report.expect_refused(!pd.alloc_rpc_cap(cap).valid(), "gate bound to something that is no thread");

		pd.free_rpc_cap(cap);
		pd.free_context(reinterpret_cap_cast<Signal_context>(cap));
		pd.free_signal_source(reinterpret_cap_cast<Signal_source>(cap));
		cpu.kill_thread(reinterpret_cap_cast<Cpu_thread>(cap));
		ram.free(reinterpret_cap_cast<Ram_dataspace>(cap));
		report.env.rm().detach((addr_t)0x700000000000);

		report.expect_refused(Kernel::cap_valid((u32)slot_of(cap)), "object of another one destroyed");
	}

	/* what was derived from here is all that can be taken back */
	Kernel::execute(Operation::TASK_UNMAP, slot_of(kv.cap()), 0);
	report.expect_refused(Kernel::cap_valid((u32)slot_of(kv.cap())), "own capability gone");

	/* a thread of another protection domain cannot be created by forged capabilities */
	for (Native_capability const &cap : foreign) {
		if (slot_of(cap) == slot_of(report.env.pd_session_cap()))
			continue;
		bool created = true;
		try { cpu.create_thread(reinterpret_cap_cast<Pd_session>(cap), "intruder",
		                        Affinity::Location(), Cpu_session::Weight()); }
		catch (...) { created = false; }
		report.expect_refused(!created, "thread created in slot ", slot_of(cap));
	}

	/* the parent cannot be exchanged */
	pd.assign_parent(reinterpret_cap_cast<Parent>(kv.cap()));
	report.expect_refused(report.env.parent().main_thread_cap().valid(), "parent replaced");
}


void Attack::replies(Report &report)
{
	Random random(5);

	/* the first call is the one that constructs the component, and it is being served */
	constexpr u64 FIRST = 2;

	for (unsigned i = 0; i < 10000; i++) {
		u64 const token = i < 5000 ? FIRST + i : random.next();
		report.expect_refused(Kernel::execute(Operation::IPC_SEND, token) != Status::OK,
		                      "reply with token ", token);
	}
}


/*
 * The kernel reads the map when someone asks for it, which the tests do
 */
void Attack::cap_map(Report &report)
{
	static Kernel::Abi::Cap_map_root root;

	for (unsigned i = 0; i < Kernel::Abi::Cap_map_root::CHUNKS; i++)
		root.chunk[i] = i % 3 == 0 ? (u64)&root
		              : i % 3 == 1 ? EDGES[i % (sizeof(EDGES)/sizeof(EDGES[0]))]
		                           : 0x1000000 + i*4;

	for (u64 const addr : EDGES) {
		Kernel::execute(Operation::TASK_CAP_MAP, addr);
		report.count(false);
		log("cap map at ", Hex(addr));
		sleep_us(20*1000);
	}
	Kernel::execute(Operation::TASK_CAP_MAP, (u64)&root);
	report.count(false);
}
