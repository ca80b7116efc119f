/*
 * \brief  Bounds of what nested region maps amount to
 *
 * Components nest region maps as they like. A region map that is attached in
 * two places of one that is attached in two places is visible four times, so
 * a few region maps may stand for more mappings than there is memory. Each
 * region map knows its numbers, and what would exceed the limits is refused
 * before anything is walked through.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/region_map.h>

using namespace Core;


std::multiset<Region_map_component *> const &Region_map_component::_users() const
{
	static std::multiset<Region_map_component *> const nobody;

	return _dataspace ? _dataspace->users() : nobody;
}


/*
 * \return  true if the region map is the given one or reachable from it
 */
bool Region_map_component::_contains(Region_map_component const &other) const
{
	if (this == &other)
		return true;

	for (auto const &[addr, region] : _regions)
		if (Region_map_component const * const nested = region.dataspace->region_map())
			if (nested->_contains(other))
				return true;

	return false;
}


unsigned Region_map_component::_levels_below() const
{
	unsigned levels = 0;
	for (auto const &[addr, region] : _regions)
		if (Region_map_component const * const nested = region.dataspace->region_map())
			levels = std::max(levels, 1 + nested->_levels_below());

	return levels;
}


unsigned Region_map_component::_levels_above() const
{
	unsigned levels = 0;
	for (Region_map_component const * const user : _users())
		levels = std::max(levels, 1 + user->_levels_above());

	return levels;
}


/*
 * \return  false if the limit is exceeded somewhere
 */
bool Region_map_component::_expand(uint64_t amount)
{
	_expansion += amount;

	bool ok = _expansion <= MAX_MAPPINGS;
	for (Region_map_component * const user : _users())
		ok = user->_expand(amount) && ok;

	return ok;
}


void Region_map_component::_shrink(uint64_t amount)
{
	_expansion -= amount;

	for (Region_map_component * const user : _users())
		user->_shrink(amount);
}


bool Region_map_component::_show(uint64_t amount)
{
	_views += amount;

	bool ok = _views <= MAX_MAPPINGS;
	for (auto const &[addr, region] : _regions)
		if (Region_map_component * const nested = region.dataspace->region_map())
			ok = nested->_show(amount) && ok;

	return ok;
}


void Region_map_component::_hide(uint64_t amount)
{
	_views -= amount;

	for (auto const &[addr, region] : _regions)
		if (Region_map_component * const nested = region.dataspace->region_map())
			nested->_hide(amount);
}


/*
 * Called before the region is in place
 */
void Region_map_component::_account_for(Region const &region)
{
	Region_map_component * const nested = region.dataspace->region_map();

	uint64_t const amount = 1 + (nested ? nested->_expansion : 0);

	if ((1 + _views)*amount > MAX_MAPPINGS)
		throw Region_conflict();

	if (nested && _levels_above() + 1 + nested->_levels_below() > MAX_NESTING)
		throw Region_conflict();

	bool const expanded = _expand(amount);
	bool const shown    = !nested || nested->_show(1 + _views);

	if (expanded && shown)
		return;

	_shrink(amount);
	if (nested)
		nested->_hide(1 + _views);

	throw Region_conflict();
}


/*
 * Called when the region is not in place anymore
 */
void Region_map_component::_discount(Region const &region)
{
	Region_map_component * const nested = region.dataspace->region_map();

	_shrink(1 + (nested ? nested->_expansion : 0));
	if (nested)
		nested->_hide(1 + _views);
}
