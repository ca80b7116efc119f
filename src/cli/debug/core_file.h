/*
 * \brief  ELF core files for debuggers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__DEBUG__CORE_FILE_H_
#define _CLI__DEBUG__CORE_FILE_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <cli/snapshot_access.h>
#include <store/progress.h>

namespace Cli {

	/** Thread as a debugger knows it */
	struct Core_thread
	{
		int         lwp;      /* number */
		std::string name;
		std::string state;
	};

	/**
	 * Write core file of x86_64 Linux for a protection domain
	 *
	 * Each thread that ever ran gets the notes PRSTATUS, FPREGSET and
	 * X86_XSTATE (as far as known), the one that faulted comes first. Memory
	 * is written sparsely, the text only if the binary is at hand, and pages that are
	 * the same as in ROM modules only if these are.
	 *
	 * The file appears atomically, an existing one is replaced.
	 *
	 * The layout of the notes is the one of 'struct elf_prstatus' and 'struct
	 * elf_prpsinfo' of Linux.
	 *
	 * \param binary  file that the component was started from
	 *
	 * \return  threads in the order of the file
	 *
	 * \throw Store::Error
	 * \throw Host::System_error
	 */
	std::vector<Core_thread> write_core_file(std::filesystem::path const &, Opened_snapshot &,
	                                         Rtcr::Pd const &,
	                                         std::optional<std::filesystem::path> const &binary,
	                                         Store::Progress const &);
}

#endif /* _CLI__DEBUG__CORE_FILE_H_ */
