/*
 * \brief  Macros of the assembly code
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__STUB__MACROS_H_
#define _HOST__STUB__MACROS_H_

#define SYS_futex          202
#define FUTEX_WAIT           0
#define FUTEX_WAKE           1

/*
 * The thread wakes up at most one waiter on the word at 'offset(%base)',
 * or waits as long as the word has the value in %edx.
 *
 * Both clobber rax, rcx, rdi, rsi, rdx, r10, r11.
 */
.macro futex_wake offset, base
	leaq  \offset(\base), %rdi
	movl  $FUTEX_WAKE, %esi
	movl  $1, %edx
	movl  $SYS_futex, %eax
	syscall
.endm

.macro futex_wait offset, base
	leaq  \offset(\base), %rdi
	xorl  %esi, %esi            /* FUTEX_WAIT */
	xorl  %r10d, %r10d          /* no timeout */
	movl  $SYS_futex, %eax
	syscall
.endm

/*
 * For debuggers: the caller's register with DWARF number 'number' is in the
 * UTCB, which r12 points to (DW_CFA_expression of DW_OP_breg12)
 */
.macro cfi_in_utcb number, offset
	.cfi_escape 0x10, \number, 3, 0x7c, ((\offset) & 0x7f) | 0x80, (\offset) >> 7
.endm

#endif /* _HOST__STUB__MACROS_H_ */
