/*
 * \brief  Memory of nucleus for copies of pages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <string>

#include <host/page_pool.h>
#include <host/system_error.h>

using namespace Host;


Page_pool::~Page_pool()
{
	for (char * const extent : _extents)
		Page_extents::release(extent);
}


/*
 * Vectors grow by a multiple of their size, so adding many extents does not move them
 * over and over again
 */
template <typename T>
static void make_room(std::vector<T> &vector, size_t size)
{
	if (vector.capacity() < size)
		vector.reserve(2*size);
}


void Page_pool::_add_extent()
{
	size_t const first = _references.size();

	if (first + EXTENT_PAGES > (1ull << FRAME_BITS))
		throw System_error("allocate memory for pages", "", ENOMEM);

	make_room(_extents,    _extents.size() + 1);
	make_room(_references, first + EXTENT_PAGES);
	make_room(_free,       first + EXTENT_PAGES);

	char * const extent = _supply.take();

	if (!extent)
		throw Exhausted("the memory for checkpoints is used up, a system may take "
		                + std::to_string(_supply.max()*Page_extents::SIZE >> 20) + " MiB for them");

	_extents.push_back(extent);
	_references.resize(first + EXTENT_PAGES);

	/* the lowest frame is taken first */
	for (size_t i = EXTENT_PAGES; i > 0; i--)
		_free.push_back(Frame(first + i - 1));
}


Page_pool::Frame Page_pool::allocate()
{
	if (_free.empty())
		_add_extent();

	Frame const frame = _free.back();
	_free.pop_back();
	_references[frame] = 1;
	return frame;
}


void Page_pool::reserve(size_t count)
{
	while (_free.size() < count && _extents.size() < _supply.max())
		_add_extent();
}
