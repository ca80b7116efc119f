/*
 * \brief  Pixel of 24 bits within 32
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__PIXEL_RGB888_H_
#define _INCLUDE__OS__PIXEL_RGB888_H_

#include <os/pixel_rgba.h>

namespace Genode {

	typedef Pixel_rgba<uint32_t, Surface_base::RGB888, 0xff0000, 16, 0xff00, 8, 0xff, 0, 0, 0> Pixel_rgb888;
}

#endif /* _INCLUDE__OS__PIXEL_RGB888_H_ */
