/*
 * \brief  Layout of 'Image', for use by assembly code
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LAYOUT_H_
#define _LAYOUT_H_

#define IMAGE_GPR      0
#define IMAGE_FLAGS    120
#define IMAGE_X87      128
#define IMAGE_K        256
#define IMAGE_MXCSR    320
#define IMAGE_FCW      324
#define IMAGE_VECTORS  384

/* carry, parity, adjust, zero, sign, direction, overflow */
#define FLAGS_MASK     0xcd5

#define LEVEL_SSE      0
#define LEVEL_AVX      1
#define LEVEL_AVX512   2

#endif /* _LAYOUT_H_ */
