/*
 * \brief  Calls between threads that do not involve nucleus
 *
 * Continuation of 'enter_operation' for the two operations that can be
 * executed directly. The registers of the caller are in the UTCB already.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/stub/macros.h>
#include <host/stub/offsets.h>

#define SYS_futex_waitv    449

/*
 * Copy message data of %ecx bytes. Up to seven bytes more are copied, for
 * which there is room.
 *
 * Clobbers rcx, rsi, rdi.
 */
.macro copy_data from, to
	leaq  \from, %rsi
	leaq  \to, %rdi
	addl  $7, %ecx
	shrl  $3, %ecx
	rep movsq
.endm

/*
 * Put the message of the UTCB into a part of the channel at rbx, or give up
 * if it does not fit
 */
.macro send_message part
	movl   MESSAGE_SIZE(%r12), %ecx
	cmpl   $CHANNEL_MAX_DATA, %ecx
	ja     give_up
	movl   %ecx, \part + CHANNEL_SIZE(%rbx)
	movq   MESSAGE_CODE(%r12), %rax
	movq   %rax, \part + CHANNEL_CODE(%rbx)
	copy_data MESSAGE_DATA(%r12), \part + CHANNEL_DATA(%rbx)
.endm

/*
 * Get the message from a part of the channel at rbx, of which the other side
 * may have written anything
 */
.macro receive_message part
	movl   \part + CHANNEL_SIZE(%rbx), %ecx
	cmpl   $CHANNEL_MAX_DATA, %ecx
	jbe    .Lfits\@
	movl   $CHANNEL_MAX_DATA, %ecx
.Lfits\@:
	movl   %ecx, MESSAGE_SIZE(%r12)
	movl   $0, MESSAGE_CAPS(%r12)
	movq   \part + CHANNEL_CODE(%rbx), %rax
	movq   %rax, MESSAGE_CODE(%r12)
	copy_data \part + CHANNEL_DATA(%rbx), MESSAGE_DATA(%r12)
	movl   $STATUS_OK, UTCB_STATUS(%r12)
	movq   $0, UTCB_RESULT(%r12)
.endm

/*
 * Go to 'closed' if nucleus has closed the channel of the call, whatever the
 * server makes of the state of the channel
 */
.macro check_open closed
	movq   UTCB_ARG(%r12), %rax
	movl   %eax, %ecx
	andl   $7, %ecx
	movl   CONTROL_CALLED(%r13,%rcx,4), %ecx
	cmpq   %rcx, %rax
	jne    \closed
.endm

/*
 * Post a request that the thread executes itself, see 'direct'
 */
.macro begin_direct
	movl   STATE_POST(%r12), %r14d
	leal   1(%r14), %r15d
	andl   $NUMBER_MASK, %r15d
	movl   %r15d, %eax
	orl    $FLAG_DIRECT, %eax
	xchgl  %eax, STATE_POST(%r12)
.endm


	.cfi_sections .debug_frame

	.text

	.cfi_startproc
	cfi_saved_state

/*
 * Begin a call through a channel if the gate has one and the message fits
 *
 * r12: UTCB, r13: control page
 */
	.globl call_directly
call_directly:
	movq   UTCB_ARG(%r12), %rbx
	testq  %rbx, %rbx
	jz     publish
	movl   %ebx, %ebp
	andl   $7, %ebp
	movl   CONTROL_CALLED(%r13,%rbp,4), %eax
	cmpq   %rbx, %rax
	jne    publish

	/* number of the call and place of the channel */
	movl   STATE_CALLED(%r12), %eax
	xorb   %al, %al
	leal   CALL_INCREMENT + 1(%rax,%rbp), %eax
	movl   %eax, STATE_CALLED(%r12)
	movl   $0, STATE_AWAITS(%r12)

	cmpl   $0, MESSAGE_CAPS(%r12)
	jne    call_by_nucleus
	cmpl   $0, UTCB_RELEASED(%r12)
	jne    call_by_nucleus
	cmpl   $CHANNEL_MAX_DATA, MESSAGE_SIZE(%r12)
	ja     call_by_nucleus
	begin_direct
	jmp    direct_call

