/*
 * \brief  Binary of a captured component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__DEBUG__BINARY_H_
#define _CLI__DEBUG__BINARY_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <rtcr/snapshot.h>

namespace Cli {

	struct Binary;

	/**
	 * Look for the binary that a component was started from
	 *
	 * A file is accepted only if it has the content that was captured.
	 *
	 * \param directories  ROM modules, in order of search
	 */
	Binary find_binary(Rtcr::Snapshot const &, Rtcr::Pd const &,
	                   std::vector<std::filesystem::path> const &directories);
}


struct Cli::Binary
{
	std::string                          module { };   /* name, empty if unknown */
	std::optional<std::filesystem::path> file   { };

	/** What is wrong if there is no file, for people */
	std::string problem { };
};

#endif /* _CLI__DEBUG__BINARY_H_ */
