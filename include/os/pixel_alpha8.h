/*
 * \brief  Pixel of an alpha channel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__PIXEL_ALPHA8_H_
#define _INCLUDE__OS__PIXEL_ALPHA8_H_

#include <os/pixel_rgba.h>

namespace Genode {

	typedef Pixel_rgba<uint8_t, Surface_base::ALPHA8, 0, 0, 0, 0, 0, 0, 0xff, 0> Pixel_alpha8;
}

#endif /* _INCLUDE__OS__PIXEL_ALPHA8_H_ */
