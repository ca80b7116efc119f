/*
 * \brief  Registers of the CPU
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CPU__CPU_STATE_H_
#define _INCLUDE__CPU__CPU_STATE_H_

#include <base/thread_state.h>

#endif /* _INCLUDE__CPU__CPU_STATE_H_ */
