/*
 * \brief  The tool as a whole
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__APPLICATION_H_
#define _CLI__APPLICATION_H_

namespace Cli {

	/**
	 * Execute command line
	 *
	 * Messages go to the standard error stream, nothing is thrown.
	 *
	 * \return  exit code
	 */
	int run(int argc, char const * const *argv);
}

#endif /* _CLI__APPLICATION_H_ */
