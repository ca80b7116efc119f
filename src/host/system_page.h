/*
 * \brief  Constants that nucleus provides in all component processes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__SYSTEM_PAGE_H_
#define _HOST__SYSTEM_PAGE_H_

#include <host/abi.h>

namespace Host {

	/**
	 * Fill in the system-call filters and the features of the host
	 *
	 * \throw System_error
	 */
	void init_system_page(Abi::System_page &);
}

#endif /* _HOST__SYSTEM_PAGE_H_ */
