/*
 * \brief  Division of a memory area into naturally aligned pages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__FLEX_ITERATOR_H_
#define _INCLUDE__UTIL__FLEX_ITERATOR_H_

#include <base/stdint.h>
#include <util/misc_math.h>

namespace Genode {

	struct Flexpage;
	class  Flexpage_iterator;
}


/**
 * Memory area that is aligned to its size, which is a power of two
 */
struct Genode::Flexpage
{
	addr_t addr;        /* start address at the source           */
	addr_t hotspot;     /* where it belongs at the destination   */
	size_t log2_order;  /* size as power of two                  */

	/**
	 * Constructor of an invalid flexpage
	 */
	Flexpage() : addr(~0UL), hotspot(0), log2_order(0) { }

	Flexpage(addr_t addr, addr_t hotspot, size_t log2_order)
	: addr(addr), hotspot(hotspot), log2_order(log2_order) { }

	bool valid() const { return addr != ~0UL; }
};


/**
 * Sequence of the largest flexpages by which a source area can be mapped to
 * a destination area
 *
 * If the areas differ in size, the smaller one limits the sequence.
 */
class Genode::Flexpage_iterator
{
	private:

		addr_t _src    = 0;
		addr_t _dst    = 0;
		addr_t _base   = 0;  /* hotspot of the first flexpage */
		size_t _size   = 0;
		size_t _offset = 0;

	public:

		/**
		 * Constructor of an iterator that yields no flexpage
		 */
		Flexpage_iterator() { }

		/**
		 * Constructor
		 *
		 * \param hotspot  hotspot of the first flexpage, it advances along
		 *                 with the iteration
		 */
		Flexpage_iterator(addr_t src_start, size_t src_size,
		                  addr_t dst_start, size_t dst_size, addr_t hotspot)
		:
			_src(src_start), _dst(dst_start), _base(hotspot),
			_size(min(src_size, dst_size))
		{ }

		/**
		 * Return next flexpage, which is invalid at the end
		 */
		Flexpage page()
		{
			if (_offset >= _size)
				return Flexpage();

			addr_t const src = _src + _offset;
			addr_t const dst = _dst + _offset;

			/* both sides must be aligned, the page must not exceed the area */
			size_t order = (size_t)log2(_size - _offset);
			if (src | dst)
				order = min(order, (size_t)__builtin_ctzl(src | dst));

			Flexpage const result(src, _base + _offset, order);

			_offset += 1UL << order;

			return result;
		}
};

#endif /* _INCLUDE__UTIL__FLEX_ITERATOR_H_ */
