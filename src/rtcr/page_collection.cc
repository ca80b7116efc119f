/*
 * \brief  Pages of a checkpoint on their way to a file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/page_collection.h>

#include <algorithm>
#include <optional>

using namespace Rtcr;


/**
 * Pages of a dataspace that are as they were in the base, asked for in
 * ascending order
 */
class Page_collection::Unchanged
{
	private:

		std::vector<uint32_t> _changed { };
		size_t                _next_change = 0;

		std::vector<Ram_dataspace::Run> const *_runs = nullptr;
		size_t                                 _run  = 0;

	public:

		Unchanged() { }

		Unchanged(Memory_version const &version, Memory_version const &base,
		          std::vector<Ram_dataspace::Run> const &runs)
		: _changed(version.changes_since(base)), _runs(&runs) { }

		/** Return place of the page in the base */
		std::optional<Page_number> base_page(uint64_t page)
		{
			if (!_runs)
				return { };

			while (_next_change < _changed.size() && _changed[_next_change] < page)
				_next_change++;

			if (_next_change < _changed.size() && _changed[_next_change] == page)
				return { };

			while (_run < _runs->size()
			    && (*_runs)[_run].first_page + (*_runs)[_run].count <= page)
				_run++;

			if (_run == _runs->size() || page < (*_runs)[_run].first_page)
				return { };

			return Page_number { (*_runs)[_run].data_page + page - (*_runs)[_run].first_page };
		}
};


Page_collection::Unchanged Page_collection::_unchanged(Memory_version const &version) const
{
	if (_base)
		for (size_t i = 0; i < _base->memory.size(); i++)
			if (version.follows(_base->memory[i]))
				return { version, _base->memory[i], _base->dataspaces[i].content };

	return { };
}


/*
 * Return false if there is no room in the list
 */
bool Page_collection::_inherit(uint64_t base_page)
{
	if (!_inherited.empty()) {

		Inherited_pages &last = _inherited.back();

		if (last.page + last.count == _count && last.base_page + last.count == base_page) {
			last.count++;
			return true;
		}
	}
	if (_inherited.size() == MAX_INHERITED)
		return false;

	_inherited.push_back({ .page = _count, .base_page = base_page, .count = 1 });
	return true;
}


/*
 * Find or make a place for a page with content
 *
 * What is new may be the same as in a ROM module, and what was there stays so. The
 * modules may have other numbers than they had in the base.
 */
Page_number Page_collection::_place(char const *page, std::optional<Page_number> base, bool rom)
{
	if (rom && (!base || base->of_rom_image()))
		if (auto const found = _rom_pages.find(page))
			return *found;

	if (!base || base->of_rom_image() || !_inherit(base->page()))
		_copied.append(page);

	return { _count++ };
}


void Page_collection::add(Memory_version const &version, Ram_dataspace &dataspace,
                          Progress_meter &meter)
{
	Unchanged unchanged = _unchanged(version);

	std::vector<Ram_dataspace::Run> &content = dataspace.content;
	content.clear();

	version.for_each_page([&] (uint64_t page, char const *data) {

		uint64_t const place = _place(data, unchanged.base_page(page), content.size() < MAX_ROM_RUNS).value;

		Ram_dataspace::Run * const last = content.empty() ? nullptr : &content.back();

		if (last && last->first_page + last->count == page && last->data_page + last->count == place)
			last->count++;
		else
			content.push_back({ .first_page = page, .count = 1, .data_page = place });

		meter.advance();
	});
}
