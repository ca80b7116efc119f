/*
 * \brief  Programs of component processes in tests
 *
 * The programs are copied into the address space of a process.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * r15 is the address of a data page throughout
 */
asm (R"(
	.pushsection .rodata
	.globl code_begin, code_end, code_operations, code_count, code_fault
	.globl code_system_calls, code_old_entry, code_vector, code_block, code_yell
	.globl code_scatter, code_refuse, code_sleep, code_visit
code_begin:

code_operations:               /* operation for ever, arg[0] counts */
	movabsq $0x2000000, %r15
	xorl  %ebx, %ebx
1:	incq  %rbx
	movq  %fs:8, %rdi
	movq  %rbx, 528(%rdi)
	movabsq $0x700000001000, %rax
	call  *%rax
	movq  %rbx, (%r15)
	jmp   1b

code_count:                    /* count in a register and in memory */
	movabsq $0x2000000, %r15
	movabsq $0x123456789abcdef, %r14
	xorl  %ebx, %ebx
1:	incq  %rbx
	movq  %rbx, (%r15)
	movq  %r14, 8(%r15)
	jmp   1b

code_scatter:                  /* as many writes within 4 MiB as the data page says, and where, then wait */
	movabsq $0x2000000, %r15
	movabsq $0x9e3779b97f4a7c15, %rbx
1:	cmpq  $0, (%r15)
	je    1b
	movq  16(%r15), %r14
	movq  %rbx, %rax
	shlq  $13, %rax
	xorq  %rax, %rbx
	movq  %rbx, %rax
	shrq  $7, %rax
	xorq  %rax, %rbx
	movq  %rbx, %rax
	shlq  $17, %rax
	xorq  %rax, %rbx
	movq  %rbx, %rax
	shrq  $20, %rax
	andl  $0x3ffff8, %eax
	movq  %rbx, (%r14,%rax)
	decq  (%r15)
	jmp   1b

code_fault:                    /* read unmapped memory, publish the value */
	movabsq $0x2000000, %r15
	movabsq $0x3000000, %r14
	movq  (%r14), %rax
	movq  %rax, (%r15)
2:	jmp   2b

code_system_calls:             /* try each system call, publish the OR of not-denied marks */
	movabsq $0x2000000, %r15
	xorl  %ebx, %ebx
1:	movl  %ebx, %eax
	cmpl  $202, %ebx           /* futex, rt_sigreturn, restart_syscall, futex_waitv */
	je    2f
	cmpl  $449, %ebx
	je    2f
	cmpl  $15, %ebx
	je    2f
	cmpl  $219, %ebx
	je    2f
	cmpl  $335, %ebx           /* uretprobe, uprobe: raise SIGILL before any filter */
	je    2f
	cmpl  $336, %ebx
	je    2f
	xorl  %edi, %edi
	xorl  %esi, %esi
	xorl  %edx, %edx
	xorl  %r10d, %r10d
	syscall
	cmpq  $-38, %rax
	je    2f
	movq  %rbx, 8(%r15)
	incq  16(%r15)
2:	incl  %ebx
	cmpl  $1000, %ebx
	jne   1b
	movl  $0x40000027, %eax    /* getpid of the x32 interface */
	syscall
	movq  %rax, 24(%r15)
	movq  $1, (%r15)
3:	jmp   3b

code_old_entry:                /* getpid via the 32-bit entry, which a host may lack */
	movabsq $0x2000000, %r15
	movl  $20, %eax
	int   $0x80
	movslq %eax, %rax
	movq  %rax, 8(%r15)
	movq  $1, (%r15)
1:	jmp   1b

code_vector:                   /* keep a value in an AVX register, compare for ever */
	movabsq $0x2000000, %r15
	vmovdqu 64(%r15), %ymm7
1:	vmovdqu 64(%r15), %ymm1
	vpcmpeqb %ymm1, %ymm7, %ymm2
	vpmovmskb %ymm2, %eax
	cmpl  $-1, %eax
	je    2f
	incq  8(%r15)
2:	incq  (%r15)
	jmp   1b

code_block:                    /* consume wakeups */
	movabsq $0x2000000, %r15
	movabsq $0x2000800, %rsp
1:	movq  %fs:8, %rdi
	movabsq $0x700000001020, %rax
	call  *%rax
	testl %eax, %eax
	jnz   2f
	incq  (%r15)
	jmp   1b
2:	incq  8(%r15)
	jmp   1b

code_visit:                    /* for each wakeup, write where the data page says, and count */
	movabsq $0x2000000, %r15
	movabsq $0x2000800, %rsp
1:	movq  %fs:8, %rdi
	movabsq $0x700000001020, %rax
	call  *%rax
	movq  24(%r15), %r14
	incq  (%r14)
	lock incq 32(%r15)
	jmp   1b

code_refuse:                   /* block all signals, count */
	movabsq $0x2000000, %r15
	movq  $-1, 64(%r15)
	movl  $2, %edi             /* SIG_SETMASK */
	leaq  64(%r15), %rsi
	xorl  %edx, %edx
	movl  $8, %r10d
	movl  $14, %eax            /* rt_sigprocmask */
	syscall
1:	incq  (%r15)
	jmp   1b

code_sleep:                    /* block all signals, wait */
	movabsq $0x2000000, %r15
	movq  $-1, 64(%r15)
	movl  $2, %edi
	leaq  64(%r15), %rsi
	xorl  %edx, %edx
	movl  $8, %r10d
	movl  $14, %eax
	syscall
	incq  (%r15)
1:	leaq  128(%r15), %rdi
	xorl  %esi, %esi           /* FUTEX_WAIT */
	xorl  %edx, %edx
	xorl  %r10d, %r10d
	movl  $202, %eax           /* futex */
	syscall
	jmp   1b

code_yell:                     /* increment the post counter all the time */
	movq  %fs:8, %rdi
1:	incl  (%rdi)
	jmp   1b

code_end:
	.popsection
)");
