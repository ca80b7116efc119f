/*
 * \brief  Sleeping for ever
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__SLEEP_H_
#define _INCLUDE__BASE__SLEEP_H_

namespace Genode {

	/**
	 * Stop the calling thread for good
	 */
	[[noreturn]] void sleep_forever();
}

#endif /* _INCLUDE__BASE__SLEEP_H_ */
