/*
 * \brief  Earlier name of base/synced_allocator.h
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__SYNC_ALLOCATOR_H_
#define _INCLUDE__BASE__SYNC_ALLOCATOR_H_

#include <base/synced_allocator.h>

#endif /* _INCLUDE__BASE__SYNC_ALLOCATOR_H_ */
