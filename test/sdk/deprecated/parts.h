/*
 * \brief  Parts of the component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _PARTS_H_
#define _PARTS_H_

void use_rpc();
void use_utilities();
void use_memory();

/**
 * Print an error unless the condition holds
 */
void expect(bool condition, char const *what);

#endif /* _PARTS_H_ */
