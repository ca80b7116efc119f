/*
 * \brief  Holds values in all registers and checks that they do not change
 *
 * All registers but rsp hold values, so what the code needs itself is part of
 * its stack frame.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "layout.h"

/* stack frame */
#define FRAME_ACTUAL    0      /* argument 'actual' */
#define FRAME_COUNT     8      /* iterations left */
#define FRAME_LEVEL     16
#define FRAME_INNER     24     /* comparisons left in the current iteration */
#define FRAME_MXCSR     32     /* control words of the caller */
#define FRAME_FCW       36
#define FRAME_EXPECTED  40     /* general registers and flags, 16 words each */
#define FRAME_STORED    168
#define FRAME_SIZE      296

/* length of the two parts of an iteration */
#define SPINS           400
#define COMPARISONS     40

/* 'fn' with register and index, in the order of the image */
.macro for_each_gpr fn
	\fn %rax, 0
	\fn %rbx, 1
	\fn %rcx, 2
	\fn %rdx, 3
	\fn %rsi, 4
	\fn %rdi, 5
	\fn %rbp, 6
	\fn %r8,  7
	\fn %r9,  8
	\fn %r10, 9
	\fn %r11, 10
	\fn %r12, 11
	\fn %r13, 12
	\fn %r14, 13
	\fn %r15, 14
.endm

.macro load_gpr reg, i
	mov FRAME_EXPECTED + 8*\i(%rsp), \reg
.endm

.macro store_gpr reg, i
	mov \reg, FRAME_STORED + 8*\i(%rsp)
.endm

.macro compare_gpr reg, i
	cmp FRAME_EXPECTED + 8*\i(%rsp), \reg
	jne .Ldone
.endm

/* load and store vector registers, the image is pointed to by rdi */
.macro load_vectors insn, name
	.irp i, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
	\insn IMAGE_VECTORS + 64*\i(%rdi), %\name\i
	.endr
.endm

.macro load_high_vectors
	.irp i, 16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	vmovups IMAGE_VECTORS + 64*\i(%rdi), %zmm\i
	.endr
.endm

.macro store_vectors insn, name
	.irp i, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
	\insn %\name\i, IMAGE_VECTORS + 64*\i(%rdi)
	.endr
.endm

.macro store_high_vectors
	.irp i, 16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	vmovups %zmm\i, IMAGE_VECTORS + 64*\i(%rdi)
	.endr
.endm

/* load and store mask registers */
.macro load_masks
	.irp i, 0,1,2,3,4,5,6,7
	kmovq IMAGE_K + 8*\i(%rdi), %k\i
	.endr
.endm

.macro store_masks
	.irp i, 0,1,2,3,4,5,6,7
	kmovq %k\i, IMAGE_K + 8*\i(%rdi)
	.endr
.endm


	.text
	.global registers_hold
	.type registers_hold, @function

registers_hold:
	push %rbp
	push %rbx
	push %r12
	push %r13
	push %r14
	push %r15
	sub $FRAME_SIZE, %rsp

	mov %rsi, FRAME_ACTUAL(%rsp)
	mov %rdx, FRAME_COUNT(%rsp)
	mov %rcx, FRAME_LEVEL(%rsp)
	stmxcsr FRAME_MXCSR(%rsp)
	fnstcw  FRAME_FCW(%rsp)

	/* general registers and flags of the image */
	mov %rdi, %rdx
	mov %rdi, %rsi
	lea FRAME_EXPECTED(%rsp), %rdi
	mov $16, %ecx
	rep movsq
	mov %rdx, %rdi

	/* the value pushed last becomes st0 */
	fninit
	fldcw IMAGE_FCW(%rdi)
	.irp i, 7,6,5,4,3,2,1,0
	fldt IMAGE_X87 + 16*\i(%rdi)
	.endr

	cmpq $LEVEL_AVX, FRAME_LEVEL(%rsp)
	ja  .Lload_avx512
	je  .Lload_avx
	load_vectors movups, xmm
	jmp .Lvectors_loaded
.Lload_avx:
	load_vectors vmovups, ymm
	jmp .Lvectors_loaded
.Lload_avx512:
	load_vectors vmovups, zmm
	load_high_vectors
	load_masks
.Lvectors_loaded:
	ldmxcsr IMAGE_MXCSR(%rdi)

	for_each_gpr load_gpr

.Literation:

	/*
	 * Hold the flags, by a loop that does not affect them and needs rcx
	 */
	pushq FRAME_EXPECTED + IMAGE_FLAGS(%rsp)
	popfq
	mov $SPINS, %ecx
1:	lea -1(%rcx), %rcx
	jrcxz 2f
	jmp 1b
2:	pushfq
	pop %rcx
	cld
	and $FLAGS_MASK, %ecx
	mov %rcx, FRAME_STORED + IMAGE_FLAGS(%rsp)
	cmp %rcx, FRAME_EXPECTED + IMAGE_FLAGS(%rsp)
	mov FRAME_EXPECTED + 2*8(%rsp), %rcx
	jne .Ldone

	/*
	 * Hold all general registers
	 */
	movq $COMPARISONS, FRAME_INNER(%rsp)
3:	for_each_gpr compare_gpr
	decq FRAME_INNER(%rsp)
	jnz 3b

	decq FRAME_COUNT(%rsp)
	jnz .Literation

.Ldone:
	for_each_gpr store_gpr

	mov FRAME_ACTUAL(%rsp), %rdx
	mov %rdx, %rdi
	lea FRAME_STORED(%rsp), %rsi
	mov $16, %ecx
	rep movsq
	mov %rdx, %rdi

	stmxcsr IMAGE_MXCSR(%rdi)
	fnstcw  IMAGE_FCW(%rdi)
	.irp i, 0,1,2,3,4,5,6,7
	fstpt IMAGE_X87 + 16*\i(%rdi)
	.endr

	cmpq $LEVEL_AVX, FRAME_LEVEL(%rsp)
	ja  .Lstore_avx512
	je  .Lstore_avx
	store_vectors movups, xmm
	jmp .Lvectors_stored
.Lstore_avx:
	store_vectors vmovups, ymm
	vzeroupper
	jmp .Lvectors_stored
.Lstore_avx512:
	store_vectors vmovups, zmm
	store_high_vectors
	store_masks
	vzeroupper
.Lvectors_stored:

	fninit
	fldcw   FRAME_FCW(%rsp)
	ldmxcsr FRAME_MXCSR(%rsp)
	mov FRAME_COUNT(%rsp), %rax

	add $FRAME_SIZE, %rsp
	pop %r15
	pop %r14
	pop %r13
	pop %r12
	pop %rbx
	pop %rbp
	ret

	.size registers_hold, . - registers_hold

	.section .note.GNU-stack, "", @progbits
