/*
 * \brief  Pixel of 16 bits
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__PIXEL_RGB565_H_
#define _INCLUDE__OS__PIXEL_RGB565_H_

#include <os/pixel_rgba.h>

namespace Genode {

	typedef Pixel_rgba<uint16_t, Surface_base::RGB565, 0xf800, 8, 0x07e0, 3, 0x001f, -3, 0, 0> Pixel_rgb565;
}

#endif /* _INCLUDE__OS__PIXEL_RGB565_H_ */