/*
 * Begin a call of which nucleus delivers the request
 */
call_by_nucleus:
	movl   $1, STATE_AWAITS(%r12)
	movl   STATE_POST(%r12), %r14d
	leal   1(%r14), %r15d
	andl   $NUMBER_MASK, %r15d
	movl   %r15d, STATE_POST(%r12)
	futex_wake STATE_POST, %r12
	jmp    await_reply

/*
 * Having been told to watch channels, begin to wait without a reply
 */
	.globl watch
watch:
	movl   $STATUS_OK, UTCB_STATUS(%r12)
	movq   $0, UTCB_ARG(%r12)
	movl   $OPERATION_WAIT, UTCB_OPERATION(%r12)

/*
 * Begin a reply and the wait for the next call, if there are channels
 */
	.globl wait_directly
wait_directly:
	cmpl   $0, CONTROL_CHANNELS(%r13)
	je     publish

	/* whoever takes over the wait looks at what is released, with a reply this is soon */
	cmpl   $0, UTCB_RELEASED(%r12)
	je     1f
	cmpq   $0, UTCB_ARG(%r12)
	je     publish
1:
	movb   $0, STATE_CALLED(%r12)
	movl   STATE_TURN(%r12), %r9d
	movl   $0, STATE_TURN(%r12)
	begin_direct
	begin_wait

/*
 * Direct operations
 *
 * The post with the flag makes the saved state count, and keeps nucleus from
 * executing the operation. Whoever removes the flag first decides about the
 * operation: the thread by restoring the previous number, or nucleus by
 * leaving the new one, which makes it an ordinary request. What a thread in
 * here still does to a channel has no effect then, because nucleus closes
 * the channel before.
 *
 * r12: UTCB, r13: control page, r14: number of requests before the
 * operation, r15: including it, r9: whether the previous request of a server
 * came through a channel
 */
	.globl direct
direct:
direct_wait:
	cmpl   $0, CONTROL_HOLD(%r13)
	jne    give_up

	/* there may be none anymore if the thread was captured right before */
	cmpl   $0, CONTROL_CHANNELS(%r13)
	je     give_up

	/* first channel */
	movabsq $STUB_THREAD_AREAS, %rax
	movq   %r13, %rbp
	subq   %rax, %rbp
	shlq   $SERVED_AREA_SHIFT, %rbp
	movabsq $STUB_SERVED_CHANNELS, %rax
	addq   %rax, %rbp

	movq   UTCB_ARG(%r12), %rax
	testq  %rax, %rax
	jz     scan

	/* the reply goes to the channel served last, or by nucleus */
	movl   STATE_TAKEN(%r12), %edx
	cmpl   CONTROL_CHANNELS(%r13), %edx
	jae    give_up
	movl   %edx, %ebx
	shlq   $4, %rdx
	cmpq   CONTROL_TOKEN(%r13,%rdx), %rax
	jne    give_up
	shlq   $12, %rbx
	addq   %rbp, %rbx

	cmpl   $0, MESSAGE_CAPS(%r12)
	jne    give_up
	send_message CHANNEL_REPLY

	movl   (%rbx), %eax
	cmpb   $CHANNEL_STATE_SERVING, %al
	jne    give_up
	leal   1(%rax), %ecx        /* CHANNEL_STATE_REPLY */
	lock cmpxchgl %ecx, (%rbx)
	jne    give_up
	movq   $0, UTCB_ARG(%r12)
	futex_wake 0, %rbx

	/*
	 * Those who call by channels and those who wait at nucleus take turns. Look
	 * for a request, beginning behind the channel served last.
	 */
scan:
	testl  %r9d, %r9d
	jz     1f
	cmpl   $0, CONTROL_SENDERS(%r13)
	jne    give_up
1:
	movl   CONTROL_CHANNELS(%r13), %r8d
	movl   %r8d, %ecx
	movl   STATE_TAKEN(%r12), %edx
