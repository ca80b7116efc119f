/*
 * \brief  Time stamp counter of the CPU
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TRACE__TIMESTAMP_H_
#define _INCLUDE__TRACE__TIMESTAMP_H_

#include <base/fixed_stdint.h>

namespace Genode { namespace Trace {

	typedef uint64_t Timestamp;

	/** Return number of cycles of the time stamp counter */
	inline Timestamp timestamp() { return __builtin_ia32_rdtsc(); }
} }

#endif /* _INCLUDE__TRACE__TIMESTAMP_H_ */
