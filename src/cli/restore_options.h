/*
 * \brief  Options of commands that restore a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__RESTORE_OPTIONS_H_
#define _CLI__RESTORE_OPTIONS_H_

#include <CLI/CLI.hpp>

#include <control/types.h>

namespace Cli {

	/**
	 * Add options --in-flight, --verify, and --lazy
	 */
	void add_restore_options(CLI::App &, Control::Restore_options &);
}

#endif /* _CLI__RESTORE_OPTIONS_H_ */
