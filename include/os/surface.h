/*
 * \brief  Buffer of pixels to draw on
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__SURFACE_H_
#define _INCLUDE__OS__SURFACE_H_

#include <util/color.h>
#include <util/geometry.h>

namespace Genode {

	class Surface_base;
	template <typename PT> class Surface;
}


/**
 * What surfaces of all pixel formats have in common
 *
 * The origin of the coordinates is the upper left corner.
 */
class Genode::Surface_base
{
	public:

		typedef Genode::Point<> Point;
		typedef Genode::Area<>  Area;
		typedef Genode::Rect<>  Rect;
		typedef Genode::Color   Color;

		enum Pixel_format { UNKNOWN, RGB565, RGB888, ALPHA8 };

		/**
		 * Interface for being told about changed pixels
		 */
		struct Flusher
		{
			virtual ~Flusher() { }
			virtual void flush_pixels(Rect rect) = 0;
		};

	protected:

		Rect         _clip;
		Area         _size;
		Pixel_format _format;
		Flusher     *_flusher = nullptr;

		Surface_base(Area size, Pixel_format format)
		: _clip(Point(0, 0), size), _size(size), _format(format) { }

	public:

		virtual ~Surface_base() { }

		/** Tell the flusher, if any, that pixels were changed */
		void flush_pixels(Rect rect)
		{
			if (_flusher)
				_flusher->flush_pixels(rect);
		}

		void flusher(Flusher *flusher) { _flusher = flusher; }

		/** Restrict drawing to a part of the surface */
		void clip(Rect clip) { _clip = Rect::intersect(clip, Rect(Point(0, 0), _size)); }

		Rect clip()       const { return _clip; }
		bool clip_valid() const { return _clip.valid(); }

		Pixel_format pixel_format() const { return _format; }

		/** Return size in pixels */
		Area size() const { return _size; }
};


/**
 * Surface with the pixels line by line in memory
 *
 * \param PT  type of a pixel
 */
template <typename PT>
class Genode::Surface : public Surface_base
{
	protected:

		PT *_addr;

	public:

		Surface(PT *addr, Area size) : Surface_base(size, PT::format()), _addr(addr) { }

		PT *addr() { return _addr; }
};

#endif /* _INCLUDE__OS__SURFACE_H_ */
