/*
 * \brief  Part of the component that is written in assembly
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

	.text
	.global answer
answer:
	movl $42, %eax
	ret

	.section .note.GNU-stack, "", @progbits
