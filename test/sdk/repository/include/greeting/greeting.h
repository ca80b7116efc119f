/*
 * \brief  Interface of a library of the repository
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__GREETING__GREETING_H_
#define _INCLUDE__GREETING__GREETING_H_

namespace Greeting { void greet(char const *whom); }

#endif /* _INCLUDE__GREETING__GREETING_H_ */