1:
	incl   %edx
	cmpl   %r8d, %edx
	jb     2f
	xorl   %edx, %edx
2:
	movl   %edx, %ebx
	shlq   $12, %rbx
	movl   (%rbp,%rbx), %eax
	cmpb   $CHANNEL_STATE_REQUEST, %al
	je     take
	leaq   (%rdx,%rdx,2), %rsi
	movq   %rax, AREA_WATCH + WATCH_CHANNEL(%r13,%rsi,8)
	decl   %ecx
	jnz    1b

	/* whoever comes to wait at nucleus later sees this thread waiting */
	cmpl   $0, CONTROL_SENDERS(%r13)
	jne    give_up

	/* wait for a change of any state, or for nucleus */
	wait_actively look
	movq   %r14, AREA_WATCH + WATCH_DONE(%r13)
	leaq   AREA_WATCH(%r13), %rdi
	leal   1(%r8), %esi
	xorl   %edx, %edx
	xorl   %r10d, %r10d
	xorl   %r8d, %r8d
	movl   $SYS_futex_waitv, %eax
	syscall
look:
	movl   CONTROL_RESET(%r13), %eax
	testl  %eax, %eax
	jnz    idle
	movl   %r15d, %eax
	orl    $FLAG_DIRECT, %eax
	cmpl   STATE_POST(%r12), %eax
	jne    finish_operation
	jmp    scan

	/* keep nucleus from writing to the UTCB, then take the request */
take:
	movl   %edx, STATE_TAKEN(%r12)
	addq   %rbp, %rbx
	movl   %r15d, %eax
	orl    $FLAG_DIRECT, %eax
	movl   %eax, %ecx
	orl    $FLAG_TAKING, %ecx
	lock cmpxchgl %ecx, STATE_POST(%r12)
	jne    finish_operation
	movl   (%rbx), %eax
	cmpb   $CHANNEL_STATE_REQUEST, %al
	jne    3f
	leal   1(%rax), %ecx        /* CHANNEL_STATE_SERVING */
	lock cmpxchgl %ecx, (%rbx)
	jne    3f

	shlq   $4, %rdx
	movq   CONTROL_TOKEN(%r13,%rdx), %rax
	testq  %rax, %rax
	jz     3f                   /* the channel is closed, whatever its state says */
	movq   %rax, MESSAGE_REPLY(%r12)
	movq   CONTROL_LABEL(%r13,%rdx), %rax
	movq   %rax, MESSAGE_LABEL(%r12)
	movl   $0, MESSAGE_FROM_CORE(%r12)
	receive_message CHANNEL_REQUEST
	incl   STATE_RECEIVED(%r12)
	movl   $1, STATE_TURN(%r12)

	/* if nucleus was faster, it did the same */
	movl   %r15d, %eax
	orl    $(FLAG_DIRECT | FLAG_TAKING), %eax
	lock cmpxchgl %r14d, STATE_POST(%r12)
	jmp    finish_operation

	/* the request vanished */
3:
	movl   %r15d, %ecx
	orl    $FLAG_DIRECT, %ecx
	movl   %ecx, %eax
	orl    $FLAG_TAKING, %eax
	lock cmpxchgl %ecx, STATE_POST(%r12)
	jne    finish_operation
	cmpl   $0, CONTROL_HOLD(%r13)
	jne    give_up
	jmp    scan

	/*
	 * Wait for nucleus and, once it has left the call to this thread, for the
	 * reply of the server
	 *
	 * ebp: number of the channel, rbx: slot
	 */
await_reply:
	movl   CONTROL_CALLED(%r13,%rbp,4), %eax
	cmpq   %rbx, %rax
	jne    leave_channel
	shll   $12, %ebp
	leaq   AREA_CALLED(%r13,%rbp), %rbx
	movl   STATE_CALLED(%r12), %ebp
	andl   $CALL_MASK, %ebp

	movq   %r14, STATE_AWAITED(%r12)
	leaq   CONTROL_DONE(%r13), %rax
	movq   %rax, STATE_AWAITED + WAIT_ADDR(%r12)
	movq   $WAIT_SHARED, STATE_AWAITED + WAIT_FLAGS(%r12)
	movq   %rbx, STATE_AWAITED + WAIT_SIZE + WAIT_ADDR(%r12)
	movq   $WAIT_SHARED, STATE_AWAITED + WAIT_SIZE + WAIT_FLAGS(%r12)
