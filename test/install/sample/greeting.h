/*
 * \brief  Text from a library
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _GREETING_H_
#define _GREETING_H_

char const *greeting();

#endif /* _GREETING_H_ */
