/*
 * \brief  What people want to see of a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__INSPECTION_H_
#define _CLI__INSPECTION_H_

#include <filesystem>
#include <vector>

namespace Cli { struct Inspection; }


/**
 * The overview is always shown, these are the parts shown in detail
 */
struct Cli::Inspection
{
	bool caps     = false;   /* capability spaces */
	bool threads  = false;   /* registers and stacks */
	bool memory   = false;   /* address spaces */
	bool sessions = false;   /* arguments, donations, and states */

	/** Where binaries are looked for */
	std::vector<std::filesystem::path> rom_directories { };
};

#endif /* _CLI__INSPECTION_H_ */
