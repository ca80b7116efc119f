/*
 * \brief  Image with optional alpha channel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__TEXTURE_H_
#define _INCLUDE__OS__TEXTURE_H_

#include <os/surface.h>

namespace Genode {

	class Texture_base;
	template <typename PT> class Texture;
}


/**
 * What textures of all pixel formats have in common
 */
class Genode::Texture_base
{
	private:

		Surface_base::Area _size;

	public:

		Texture_base(Surface_base::Area size) : _size(size) { }

		/** Return size in pixels */
		Surface_base::Area size() const { return _size; }
};


/**
 * Texture with the pixels line by line in memory
 *
 * \param PT  type of a pixel
 */
template <typename PT>
class Genode::Texture : public Texture_base
{
	private:

		PT            *_pixel;
		unsigned char *_alpha;

	public:

		/**
		 * Constructor
		 *
		 * \param alpha  opacity of each pixel, null if there is none
		 */
		Texture(PT *pixel, unsigned char *alpha, Surface_base::Area size)
		: Texture_base(size), _pixel(pixel), _alpha(alpha) { }

		PT                  *pixel()       { return _pixel; }
		PT            const *pixel() const { return _pixel; }
		unsigned char       *alpha()       { return _alpha; }
		unsigned char const *alpha() const { return _alpha; }

		/**
		 * Define a line of the texture
		 *
		 * \param rgba  four bytes for each pixel
		 * \param len   number of pixels
		 * \param y     line, no effect if there is no such line
		 */
		void rgba(unsigned char const *rgba, unsigned len, int y)
		{
			if (y < 0 || (unsigned)y >= size().h())
				return;

			size_t const first = (size_t)y*size().w();

			for (unsigned i = 0; i < min(len, size().w()); i++, rgba += 4) {
				_pixel[first + i] = PT(rgba[0], rgba[1], rgba[2], rgba[3]);
				if (_alpha)
					_alpha[first + i] = rgba[3];
			}
		}
};

#endif /* _INCLUDE__OS__TEXTURE_H_ */
