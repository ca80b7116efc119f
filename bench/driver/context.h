/*
 * \brief  What all benchmarks need to know
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__CONTEXT_H_
#define _BENCH__DRIVER__CONTEXT_H_

#include <filesystem>

#include <bench/driver/effort.h>
#include <bench/driver/interruption.h>
#include <bench/driver/pause_options.h>
#include <bench/driver/tick_clock.h>
#include <bench/driver/workspace.h>
#include <bench/host/cpus.h>

namespace Bench { struct Context; }


struct Bench::Context
{
	std::filesystem::path const  build;       /* directory of the build */
	Effort                const  effort;
	Cpus                  const  cpus;        /* that may be used */
	Workspace             const &snapshots;   /* where checkpoints go */
	Interruption                &interruption;
	Pause_options         const  pauses { };
	Tick_clock            const  clock { };

	/** Return true if processes can run at the same time */
	bool multiprocessor() const { return cpus.size() > 1; }

	unsigned one_cpu()     const { return cpus.front(); }
	unsigned another_cpu() const { return cpus.back();  }
};

#endif /* _BENCH__DRIVER__CONTEXT_H_ */
