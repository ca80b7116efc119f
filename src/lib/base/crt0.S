/*
 * \brief  First instructions of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

	.text
	.globl _start
_start:
	leaq   early_stack_top(%rip), %rsp
	xorl   %ebp, %ebp
	call   prepare_main_thread

	/* continue on the stack just created, as on entry of a function */
	movq   %rax, %rsp
	addq   $8, %rsp
	xorl   %ebp, %ebp
	call   execute_main_thread
	ud2

	.bss
	.balign 16
	.space 16*1024
early_stack_top:

	.section .note.GNU-stack, "", @progbits
