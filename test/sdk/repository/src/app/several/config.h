/*
 * \brief  Configuration of the build
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONFIG_H_
#define _CONFIG_H_

#define CONFIG_FACTOR 10

#endif /* _CONFIG_H_ */
