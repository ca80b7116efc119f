/*
 * \brief  Functions that execute the attacks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _ATTACKS_H_
#define _ATTACKS_H_

#include "attack.h"

namespace Attack {

	/* channel_server.cc */
	void channel_server(Report &);

	/* host_calls.cc */
	void host_calls(Report &);
	void host_calls_x32(Report &);
	void host_calls_32bit(Report &);
	void host_calls_compatibility(Report &);
	void host_calls_virtual(Report &);
	void host_call_arguments(Report &);

	/* kernel_area.cc */
	void kernel_area_read(Report &);
	void kernel_area_write(Report &);
	void trampolines(Report &);
	void forged_agent(Report &);

	/* processor.cc */
	void instructions(Report &);
	void interrupts(Report &);
	void segments(Report &);
	void fpu_state(Report &);
	void signal_frames(Report &);
	void masked_signals(Report &);

	/* thread_state.cc */
	void forged_state(Report &);
	void double_fetch(Report &);
	void forged_channels(Report &);
	void stack_overflow(Report &);

	/* kernel_operations.cc */
	void operations(Report &);
	void slots(Report &);
	void messages(Report &);
	void foreign_objects(Report &);
	void replies(Report &);
	void cap_map(Report &);

	/* core_calls.cc */
	void core_calls(Report &);
	void server_calls(Report &);
	void session_arguments(Report &);

	/* memory.cc */
	void region_map_cycles(Report &);
	void region_map_expansion(Report &);
	void attach_arguments(Report &);
	void quota_arithmetic(Report &);
	void recycled_memory(Report &);

	/* floods.cc */
	void flood_dataspaces(Report &);
	void flood_gates(Report &);
	void flood_signal_contexts(Report &);
	void flood_region_maps(Report &);
	void flood_threads(Report &);
	void hoard_threads(Report &);
	void flood_sessions(Report &);
	void flood_log(Report &);
	void flood_signals(Report &);
	void flood_calls(Report &);
	void flood_processor(Report &);
}

#endif /* _ATTACKS_H_ */
