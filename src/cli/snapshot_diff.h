/*
 * \brief  Comparison of snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SNAPSHOT_DIFF_H_
#define _CLI__SNAPSHOT_DIFF_H_

#include <string>
#include <vector>

#include <cli/json.h>
#include <cli/snapshot_access.h>
#include <store/progress.h>

namespace Cli {

	struct Change;
	struct Memory_change;
	struct Snapshot_diff;

	/**
	 * Compare snapshots
	 *
	 * Protection domains are matched by label, capabilities by slot, threads
	 * by index and name, sessions by service and arguments, and memory by
	 * address.
	 *
	 * \throw Store::Error
	 * \throw Interrupted
	 */
	Snapshot_diff snapshot_diff(Opened_snapshot &before, Opened_snapshot &after,
	                            Store::Progress const &);

	std::string diff_text(Snapshot_diff const &);

	Json json(Snapshot_diff const &);
}


/**
 * Thing that is in one snapshot only (one of the texts is empty), or differs
 */
struct Cli::Change
{
	std::string kind;     /* "component", "capability", "thread", "session" */
	std::string pd;       /* label of the protection domain */
	std::string name;     /* like "slot 12" */
	std::string before, after;
};


struct Cli::Memory_change
{
	enum class Kind { CAME, WENT, CHANGED };

	std::string pd;
	Kind        kind;
	uint64_t    addr, size;
	std::string content;         /* like "stack" */
	uint64_t    pages_changed;   /* that differ, counting from zero pages */
};


struct Cli::Snapshot_diff
{
	std::vector<Change>        changes { };
	std::vector<Memory_change> memory  { };
	uint64_t                   pages_compared = 0;   /* those with content on either side */

	bool empty() const { return changes.empty() && memory.empty(); }
};

#endif /* _CLI__SNAPSHOT_DIFF_H_ */
