/*
 * \brief  Hostile component
 *
 * Executes the attack that its configuration names, then reports what it
 * tried and what it got.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>

#include "attacks.h"

using namespace Attack;


Entry const Attack::attacks[] = {
	{ "host_calls",               "system calls by number",            host_calls },
	{ "host_calls_x32",           "system calls of the x32 ABI",       host_calls_x32 },
	{ "host_calls_32bit",         "system calls by int 0x80",          host_calls_32bit },
	{ "host_calls_compatibility", "system calls from 32-bit code",     host_calls_compatibility },
	{ "host_calls_virtual",       "calls of the vsyscall page",        host_calls_virtual },
	{ "host_call_arguments",      "forbidden variants of permitted system calls", host_call_arguments },
	{ "kernel_area_read",         "pages of the kernel area looked up", kernel_area_read },
	{ "kernel_area_write",        "writes to what nucleus shares read-only", kernel_area_write },
	{ "trampolines",              "jumps into the middle of the stub", trampolines },
	{ "forged_agent",             "jumps into the agent with forged commands", forged_agent },
	{ "instructions",             "instructions that trap",            instructions },
	{ "interrupts",               "software interrupts",               interrupts },
	{ "segments",                 "loads of segment registers",        segments },
	{ "fpu_state",                "FPU and flag states at kernel entries", fpu_state },
	{ "signal_frames",            "returns from signals that never were", signal_frames },
	{ "masked_signals",           "thread that cannot be interrupted", masked_signals },
	{ "forged_state",             "rounds of scribbling over thread states", forged_state },
	{ "double_fetch",             "rounds of changing messages while they are read", double_fetch },
	{ "forged_channels",          "rounds of scribbling over channels of direct calls", forged_channels },
	{ "channel_server",           "rounds of abusing channels of a client", channel_server },
	{ "stack_overflow",           "endless recursion",                 stack_overflow },
	{ "operations",               "kernel operations with random arguments", operations },
	{ "slots",                    "uses of slot numbers",              slots },
	{ "messages",                 "malformed messages",                messages },
	{ "foreign_objects",          "operations on objects of others",   foreign_objects },
	{ "replies",                  "replies without a call",            replies },
	{ "cap_map",                  "addresses of forged capability maps", cap_map },
	{ "core_calls",               "random calls of core and the parent", core_calls },
	{ "server_calls",             "random calls of servers",           server_calls },
	{ "session_arguments",        "session requests with odd arguments", session_arguments },
	{ "region_map_cycles",        "attachments of region maps to themselves", region_map_cycles },
	{ "region_map_expansion",     "attachments that multiply",         region_map_expansion },
	{ "attach_arguments",         "attachments with odd arguments",    attach_arguments },
	{ "quota_arithmetic",         "quota operations with odd numbers", quota_arithmetic },
	{ "recycled_memory",          "pages of recycled memory read",     recycled_memory },
	{ "flood_dataspaces",         "dataspaces",                        flood_dataspaces },
	{ "flood_gates",              "gates",                             flood_gates },
	{ "flood_signal_contexts",    "signal sources and contexts",       flood_signal_contexts },
	{ "flood_region_maps",        "region maps and regions",           flood_region_maps },
	{ "flood_threads",            "threads",                           flood_threads },
	{ "hoard_threads",            "threads that ended",                hoard_threads },
	{ "flood_sessions",           "sessions",                          flood_sessions },
	{ "flood_log",                "lines of output",                   flood_log },
	{ "flood_signals",            "signals",                           flood_signals },
	{ "flood_calls",              "calls of servers by many threads",  flood_calls },
	{ "flood_processor",          "threads that never pause",          flood_processor },
	{ nullptr, nullptr, nullptr }
};


void Component::construct(Env &env)
{
	Attached_rom_dataspace const config(env, "config");

	/* a component that handles answers to its requests for resources does not wait for them */
	static Signal_receiver receiver;
	static Signal_context  resource_avail;
	env.parent().resource_avail_sigh(receiver.manage(&resource_avail));

	typedef String<64> Name;
	Name const name = config.xml().attribute_value("attack", Name());

	for (Entry const *entry = attacks; entry->name; entry++) {

		if (!(name == entry->name))
			continue;

		/* what the output needs must be there before all is gone */
		log("attack ", name, " begins");

		Report report(env);
		entry->execute(report);

		log("attack ", name, ": ", report.tries, " ", entry->what, ", ", report.refused, " refused, ",
		    report.harmless, " harmless, ", report.breaches, " breaches");
		return;
	}
	error("there is no attack \"", name, "\"");
}
