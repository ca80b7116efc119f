/*
 * \brief  Kernel entry points and resumption of threads
 *
 * This is the code that runs in a component's process besides the component
 * itself. It is mapped read-only at the same address in each process.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/stub/macros.h>
#include <host/stub/offsets.h>

#define SYS_rt_sigprocmask  14
#define SYS_rt_sigreturn    15
#define SYS_sigaltstack    131
#define SYS_prctl          157
#define SYS_arch_prctl     158
#define SYS_exit_group     231
#define SYS_seccomp        317
#define SYS_close_range    436

#define PR_SET_NAME         15
#define SIG_SETMASK          2
#define ARCH_SET_GS     0x1001
#define ARCH_SET_FS     0x1002
#define SECCOMP_SET_MODE_FILTER 1


	.cfi_sections .debug_frame


	/********************************
	 ** Entry points of components **
	 ********************************/

	.section .entry, "ax"

	.globl _entry_table
_entry_table:
	jmp   enter_operation
	.org  _entry_table + 0x20
	jmp   enter_block
	.org  _entry_table + 0x40
	jmp   enter_wake
	.org  _entry_table + 0x60
	jmp   enter_thread_pointer
	.org  _entry_table + 0x80

	.text

/*
 * void enter_operation(Utcb *)
 *
 * All registers that a function must preserve go to the UTCB, so a blocked
 * thread leaves nothing behind that only this process knows.
 */
enter_operation:
	.cfi_startproc
	save_state
	cfi_saved_state

	cld
	movl   $0, STATE_REQUEST(%r12)
	movl   UTCB_OPERATION(%r12), %eax
	cmpl   $OPERATION_CALL, %eax
	je     call_directly
	cmpl   $OPERATION_WAIT, %eax
	je     wait_directly

	/* publish the request, from here on the saved state counts */
	.globl publish
publish:
	movb   $0, STATE_CALLED(%r12)
	movl   STATE_POST(%r12), %eax
	incl   %eax
	andl   $NUMBER_MASK, %eax
	movl   %eax, STATE_POST(%r12)
	futex_wake STATE_POST, %r12

/*
 * Wait for completion and return according to the saved state
 *
 * Up to the last instruction, the saved state tells everything about the
 * thread. A thread interrupted in here counts as being within the operation.
 * As long as the operation is not complete, or the thread is held, nucleus can
 * replace the saved state by another one, see 'Carrier::begin_exchange'. So the
 * thread has to look at both at the same instant: an operation may be complete
 * while the thread is held, and another one that is not take its place
 * before the thread is released.
 *
 * r12: UTCB, r13: control page
 */
	.globl finish_operation
finish_operation:
	movl   $1, STATE_RESTING(%r12)
	movl   CONTROL_RESET(%r13), %eax
	testl  %eax, %eax
	jnz    idle
	movq   CONTROL_DONE(%r13), %r8     /* with the hold in the upper half */
	cmpl   STATE_POST(%r12), %r8d
	je     1f
	movl   %r8d, %edx
	futex_wait CONTROL_DONE, %r13
	jmp    finish_operation
1:
	end_wait
	shrq   $32, %r8
	jz     2f
	movl   %r8d, %edx
	await_release
	jmp    finish_operation
2:
	cmpl   $BLOCK_NONE, STATE_BLOCK(%r12)
	jne    wait_for_wakeup
	cmpl   $STATUS_WATCH, UTCB_STATUS(%r12)
	je     watch
	cmpl   $STEPPING_ON, CONTROL_STEPPING(%r13)
	je     3f
	load_saved_state
	jmp    *%rax
3:
	load_saved_state
	set_trap_flag
	jmp    *%rax

/*
 * Wait for a wakeup within the process, r12: UTCB, r13: control page
 *
 * As long as nucleus holds the thread, wakeups stay where they are.
 */
wait_for_wakeup:
	movl   STATE_WAKEUPS(%r12), %eax
	testl  %eax, %eax
	jnz    1f
	xorl   %edx, %edx
	futex_wait STATE_WAKEUPS, %r12
	jmp    wait_for_wakeup
1:
	movl   $BLOCK_WAITING, %eax
	xorl   %ecx, %ecx           /* BLOCK_NONE */
	lock cmpxchgl %ecx, STATE_BLOCK(%r12)
	je     leave_block

	movl   CONTROL_HOLD(%r13), %edx
	testl  %edx, %edx
	jz     wait_for_wakeup
	await_release
	jmp    wait_for_wakeup
	.globl finish_operation_end
finish_operation_end:

/*
 * Consume a wakeup and return to the program, r12: UTCB, r13: control page
 *
 * The thread counts as running, the saved state does not tell about it anymore.
 */
leave_block:
	movl   STATE_WAKEUPS(%r12), %eax
	xorl   %edx, %edx
	leal   -1(%rax), %ecx
	testl  %eax, %eax
	jz     2f
	jns    1f
	movl   %eax, %ecx
	andl   $0x7fffffff, %ecx
	movl   $1, %edx
