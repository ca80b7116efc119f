/*
 * \brief  Macros of the assembly code
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__STUB__MACROS_H_
#define _HOST__STUB__MACROS_H_

#include <host/stub/offsets.h>

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

/*
 * For debuggers: the caller's stack pointer (DW_CFA_def_cfa_expression) and
 * registers are in the UTCB
 */
.macro cfi_saved_state
	.cfi_escape 0x0f, 4, 0x7c, (STATE_RSP & 0x7f) | 0x80, STATE_RSP >> 7, 0x06
	cfi_in_utcb  3, STATE_RBX
	cfi_in_utcb  6, STATE_RBP
	cfi_in_utcb 12, STATE_R12
	cfi_in_utcb 13, STATE_R13
	cfi_in_utcb 14, STATE_R14
	cfi_in_utcb 15, STATE_R15
	cfi_in_utcb 16, STATE_RIP
.endm

#endif /* _HOST__STUB__MACROS_H_ */
