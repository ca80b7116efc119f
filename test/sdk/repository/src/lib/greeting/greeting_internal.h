/*
 * \brief  Header that is found by 'INC_DIR'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _GREETING_INTERNAL_H_
#define _GREETING_INTERNAL_H_

enum { FROM_INCLUDE = 7 };

#endif /* _GREETING_INTERNAL_H_ */
