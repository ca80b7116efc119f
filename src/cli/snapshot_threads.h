/*
 * \brief  Threads of a snapshot with registers and stacks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SNAPSHOT_THREADS_H_
#define _CLI__SNAPSHOT_THREADS_H_

#include <optional>
#include <string>
#include <vector>

#include <cli/debug/stack_walker.h>
#include <cli/debug/thread_registers.h>
#include <cli/json.h>
#include <cli/snapshot_access.h>

namespace Cli {

	struct Thread_details
	{
		Rtcr::Thread const              *thread;
		std::string                      pd { };       /* label */
		std::string                      waits { };    /* what for, empty if for nothing */
		std::optional<Thread_registers>  registers { };
		std::vector<Stack_walker::Frame> frames { };
	};

	struct Snapshot_threads
	{
		std::vector<Thread_details> threads  { };
		std::vector<std::string>    problems { };   /* why there are no symbols */
	};

	/**
	 * Return threads in the order of the snapshot
	 *
	 * \param rom_directories  where binaries are looked for
	 *
	 * \throw Store::Error
	 */
	Snapshot_threads snapshot_threads(Opened_snapshot &,
	                                  std::vector<std::filesystem::path> const &rom_directories);

	std::string threads_text(Snapshot_threads const &);

	Json json(Thread_details const &);
}

#endif /* _CLI__SNAPSHOT_THREADS_H_ */
