/*
 * \brief  Choice of the snapshots to keep
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/retention.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

using namespace Store;


namespace {

	using Entries = std::vector<Catalogue_entry>;
	using Parents = std::map<Snapshot_id, Snapshot_id>;

	/**
	 * Return snapshots that must stay
	 */
	std::set<Snapshot_id> kept(Entries const &entries, Parents const &parents, std::size_t keep)
	{
		std::map<std::string, std::size_t> count { };
		std::set<Snapshot_id>              result { };

		for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {

			if (count[entry->info.component]++ >= keep)
				continue;

			/* ends at the latest where a cycle closes */
			for (auto it = parents.find(entry->info.id); it != parents.end();
			     it = parents.find(it->second))
				if (!result.insert(it->first).second)
					break;
		}
		return result;
	}

	/**
	 * Return number of ancestors of a snapshot
	 */
	std::size_t generation(Snapshot_id const &id, Parents const &parents)
	{
		std::size_t result = 0;

		/* there are no more steps than snapshots unless the chain is a cycle */
		for (auto it = parents.find(id); it != parents.end() && result < parents.size();
		     it = parents.find(it->second))
			result++;

		return result;
	}
}


Entries Store::dispensable(Entries const &entries, std::size_t keep)
{
	Parents parents { };
	for (Catalogue_entry const &entry : entries)
		parents.emplace(entry.info.id, entry.info.parent);

	auto const needed = kept(entries, parents, keep);

	std::vector<std::pair<std::size_t, Catalogue_entry>> doomed { };
	for (Catalogue_entry const &entry : entries)
		if (!needed.contains(entry.info.id))
			doomed.emplace_back(generation(entry.info.id, parents), entry);

	std::ranges::stable_sort(doomed, std::ranges::greater(),
	                         [] (auto const &element) { return element.first; });

	Entries result { };
	for (auto &[generation, entry] : doomed)
		result.push_back(std::move(entry));

	return result;
}
