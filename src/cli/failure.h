/*
 * \brief  What the commands fail with
 *
 * The text is one line that says what is wrong, where, and what to do.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__FAILURE_H_
#define _CLI__FAILURE_H_

#include <stdexcept>

namespace Cli {

	enum Exit_code : int { SUCCESS = 0, REQUEST_FAILED = 1, USAGE_ERROR = 2,
	                       INTERRUPTED = 130   /* as a shell reports SIGINT */ };

	/** The request failed */
	struct Failure : std::runtime_error { using std::runtime_error::runtime_error; };

	/** The request makes no sense */
	struct Usage_failure : std::runtime_error { using std::runtime_error::runtime_error; };

	/** Somebody asked to stop before the work was done */
	struct Interrupted { };

	/** The request failed, everything has been said */
	struct Reported_failure { };
}

#endif /* _CLI__FAILURE_H_ */
