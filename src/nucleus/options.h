/*
 * \brief  Command-line options of nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _NUCLEUS__OPTIONS_H_
#define _NUCLEUS__OPTIONS_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <host/confinement.h>
#include <host/write_tracking.h>

namespace Nucleus { struct Options; }


/**
 * Options as given by the 'recap' tool, which checks what people write
 */
struct Nucleus::Options
{
	struct Invalid : std::runtime_error { using std::runtime_error::runtime_error; };

	std::filesystem::path              config { };      /* provided as ROM module "config" */
	std::vector<std::filesystem::path> rom_dirs { };
	std::filesystem::path              socket { };      /* control socket, none if empty */
	bool                               wait   { };      /* for the request to start */
	int                                ready_descriptor { -1 };   /* pipe to tell that requests
	                                                                 are served, -1 for none */
	int                                parent { 0 };   /* process to end with, 0 for none */
	bool                               help   { };     /* print the usage, nothing else */
	std::string                        init   { "init" };
	std::size_t                        memory { 1u << 30 };   /* bytes */

	/* how written pages are found, the best method of the host if not set */
	std::optional<Host::Write_tracking::Method> tracking { };

	Host::Confinement confinement { Host::Confinement::REQUIRED };

	bool frugal    { false };   /* no memory for checkpoints in advance */
	bool real_time { false };   /* see 'Host::run_in_real_time' */

	/**
	 * \throw Invalid
	 */
	Options(int argc, char const * const *argv);

	/** Return description of the options */
	static std::string usage();
};

#endif /* _NUCLEUS__OPTIONS_H_ */
