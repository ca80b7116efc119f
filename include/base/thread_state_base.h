/*
 * \brief  State of a thread, as far as it is the same for all kernels
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__THREAD_STATE_BASE_H_
#define _INCLUDE__BASE__THREAD_STATE_BASE_H_

#include <base/thread_state.h>

#endif /* _INCLUDE__BASE__THREAD_STATE_BASE_H_ */
