/*
 * \brief  Pixel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__PIXEL_RGBA_H_
#define _INCLUDE__OS__PIXEL_RGBA_H_

#include <os/surface.h>

namespace Genode {

	template <typename ST, Surface_base::Pixel_format FORMAT,
	          int R_MASK, int R_SHIFT, int G_MASK, int G_SHIFT,
	          int B_MASK, int B_SHIFT, int A_MASK, int A_SHIFT>
	class Pixel_rgba;
}


/**
 * Pixel of a certain format
 *
 * A component of the color is moved left by its shift to get to its place. A
 * format without red, green, and blue is an alpha channel.
 *
 * \param ST  type that holds the pixel in memory
 */
template <typename ST, Genode::Surface_base::Pixel_format FORMAT,
          int R_MASK, int R_SHIFT, int G_MASK, int G_SHIFT,
          int B_MASK, int B_SHIFT, int A_MASK, int A_SHIFT>
class Genode::Pixel_rgba
{
	private:

		static int _shift(int value, int shift) {
			return shift > 0 ? value << shift : value >> -shift; }

		static ST _pixel(int red, int green, int blue, int alpha)
		{
			return (ST)((_shift(red,   R_SHIFT) & R_MASK) | (_shift(green, G_SHIFT) & G_MASK)
			          | (_shift(blue,  B_SHIFT) & B_MASK) | (_shift(alpha, A_SHIFT) & A_MASK));
		}

		static constexpr bool _alpha_channel() { return !R_MASK && !G_MASK && !B_MASK; }

		static int _mix(int a, int b, int alpha) { return (a*(256 - alpha) + b*alpha) >> 8; }

	public:

		static const int r_mask = R_MASK, r_shift = R_SHIFT;
		static const int g_mask = G_MASK, g_shift = G_SHIFT;
		static const int b_mask = B_MASK, b_shift = B_SHIFT;
		static const int a_mask = A_MASK, a_shift = A_SHIFT;

		ST pixel = 0;

		Pixel_rgba() { }

		Pixel_rgba(int red, int green, int blue, int alpha = 255)
		: pixel(_pixel(red, green, blue, alpha)) { }

		static Surface_base::Pixel_format format() { return FORMAT; }

		void rgba(int red, int green, int blue, int alpha = 255) {
			pixel = _pixel(red, green, blue, alpha); }

		int r() const { return _shift((int)pixel & R_MASK, -R_SHIFT); }
		int g() const { return _shift((int)pixel & G_MASK, -G_SHIFT); }
		int b() const { return _shift((int)pixel & B_MASK, -B_SHIFT); }
		int a() const { return _shift((int)pixel & A_MASK, -A_SHIFT); }

		/** Return opacity, pixels without alpha are opaque */
		int alpha() { return A_MASK ? a() : 255; }

		/** Return average of pixels */
		static Pixel_rgba avr(Pixel_rgba p1, Pixel_rgba p2)
		{
			return Pixel_rgba((p1.r() + p2.r())/2, (p1.g() + p2.g())/2,
			                  (p1.b() + p2.b())/2, (p1.a() + p2.a())/2);
		}

		static Pixel_rgba avr(Pixel_rgba p1, Pixel_rgba p2, Pixel_rgba p3, Pixel_rgba p4) {
			return avr(avr(p1, p2), avr(p3, p4)); }

		/** Return pixel darkened to alpha/256 */
		static Pixel_rgba blend(Pixel_rgba p, int alpha)
		{
			return Pixel_rgba((p.r()*alpha) >> 8, (p.g()*alpha) >> 8,
			                  (p.b()*alpha) >> 8, (p.a()*alpha) >> 8);
		}

		/**
		 * Return pixel between 'p1', for alpha 0, and 'p2', for alpha 256
		 *
		 * The second pixel may have another format. If the result is an alpha
		 * channel, only the value of 'alpha' counts, by which the channel gets
		 * more opaque.
		 */
		template <typename PT>
		static Pixel_rgba mix(Pixel_rgba p1, PT p2, int alpha)
		{
			if (_alpha_channel())
				return Pixel_rgba(0, 0, 0, p1.a() + (((255 - p1.a())*alpha) >> 8));

			return Pixel_rgba(_mix(p1.r(), p2.r(), alpha), _mix(p1.g(), p2.g(), alpha),
			                  _mix(p1.b(), p2.b(), alpha), _mix(p1.a(), p2.a(), alpha));
		}

		static Pixel_rgba mix(Pixel_rgba p1, Pixel_rgba p2, int alpha) {
			return mix<Pixel_rgba>(p1, p2, alpha); }

		/**
		 * Put a pixel of a texture on top of another pixel
		 *
		 * \param src_a  opacity of 'src'
		 * \param alpha  opacity of the texture
		 */
		template <typename TPT, typename PT>
		static void transfer(TPT const &src, int src_a, int alpha, PT &dst)
		{
			int const opacity = (src_a*alpha) >> 8;

			if (opacity)
				dst = PT::mix(dst, src, opacity);
		}

} __attribute__((packed));

#endif /* _INCLUDE__OS__PIXEL_RGBA_H_ */
