/*
 * \brief  Constants that nucleus provides in all component processes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__SYSTEM_PAGE_H_
#define _HOST__SYSTEM_PAGE_H_

#include <host/confinement.h>

namespace Host {

	/**
	 * Fill in the system-call filters and the features of the host
	 *
	 * \return  false if components are not confined, see 'write_filters'
	 *
	 * \throw System_error
	 */
	bool init_system_page(Abi::System_page &, Confinement = Confinement::REQUIRED);
}

#endif /* _HOST__SYSTEM_PAGE_H_ */
