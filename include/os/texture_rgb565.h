/*
 * \brief  Texture with pixels of the format RGB565
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__TEXTURE_RGB565_H_
#define _INCLUDE__OS__TEXTURE_RGB565_H_

#include <os/pixel_rgb565.h>
#include <os/texture.h>

#endif /* _INCLUDE__OS__TEXTURE_RGB565_H_ */
