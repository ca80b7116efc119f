/*
 * \brief  Texture with pixels of the format RGB888
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__TEXTURE_RGB888_H_
#define _INCLUDE__OS__TEXTURE_RGB888_H_

#include <os/pixel_rgb888.h>
#include <os/texture.h>

#endif /* _INCLUDE__OS__TEXTURE_RGB888_H_ */
