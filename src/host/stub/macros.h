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
 * Active waiting for the other side of a direct call
 *
 * To wake up a thread on a CPU without anything to do takes many times as long as a
 * call. So a thread looks for a while whether it gets what it waits for
 * before it sleeps, if that came soon the last time. The while is longer than it
 * takes to wake up the other side, so from then on both are awake. If it looked in
 * vain, the other side probably needs its CPU, and it just sleeps for a number of
 * times. Times are in ticks of the time-stamp counter. r12: UTCB
 *
 * All of this clobbers rax, rcx, rdx.
 */
#define WAIT_ACTIVELY   0x28000   /* some 60 us */
#define WAIT_SOON       0x80000
#define WAIT_RETRY           32

.macro begin_wait
	movabsb SEVERAL_CPUS, %al
	testb  %al, %al
	jz     .Lbegun\@
	rdtsc
	orl    $1, %eax
	movl   %eax, STATE_WAIT_START(%r12)
.Lbegun\@:
.endm

/*
 * Go to 'again' as long as it is worth to look once more
 */
.macro wait_actively again
	movl   STATE_WAIT_START(%r12), %ecx
	testl  %ecx, %ecx
	jz     .Lsleep\@
	cmpl   $0, STATE_EAGER(%r12)
	jle    .Lsleep\@
	rdtsc
	subl   %ecx, %eax
	cmpl   $WAIT_ACTIVELY, %eax
	ja     .Lin_vain\@
	pause
	jmp    \again
.Lin_vain\@:
	movl   $0, STATE_WAIT_START(%r12)
	movl   $-WAIT_RETRY, STATE_EAGER(%r12)
.Lsleep\@:
.endm

.macro end_wait
	movl   STATE_WAIT_START(%r12), %ecx
	testl  %ecx, %ecx
	jz     .Lended\@
	movl   $0, STATE_WAIT_START(%r12)
	cmpl   $0, STATE_EAGER(%r12)
	jge    .Ljudge\@
	incl   STATE_EAGER(%r12)
	jmp    .Lended\@
.Ljudge\@:
	rdtsc
	subl   %ecx, %eax
	xorl   %edx, %edx
	cmpl   $WAIT_SOON, %eax
	setb   %dl
	movl   %edx, STATE_EAGER(%r12)
.Lended\@:
.endm

/*
 * Wait as long as 'Control::hold' has the value in edx. r12: UTCB, r13: control
 * page
 *
 * In the order of these steps, nucleus sees the mark, or the thread the release.
 */
.macro await_release
	movl   $1, %eax
	xchgl  %eax, STATE_RELEASE_AWAITED(%r12)
	futex_wait CONTROL_HOLD, %r13
	movl   $0, STATE_RELEASE_AWAITED(%r12)
.endm

/*
 * Save the registers that a function must preserve, and its return address,
 * which is taken off the stack. rdi: UTCB
 *
 * Afterwards, r12 points to the UTCB, r13 to the control page. Clobbers rax
 * and rcx.
 */
.macro save_state
	popq   %rax
	movl   $0, STATE_RESTING(%rdi)
	movq   %rbx, STATE_RBX(%rdi)
	movq   %rbp, STATE_RBP(%rdi)
	movq   %r12, STATE_R12(%rdi)
	movq   %r13, STATE_R13(%rdi)
	movq   %r14, STATE_R14(%rdi)
	movq   %r15, STATE_R15(%rdi)
	movq   %rsp, STATE_RSP(%rdi)
	movq   %rax, STATE_RIP(%rdi)
	movabsb FSGSBASE, %al
	testb  %al, %al
	jz     .Lsaved_bases\@
	rdfsbase %rax
	rdgsbase %rcx
	movq   %rax, STATE_FS(%rdi)
	movq   %rcx, STATE_GS(%rdi)
.Lsaved_bases\@:
	stmxcsr  STATE_MXCSR(%rdi)
	fnstcw   STATE_FCW(%rdi)

	movq   %rdi, %r12
	leaq   -UTCB_DISTANCE(%rdi), %r13
.endm

/*
 * Restore the registers of a thread at the end of an operation, r12: UTCB
 *
 * Afterwards, rax has the address where the thread goes on.
 */
.macro load_saved_state
	ldmxcsr  STATE_MXCSR(%r12)
	fldcw    STATE_FCW(%r12)
	movq   STATE_RBX(%r12), %rbx
	movq   STATE_RBP(%r12), %rbp
	movq   STATE_R13(%r12), %r13
	movq   STATE_R14(%r12), %r14
	movq   STATE_R15(%r12), %r15
	movq   STATE_RSP(%r12), %rsp
	movq   STATE_RIP(%r12), %rax
	movq   STATE_R12(%r12), %r12
.endm

/*
 * Let the CPU raise an exception after the instruction behind the macro
 *
 * For a thread that is single stepped, leaving this code is the next step.
 */
.macro set_trap_flag
	pushfq
	orq    $STUB_TRAP_FLAG, (%rsp)
	popfq
.endm

/*
 * Return from a function, r8: UTCB of the calling thread
 */
.macro return_to_program
	cmpl   $STEPPING_ON, CONTROL_STEPPING - UTCB_DISTANCE(%r8)
	je     .Lstep\@
	ret
.Lstep\@:
	set_trap_flag
	ret
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