1:
	lock cmpxchgl %ecx, STATE_WAKEUPS(%r12)
	jne    leave_block
	cmpl   $STEPPING_ON, CONTROL_STEPPING(%r13)
	je     3f
	load_saved_state
	movq   %rax, %rcx
	movl   %edx, %eax
	jmp    *%rcx
2:
	movl   $BLOCK_WAITING, STATE_BLOCK(%r12)
	jmp    wait_for_wakeup
3:
	load_saved_state
	movq   %rax, %rcx
	movl   %edx, %eax
	set_trap_flag
	jmp    *%rcx
	.cfi_endproc

/*
 * Continue an interrupted thread once its request, if any, is complete
 *
 * The stack pointer is below the frame, so a signal leaves the frame intact.
 * A thread interrupted in here is continued with the frame again.
 */
	.globl finish_frame
finish_frame:
	movl   CONTROL_RESET(%r13), %eax
	testl  %eax, %eax
	jnz    idle
	movl   CONTROL_DONE(%r13), %edx
	cmpl   STATE_POST(%r12), %edx
	je     1f
	futex_wait CONTROL_DONE, %r13
	jmp    finish_frame
1:
	movl   CONTROL_HOLD(%r13), %edx
	testl  %edx, %edx
	jz     2f
	await_release
	jmp    finish_frame
2:
	movq   STATE_RESUME_FRAME(%r12), %rsp

	/* single stepping concerns the program only, see 'signal.cc' */
	movabsq $STUB_KERNEL_AREA, %rax
	cmpq   %rax, FRAME_IP(%rsp)
	jae    4f
	movl   CONTROL_STEPPING(%r13), %eax
	cmpl   $STEPPING_ON, %eax
	jne    3f
	orq    $STUB_TRAP_FLAG, FRAME_FLAGS(%rsp)
3:
	cmpl   $STEPPING_OFF, %eax
	jne    4f
	andq   $~STUB_TRAP_FLAG, FRAME_FLAGS(%rsp)
4:
	addq   $8, %rsp             /* as if the handler had returned */
	movl   $SYS_rt_sigreturn, %eax
	syscall
	ud2
	.globl finish_frame_end
finish_frame_end:

/*
 * Return of the signal handler
 */
	.globl signal_return
signal_return:
	movl   $SYS_rt_sigreturn, %eax
	syscall
	ud2


/*
 * int enter_block(Utcb *)
 *
 * Returns 0 if a wakeup was consumed, 1 if nucleus cancelled the blocking
 * (uppermost bit of the wakeup counter). A thread that has to wait saves its
 * registers, as for an operation.
 */
enter_block:
	.cfi_startproc
	movq   %rdi, %r8
1:
	movl   STATE_WAKEUPS(%r8), %eax
	testl  %eax, %eax
	jz     2f
	js     3f
	leal   -1(%rax), %ecx
	lock cmpxchgl %ecx, STATE_WAKEUPS(%r8)
	jne    1b
	xorl   %eax, %eax
	return_to_program
3:
	movl   %eax, %ecx
	andl   $0x7fffffff, %ecx
	lock cmpxchgl %ecx, STATE_WAKEUPS(%r8)
	jne    1b
	movl   $1, %eax
	return_to_program
2:
	movq   %r8, %rdi
	save_state
	cfi_saved_state
	incl   STATE_BLOCKS(%r12)
	movl   $BLOCK_WAITING, STATE_BLOCK(%r12)
	jmp    wait_for_wakeup
	.cfi_endproc

/*
 * void enter_wake(Utcb *, Utcb *), gets the UTCB of the thread to wake up, and that
 * of the calling thread
 *
 * The steps before and after tell nucleus that threads of the process may not stand
 * still anymore, although it has not looked at them.
 */
enter_wake:
	.cfi_startproc
	movq   %rsi, %r8
	incl   STATE_WAKE_STEPS(%r8)
	lock incl STATE_WAKEUPS(%rdi)
	incl   STATE_WAKE_STEPS(%r8)
	futex_wake STATE_WAKEUPS, %rdi
	return_to_program
	.cfi_endproc

/*
 * void enter_thread_pointer(Utcb *, Thread_block *)
 */
enter_thread_pointer:
	movq   %rdi, %r8
	movabsb FSGSBASE, %al
	testb  %al, %al
	jz     1f
	wrfsbase %rsi
	return_to_program
1:
	movq   %rsi, STATE_FS(%rdi)
	movl   $ARCH_SET_FS, %edi
	movl   $SYS_arch_prctl, %eax
	syscall
	return_to_program


	/*****************************
	 ** Threads without a state **
	 *****************************/

/*
 * void enter_idle(Utcb *), called by the signal handler
 */
	.globl enter_idle
