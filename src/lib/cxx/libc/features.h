/*
 * \brief  What the headers of the C++ runtime ask about the C library
 *
 * Components have no C library. This file lets them use the headers that need
 * none: exception, initializer_list, new, typeinfo, and the like.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__CXX__LIBC__FEATURES_H_
#define _LIB__CXX__LIBC__FEATURES_H_

#define __GLIBC_PREREQ(major, minor) 0

#endif /* _LIB__CXX__LIBC__FEATURES_H_ */
