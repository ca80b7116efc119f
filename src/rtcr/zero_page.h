/*
 * \brief  Detection of pages that consist of zeros
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__ZERO_PAGE_H_
#define _RTCR__ZERO_PAGE_H_

#include <cstring>

#include <kernel/abi/layout.h>

namespace Rtcr {

	inline bool zero_page(char const *page)
	{
		/* the first bytes decide in most cases */
		constexpr size_t PROBE = 64;

		static constexpr char ZEROS[PROBE] { };

		return memcmp(page, ZEROS, PROBE) == 0
		    && memcmp(page, page + PROBE, Kernel::Abi::PAGE_SIZE - PROBE) == 0;
	}
}

#endif /* _RTCR__ZERO_PAGE_H_ */
