/*
 * \brief  Preparation of memory for a restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>
#include <optional>
#include <unordered_map>

#include <rtcr/memory_restore.h>
#include <rtcr/zero_page.h>

using namespace Rtcr;
using Kernel::Abi::PAGE_SIZE;


Prepared_memory::Prepared_memory(Host::Arena &arena, Memory_images const &images,
                                 Memory_content const &content, bool on_demand,
                                 Live_dataspace &&live, Index index, uint64_t size,
                                 Progress_meter &meter)
:
	_id(live.id), _memory(std::move(live.memory)), _incomplete(live.incomplete)
{
	on_demand = on_demand && !live.shared;

	if (_id) {
		_image = images.existing(_id, _memory);

		Memory_version const * const version = content.version(index);

		if (version && _image && version->image() == _image) {
			_version = version;
			_find_changes_by_image();
			return;
		}
	} else {
		_memory = on_demand ? arena.allocate_untouched(size) : arena.allocate(size);
	}

	if (on_demand)
		_source = content.source(index, _memory);

	if (_source)
		return;

	if (_id)
		_find_changes_by_comparison(content, index, meter);
	else
		content.for_each_page(index, [&] (uint64_t page, char const *data) {
			memcpy(_memory.data() + page*PAGE_SIZE, data, PAGE_SIZE);
			meter.advance(); });
}


void Prepared_memory::_add_change_if_different(uint64_t page, char const *content)
{
	char const * const current = _memory.data() + page*PAGE_SIZE;

	bool const equal = content ? memcmp(current, content, PAGE_SIZE) == 0 : zero_page(current);

	if (_incomplete || !equal)
		_changes.push_back({ page, content });
}


/*
 * What can differ was either replaced in the image since or written since the
 * image was updated. Most of that does differ, so comparing it would take
 * longer than copying the rest in vain.
 */
void Prepared_memory::_find_changes_by_image()
{
	std::unordered_map<uint64_t, char const *> replaced;

	_image->for_each_change(_version->number(), [&] (uint64_t page, char const *content) {
		replaced[page] = content; });

	Page_set candidates = _image->written();
	for (auto const &[page, content] : replaced)
		candidates.add(page, 1);

	auto content = [&] (uint64_t page) {
		auto const it = replaced.find(page);
		return it != replaced.end() ? it->second : _image->content(page);
	};

	candidates.for_each_run([&] (uint64_t first, uint64_t count) {

		std::optional<Page_set> existing;

		for (uint64_t page = first; page < first + count; page++) {

			bool exists = _image->has_content(page);

			/* the image does not know pages that were written for the first time */
			if (!exists) {
				if (!existing)
					existing.emplace(_existing(first, count));
				exists = existing->contains(page);
			}
			/* what is not there stays away */
			char const * const wanted = content(page);
			if (wanted || exists)
				_changes.push_back({ page, wanted });
		}
	});
}


Page_set Prepared_memory::_existing(uint64_t first, uint64_t count) const
{
	Page_set result(_memory.size()/PAGE_SIZE);

	_memory.for_each_used(first*PAGE_SIZE, count*PAGE_SIZE, [&] (uint64_t offset, size_t size) {
		result.add(offset/PAGE_SIZE, size/PAGE_SIZE); });

	return result;
}


void Prepared_memory::_find_changes_by_comparison(Memory_content const &content, Index index,
                                                  Progress_meter &meter)
{
	Page_set existing = _existing(0, _memory.size()/PAGE_SIZE);

	if (_incomplete)
		existing.add(0, _memory.size()/PAGE_SIZE);

	std::vector<char const *> wanted(_memory.size()/PAGE_SIZE);

	content.for_each_page(index, [&] (uint64_t page, char const *data) {
		wanted[page] = data;
		if (!existing.contains(page))
			_changes.push_back({ page, data }); });

	existing.for_each_run([&] (uint64_t first, uint64_t count) {
		for (uint64_t page = first; page < first + count; page++) {
			_add_change_if_different(page, wanted[page]);
			meter.advance();
		} });
}


void Prepared_memory::put_back(std::vector<Host::Page_copy> &copies)
{
	for (Change const &change : _changes)
		copies.push_back({ .to   = _memory.data() + change.page*PAGE_SIZE,
		                   .from = change.content });

	if (_image && !_version)
		for (Change const &change : _changes)
			_image->written().add(change.page, 1);
}


void Prepared_memory::apply(Core::Ram_dataspace &ds, Core::Content_fetcher &fetcher)
{
	if (_source) {
		ds.content_source(std::move(_source), fetcher);

		if (_image)
			_image->written().add(0, _image->size());
		return;
	}

	/* what came in on demand, and is lost, was replaced */
	ds.content_complete();

	if (_version) {
		_image->revert(_version->number());
		_image->written().clear();
	}
}