enter_idle:
	movq   %rdi, %r12
	leaq   -UTCB_DISTANCE(%rdi), %r13

/*
 * Acknowledge that the previous state is dropped, wait for a new one
 *
 * r12: UTCB, r13: control page
 */
	.globl idle
idle:
	leaq   AREA_USED(%r13), %rsp

	/* nucleus may put a frame onto the save stack, where a signal would destroy it */
	movl   $SIG_SETMASK, %edi
	leaq   all_signals(%rip), %rsi
	xorl   %edx, %edx
	movl   $8, %r10d
	movl   $SYS_rt_sigprocmask, %eax
	syscall

	/*
	 * The word tells which start is undone, plus 1. If it was cleared meanwhile,
	 * there is a new state already, which must not be taken for the old one.
	 */
	movl   CONTROL_RESET(%r13), %ebx
	subl   $1, %ebx
	jc     begin
	movl   %ebx, %eax
	notl   %eax
	movl   %eax, STATE_PARKED(%r12)

/*
 * A thread interrupted from here on counts as being in the state that it is
 * about to begin with, see 'signal.cc'. Nucleus may have noticed already.
 */
	.globl begin
begin:
	futex_wake STATE_PARKED, %r12
wait_for_start:
	movl   CONTROL_START(%r13), %edx
	cmpl   %ebx, %edx
	jne    1f
	futex_wait CONTROL_START, %r13
	jmp    wait_for_start
1:
	/* a frame to continue with must stay intact when signals get unblocked */
	movl   CONTROL_RESUME(%r13), %ebp
	testl  %ebp, %ebp
	jz     1f
	movq   STATE_RESUME_FRAME(%r12), %rsp
	subq   $256, %rsp
	andq   $-16, %rsp
1:
	movl   $PR_SET_NAME, %edi
	leaq   CONTROL_NAME(%r13), %rsi
	movl   $SYS_prctl, %eax
	syscall

	/* a previous handler may have left signals blocked */
	movl   $SIG_SETMASK, %edi
	leaq   no_signals(%rip), %rsi
	xorl   %edx, %edx
	movl   $8, %r10d
	movl   $SYS_rt_sigprocmask, %eax
	syscall

	movq   STATE_FS(%r12), %rbx
	movq   STATE_GS(%r12), %r14
	testl  %ebp, %ebp
	jz     2f
	movq   STATE_RESUME_FS(%r12), %rbx
	movq   STATE_RESUME_GS(%r12), %r14
2:
	movabsb FSGSBASE, %al
	testb  %al, %al
	jz     3f
	wrfsbase %rbx
	wrgsbase %r14
	jmp    4f
3:
	/* the state tells the bases from now on, see 'System_page::fsgsbase' */
	movq   %rbx, STATE_FS(%r12)
	movq   %r14, STATE_GS(%r12)
	movl   $ARCH_SET_FS, %edi
	movq   %rbx, %rsi
	movl   $SYS_arch_prctl, %eax
	syscall
	movl   $ARCH_SET_GS, %edi
	movq   %r14, %rsi
	movl   $SYS_arch_prctl, %eax
	syscall
4:
	testl  %ebp, %ebp
	jz     finish_operation
	jmp    finish_frame
	.globl begin_end
begin_end:

/*
 * First instructions of a thread created by the agent, rsp is the end of
 * its thread area. Until the filter is in place, nothing but registers and
 * read-only memory counts.
 */
	.globl thread_start
thread_start:
	leaq   -AREA_USED(%rsp), %r13
	leaq   UTCB_DISTANCE(%r13), %r12

	xorl   %edi, %edi
	movl   $-1, %esi
	xorl   %edx, %edx
	movl   $SYS_close_range, %eax
	syscall
	testq  %rax, %rax
	jnz    setup_failed

	leaq   CONTROL_ALT_STACK(%r13), %rdi
	xorl   %esi, %esi
	movl   $SYS_sigaltstack, %eax
	syscall
	testq  %rax, %rax
	jnz    setup_failed

	movl   $SECCOMP_SET_MODE_FILTER, %edi
	xorl   %esi, %esi
	movabsq $THREAD_FILTER, %rdx
	cmpw   $0, (%rdx)           /* length of the filter, 0: see 'confinement.h' */
	je     1f
	movl   $SYS_seccomp, %eax
	syscall
	testq  %rax, %rax
	jnz    setup_failed
1:

	/* the order to start may have been given before the thread existed */
	leaq   AREA_USED(%r13), %rsp
	xorl   %ebx, %ebx
	jmp    wait_for_start

	.globl setup_failed
setup_failed:
	movl   $125, %edi
	movl   $SYS_exit_group, %eax
	syscall
	ud2


	.section .rodata
	.balign 8
no_signals:  .quad 0
all_signals: .quad -1

	.section .note.GNU-stack, "", @progbits
