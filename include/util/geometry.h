/*
 * \brief  Points, areas, and rectangles
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__GEOMETRY_H_
#define _INCLUDE__UTIL__GEOMETRY_H_

#include <base/output.h>
#include <base/stdint.h>
#include <util/misc_math.h>

namespace Genode {

	template <typename CT = int>                         class Point;
	template <typename DT = unsigned>                    class Area;
	template <typename CT = int, typename DT = unsigned> class Rect;
}


/**
 * Position
 *
 * \param CT  type of coordinates
 */
template <typename CT>
class Genode::Point
{
	private:

		CT _x = 0, _y = 0;

	public:

		Point() { }
		Point(CT x, CT y) : _x(x), _y(y) { }

		CT x() const { return _x; }
		CT y() const { return _y; }

		Point operator + (Point const &other) const { return Point(_x + other._x, _y + other._y); }
		Point operator - (Point const &other) const { return Point(_x - other._x, _y - other._y); }

		bool operator == (Point const &other) const { return _x == other._x && _y == other._y; }
		bool operator != (Point const &other) const { return !(*this == other); }

		void print(Output &out) const
		{
			Genode::print(out, _x >= 0 ? "+" : "", _x, _y >= 0 ? "+" : "", _y);
		}
};


/**
 * Size in both directions
 *
 * \param DT  type of distances
 */
template <typename DT>
class Genode::Area
{
	private:

		DT _w = 0, _h = 0;

	public:

		Area() { }
		Area(DT w, DT h) : _w(w), _h(h) { }

		DT w() const { return _w; }
		DT h() const { return _h; }

		/** Return true if the area contains something */
		bool valid() const { return _w > 0 && _h > 0; }

		/** Return number of points within the area */
		size_t count() const { return (size_t)_w*_h; }

		bool operator == (Area const &other) const { return _w == other._w && _h == other._h; }
		bool operator != (Area const &other) const { return !(*this == other); }

		void print(Output &out) const { Genode::print(out, _w, "x", _h); }
};


/**
 * Rectangle between two corners, both of which belong to it
 *
 * A rectangle is invalid if a coordinate of the second corner is lower than
 * the one of the first.
 */
template <typename CT, typename DT>
class Genode::Rect
{
	private:

		Point<CT> _p1, _p2;

		static bool _between(CT value, CT low, CT high) { return low <= value && value <= high; }

	public:

		/** Constructor of an invalid rectangle */
		Rect() : _p1(1, 1), _p2(0, 0) { }

		Rect(Point<CT> p1, Point<CT> p2) : _p1(p1), _p2(p2) { }

		Rect(Point<CT> p, Area<DT> area)
		: _p1(p), _p2(p + Point<CT>((CT)area.w() - 1, (CT)area.h() - 1)) { }

		CT x1() const { return _p1.x(); }
		CT y1() const { return _p1.y(); }
		CT x2() const { return _p2.x(); }
		CT y2() const { return _p2.y(); }

		DT w() const { return (DT)(x2() - x1() + 1); }
		DT h() const { return (DT)(y2() - y1() + 1); }

		Point<CT> p1()   const { return _p1; }
		Point<CT> p2()   const { return _p2; }
		Area<DT>  area() const { return Area<DT>(w(), h()); }

		bool valid() const { return x1() <= x2() && y1() <= y2(); }

		/** Return true if the rectangle is at least as large as the area */
		bool fits(Area<DT> area) const { return area.w() <= w() && area.h() <= h(); }

		bool contains(Point<CT> p) const {
			return _between(p.x(), x1(), x2()) && _between(p.y(), y1(), y2()); }

		/** Return what two rectangles have in common, may be invalid */
		static Rect intersect(Rect a, Rect b)
		{
			return Rect(Point<CT>(max(a.x1(), b.x1()), max(a.y1(), b.y1())),
			            Point<CT>(min(a.x2(), b.x2()), min(a.y2(), b.y2())));
		}

		/** Return the smallest rectangle that contains two others */
		static Rect compound(Rect a, Rect b)
		{
			return Rect(Point<CT>(min(a.x1(), b.x1()), min(a.y1(), b.y1())),
			            Point<CT>(max(a.x2(), b.x2()), max(a.y2(), b.y2())));
		}

		/**
		 * Cut a hole into the rectangle
		 *
		 * \param r                         hole
		 * \param top, left, right, bottom  what is left over, invalid where
		 *                                  nothing is
		 */
		void cut(Rect r, Rect *top, Rect *left, Rect *right, Rect *bottom) const
		{
			Rect const hole = intersect(*this, r);

			/* above and below at full width, the others beside the hole */
			auto part = [] (CT x1, CT y1, CT x2, CT y2) {
				return Rect(Point<CT>(x1, y1), Point<CT>(x2, y2)); };

			*top    = part(x1(),          y1(),          x2(),          hole.y1() - 1);
			*bottom = part(x1(),          hole.y2() + 1, x2(),          y2());
			*left   = part(x1(),          hole.y1(),     hole.x1() - 1, hole.y2());
			*right  = part(hole.x2() + 1, hole.y1(),     x2(),          hole.y2());
		}

		/** Return position that puts the area into the middle of the rectangle */
		Point<CT> center(Area<DT> area) const
		{
			return _p1 + Point<CT>(((CT)w() - (CT)area.w())/2, ((CT)h() - (CT)area.h())/2);
		}

		void print(Output &out) const { Genode::print(out, area(), _p1); }
};

#endif /* _INCLUDE__UTIL__GEOMETRY_H_ */
