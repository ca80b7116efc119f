/*
 * \brief  Agent of a component's process
 *
 * The agent executes nucleus' commands. It shares its address space with
 * threads that may be hostile. Hence, it keeps everything in registers: it
 * has no stack and reads memory only where the process cannot write.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/stub/macros.h>
#include <host/stub/offsets.h>

#define SYS_write            1
#define SYS_lseek            8
#define SYS_munmap          11
#define SYS_clone           56
#define SYS_seccomp        317
#define SECCOMP_SET_MODE_FILTER 1

/* in ticks of the time-stamp counter, some 15 us */
#define AGENT_WAITS_ACTIVELY  0xa000


	.cfi_sections .debug_frame

	.text

/*
 * Drop what the process was started with and become the agent
 *
 * The first thread enters here after the setup, see 'main.cc'.
 * rdi: start of the code page that the host provides (vdso), 0 if none
 */
	.globl become_agent
become_agent:
	movq   %rdi, %rbx

	xorl   %edi, %edi
	movabsq $STUB_KERNEL_AREA, %rsi
	movl   $SYS_munmap, %eax
	syscall

	movabsq $STUB_KERNEL_AREA_END, %rdi
	movabsq $0x7ffffffff000, %rsi
	subq   %rdi, %rsi
	movl   $SYS_munmap, %eax
	syscall
	testq  %rax, %rax
	jz     1f

	/* newer hosts may refuse to unmap the vdso: spare it and its data pages */
	movabsq $STUB_KERNEL_AREA_END, %rdi
	leaq   -0x10000(%rbx), %rsi
	subq   %rdi, %rsi
	movl   $SYS_munmap, %eax
	syscall
	leaq   0x4000(%rbx), %rdi
	movabsq $0x7ffffffff000, %rsi
	subq   %rdi, %rsi
	movl   $SYS_munmap, %eax
	syscall
1:
	movl   $SECCOMP_SET_MODE_FILTER, %edi
	xorl   %esi, %esi
	movabsq $AGENT_FILTER, %rdx
	cmpw   $0, (%rdx)
	je     1f
	movl   $SYS_seccomp, %eax
	syscall
	testq  %rax, %rax
	jnz    setup_failed
1:

	movabsq $STUB_AGENT_PAGE, %r15
	xorl   %ebp, %ebp
	xorl   %esp, %esp

	/* commands come in series, see the active waiting of threads */
agent_wait:
	movabsb SEVERAL_CPUS, %al
	testb  %al, %al
	jz     2f
	rdtsc
	movl   %eax, %r14d
1:
	movl   AGENT_SEQUENCE(%r15), %edx
	cmpl   %ebp, %edx
	jne    3f
	pause
	rdtsc
	subl   %r14d, %eax
	cmpl   $AGENT_WAITS_ACTIVELY, %eax
	jb     1b
2:
	movl   AGENT_SEQUENCE(%r15), %edx
	cmpl   %ebp, %edx
	jne    3f
	futex_wait AGENT_SEQUENCE, %r15
	jmp    2b
3:
	movl   %edx, %ebp
	movl   AGENT_COUNT(%r15), %r14d
	xorl   %r13d, %r13d
	leaq   AGENT_COMMANDS(%r15), %rbx
	xorl   %eax, %eax

agent_command:
	cmpl   %r14d, %r13d
	jae    agent_report
	movq    0(%rbx), %r12
	movq    %r12, %rax
	movq    8(%rbx), %rdi
	movq   16(%rbx), %rsi
	movq   24(%rbx), %rdx
	movq   32(%rbx), %r10
	movq   40(%rbx), %r8
	movq   48(%rbx), %r9
	syscall

	/* a new thread gets here late, when the page has the next commands already */
	cmpq   $SYS_clone, %r12
	jne    1f
	testq  %rax, %rax
	jz     thread_start
1:
	cmpq   $-4096, %rax
	ja     agent_report
	incl   %r13d
	addq   $AGENT_COMMAND_SIZE, %rbx
	jmp    agent_command

agent_report:
	movl   %eax, %eax
	movq   %r13, %rsi
	shlq   $32, %rsi
	orq    %rax, %rsi
	movl   $STUB_ARENA_FD, %edi
	xorl   %edx, %edx           /* SEEK_SET */
	movl   $SYS_lseek, %eax
	syscall

	movl   $STUB_EVENT_FD, %edi
	leaq   one(%rip), %rsi
	movl   $8, %edx
	movl   $SYS_write, %eax
	syscall
	jmp    agent_wait


	.section .rodata
	.balign 8
one: .quad 1

	.section .note.GNU-stack, "", @progbits
