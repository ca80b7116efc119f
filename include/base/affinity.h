/*
 * \brief  Affinity to CPU nodes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__AFFINITY_H_
#define _INCLUDE__BASE__AFFINITY_H_

#include <util/xml_node.h>

namespace Genode { class Affinity; }


/**
 * Location within a grid of CPU nodes
 */
class Genode::Affinity
{
	public:

		class Location;

		/**
		 * Bounds of the grid
		 */
		class Space
		{
			private:

				unsigned _width, _height;

			public:

				Space() : _width(0), _height(0) { }

				/**
				 * Construct two-dimensional space
				 */
				Space(unsigned width, unsigned height) : _width(width), _height(height) { }

				/**
				 * Construct one-dimensional space
				 */
				Space(unsigned size) : _width(size), _height(1) { }

				unsigned width()  const { return _width; }
				unsigned height() const { return _height; }

				/** Return number of nodes */
				unsigned total() const { return _width*_height; }

				/**
				 * Return location of the node with the given index, row by row
				 */
				inline Location location_of_index(int index) const;

				Space multiply(Space const &other) const {
					return Space(_width*other.width(), _height*other.height()); }

				static Space from_xml(Xml_node const &node) {
					return Space(node.attribute_value("width",  0U),
					             node.attribute_value("height", 0U)); }
		};

		/**
		 * Rectangle within the grid
		 */
		class Location
		{
			private:

				int      _xpos, _ypos;
				unsigned _width, _height;

			public:

				Location() : _xpos(0), _ypos(0), _width(0), _height(0) { }

				Location(int xpos, int ypos, unsigned width, unsigned height)
				: _xpos(xpos), _ypos(ypos), _width(width), _height(height) { }

				/**
				 * Construct location of one node
				 */
				Location(int xpos, int ypos)
				: _xpos(xpos), _ypos(ypos), _width(1), _height(1) { }

				int      xpos()   const { return _xpos; }
				int      ypos()   const { return _ypos; }
				unsigned width()  const { return _width; }
				unsigned height() const { return _height; }
				bool     valid()  const { return _width*_height > 0; }

				Location multiply_position(Space const &space) const {
					return Location(_xpos*space.width(), _ypos*space.height(),
					                _width, _height); }

				Location transpose(int dx, int dy) const {
					return Location(_xpos + dx, _ypos + dy, _width, _height); }

				bool within(Space const &space) const
				{
					return _xpos >= 0 && _ypos >= 0
					    && _width  <= space.width()  && unsigned(_xpos) <= space.width()  - _width
					    && _height <= space.height() && unsigned(_ypos) <= space.height() - _height;
				}

				static Location from_xml(Space const &space, Xml_node const &node)
				{
					/* without size, the location extends to the end of the space */
					int const x = node.attribute_value("xpos", 0L);
					int const y = node.attribute_value("ypos", 0L);

					return Location(x, y, node.attribute_value("width",  space.width()),
					                      node.attribute_value("height", space.height()));
				}
		};

	private:

		Space    _space;
		Location _location;

	public:

		Affinity(Space const &space, Location const &location)
		: _space(space), _location(location) { }

		Affinity() { }

		Space    space()    const { return _space; }
		Location location() const { return _location; }
		bool     valid()    const { return _space.total() > 0 && _location.valid(); }

		/**
		 * Return location scaled to another space
		 */
		Location scale_to(Space const &space) const
		{
			if (_space.total() == 0)
				return Location();

			int const x1 = (int)((_location.xpos()*space.width())  / _space.width());
			int const y1 = (int)((_location.ypos()*space.height()) / _space.height());
			int const x2 = (int)(((_location.xpos() + (int)_location.width())*space.width()) / _space.width()) - 1;
			int const y2 = (int)(((_location.ypos() + (int)_location.height())*space.height()) / _space.height()) - 1;

			/* a location covers one node at least */
			return Location(x1, y1, (unsigned)(x2 < x1 ? 1 : x2 - x1 + 1),
			                        (unsigned)(y2 < y1 ? 1 : y2 - y1 + 1));
		}

		/**
		 * Return affinity from an XML node with '<space>' and '<location>'
		 */
		static Affinity unrestricted() { return Affinity(Space(1), Location(0, 0)); }

		static Affinity from_xml(Xml_node const &node)
		{
			try {
				Space    const space    = Space::from_xml(node.sub_node("space"));
				Location const location = Location::from_xml(space, node.sub_node("location"));

				if (location.within(space))
					return Affinity(space, location);
			} catch (...) { }

			return unrestricted();
		}
};


Genode::Affinity::Location Genode::Affinity::Space::location_of_index(int index) const
{
	return _width ? Location((int)((unsigned)index % _width),
	                         (int)(((unsigned)index/_width) % (_height ? _height : 1)))
	              : Location();
}

#endif /* _INCLUDE__BASE__AFFINITY_H_ */