1:
	movl   CONTROL_RESET(%r13), %eax
	testl  %eax, %eax
	jnz    idle
	cmpl   CONTROL_DONE(%r13), %r15d
	je     finish_operation
	check_open leave_channel
	movl   (%rbx), %edx
	testb  $CHANNEL_CLOSED, %dl
	jnz    leave_channel
	movl   %edx, %eax
	subl   %ebp, %eax
	cmpl   $CHANNEL_STATE_REPLY, %eax
	jne    2f
	movl   %r15d, %eax
	orl    $FLAG_DIRECT, %eax
	cmpl   STATE_POST(%r12), %eax
	je     receive_reply
2:
	movq   %rdx, STATE_AWAITED + WAIT_SIZE(%r12)
	leaq   STATE_AWAITED(%r12), %rdi
	movl   $2, %esi
	xorl   %edx, %edx
	xorl   %r10d, %r10d
	xorl   %r8d, %r8d
	movl   $SYS_futex_waitv, %eax
	syscall
	jmp    1b

	/* in the order of these steps, nucleus sees the word, or this thread that it has left the call */
leave_channel:
	xorl   %eax, %eax
	xchgl  %eax, STATE_AWAITS(%r12)
	jmp    give_up

	/* ebp: number of the channel, rbx: slot */
direct_call:
	cmpl   $0, CONTROL_HOLD(%r13)
	jne    give_up
	movl   CONTROL_CALLED(%r13,%rbp,4), %eax
	cmpq   %rbx, %rax
	jne    give_up
	shll   $12, %ebp
	leaq   AREA_CALLED(%r13,%rbp), %rbx

	send_message CHANNEL_REQUEST

	/* the previous reply, if any, was received */
	movl   STATE_CALLED(%r12), %ebp
	andl   $CALL_MASK, %ebp
	movl   (%rbx), %eax
	testb  %al, %al             /* CHANNEL_STATE_IDLE */
	jz     1f
	cmpb   $CHANNEL_STATE_REPLY, %al
	jne    give_up
1:
	leal   CHANNEL_STATE_REQUEST(%rbp), %ecx
	lock cmpxchgl %ecx, (%rbx)
	jne    give_up
	futex_wake 0, %rbx
	begin_wait
1:
	movl   (%rbx), %edx
	movl   %edx, %eax
	subl   %ebp, %eax
	cmpl   $CHANNEL_STATE_REPLY, %eax
	je     receive_reply
	cmpl   $CHANNEL_STATE_SERVING, %eax
	je     2f
	cmpl   $CHANNEL_STATE_REQUEST, %eax
	jne    give_up
2:
	movl   CONTROL_RESET(%r13), %eax
	testl  %eax, %eax
	jnz    idle
	movl   %edx, %r8d
	check_open give_up
	wait_actively 1b
	movl   %r8d, %edx
	futex_wait 0, %rbx
	jmp    1b

receive_reply:
	receive_message CHANNEL_REPLY

	/* if nucleus was faster, it did the same */
	movl   %r15d, %eax
	orl    $FLAG_DIRECT, %eax
	lock cmpxchgl %r14d, STATE_POST(%r12)
	jmp    finish_operation

	/* let nucleus execute the operation, if it does not do so already */
give_up:
	movl   %r15d, %eax
	orl    $FLAG_DIRECT, %eax
	lock cmpxchgl %r15d, STATE_POST(%r12)
	jne    finish_operation
	futex_wake STATE_POST, %r12
	jmp    finish_operation
	.cfi_endproc
	.globl direct_end
direct_end:

	.section .note.GNU-stack, "", @progbits
