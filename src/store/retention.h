/*
 * \brief  Choice of the snapshots to keep
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__RETENTION_H_
#define _STORE__RETENTION_H_

#include <cstddef>
#include <vector>

#include <store/catalogue_entry.h>

namespace Store {

	/**
	 * Return snapshots that can go
	 *
	 * \param entries  all snapshots, in order of creation
	 * \param keep     number of snapshots to keep of each component
	 *
	 * Ancestors of kept snapshots are kept as well. The result has children in
	 * front of their parents: whoever stops halfway leaves no orphan.
	 */
	std::vector<Catalogue_entry> dispensable(std::vector<Catalogue_entry> const &entries,
	                                         std::size_t keep);
}

#endif /* _STORE__RETENTION_H_ */
