/*
 * \brief  Content of a dataspace at the times of its checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <unordered_set>

#include <rtcr/memory_image.h>
#include <rtcr/zero_page.h>

using namespace Rtcr;
using Host::Page_pool;


/**************
 ** Page_set **
 **************/

void Page_set::add(uint64_t first, uint64_t count)
{
	uint64_t const end = std::min(_size, first + count);

	while (first < end) {

		unsigned const bit  = first%WORD_BITS;
		uint64_t const size = std::min<uint64_t>(end - first, WORD_BITS - bit);
		uint64_t const mask = (size == WORD_BITS ? ~0ull : (1ull << size) - 1) << bit;

		uint64_t &word = _words[first/WORD_BITS];

		_count += unsigned(std::popcount(mask & ~word));
		word   |= mask;
		first  += size;
	}
}


void Page_set::remove(uint64_t page)
{
	_count -= contains(page);
	_words[page/WORD_BITS] &= ~(1ull << page%WORD_BITS);
}


void Page_set::clear()
{
	if (_count)
		std::ranges::fill(_words, 0);
	_count = 0;
}


void Page_set::for_each_run(std::function<void (uint64_t, uint64_t)> const &fn) const
{
	if (!_count)
		return;

	uint64_t first = 0, count = 0;

	for (size_t i = 0; i < _words.size(); i++) {

		uint64_t word = _words[i];
		unsigned bit  = 0;

		while (word) {

			unsigned const zeros = unsigned(std::countr_zero(word));
			word >>= zeros;
			bit   += zeros;

			unsigned const ones  = unsigned(std::countr_one(word));
			uint64_t const start = i*WORD_BITS + bit;

			if (count && first + count == start) {
				count += ones;
			} else {
				if (count)
					fn(first, count);
				first = start;
				count = ones;
			}
			word = ones == WORD_BITS ? 0 : word >> ones;
			bit += ones;
		}
	}
	if (count)
		fn(first, count);
}


/******************
 ** Memory_image **
 ******************/

Memory_image::~Memory_image()
{
	for (Entry const &entry : _head)
		_pool.drop_reference(Frame(entry.frame));

	for (Saved const &version : _versions)
		for (Replaced const &replaced : version.replaced)
			_pool.drop_reference(replaced.frame);
}


/*
 * Put frame into the head, which takes over the reference
 */
void Memory_image::_replace(uint64_t page, Frame frame)
{
	Entry &entry = _head[page];

	if (_needed_by_version(entry))
		_versions.back().replaced.push_back({ uint32_t(page), Frame(entry.frame) });
	else
		_pool.drop_reference(Frame(entry.frame));

	_num_pages += (frame != Page_pool::ZERO) - (entry.frame != Page_pool::ZERO);

	entry = Entry(frame, _current);
}


/*
 * A page that changed in several checkpoints is likely to have changed again,
 * so reading the previous copy is in vain, except for now and then to find
 * out that it comes to rest.
 */
bool Memory_image::_hot(Entry const &entry) const
{
	constexpr Version RECENT = 3, CHECK_INTERVAL = 8;

	return _current - entry.changed <= RECENT && _current % CHECK_INTERVAL;
}


/*
 * Return false if the page is known to have the same content as the copy
 */
bool Memory_image::_differs(uint64_t page, char const *content) const
{
	Frame const frame = Frame(_head[page].frame);

	if (frame == Page_pool::ZERO)
		return !zero_page(content);

	return _hot(_head[page]) || memcmp(_pool.data(frame), content, PAGE_SIZE) != 0;
}


/*
 * Return frame of the head for new content of the page
 */
char *Memory_image::_destination(uint64_t page)
{
	Frame const frame = Frame(_head[page].frame);

	if (!_needed_by_version(_head[page]) && _pool.exclusive(frame))
		return _pool.data(frame);

	Frame const copy = _pool.allocate();
	_replace(page, copy);
	return _pool.data(copy);
}


/*
 * Comparing and copying are what takes time, so these are shared among threads
 * if there is much to do. The pages may change meanwhile. They count as written
 * then, as they do whenever they are written during a checkpoint.
 */
uint64_t Memory_image::update(std::span<uint32_t const> pages, char const *data)
{
	/* pages that a thread takes at a time */
	constexpr size_t PART = 128;

	struct Copy
	{
		char       *to;   /* null if the content is the same, or zero */
		char const *from;
		bool        differs, zero;
	};

	std::array<Copy, BATCH>    memory;
	std::span<Copy>      const copies = std::span(memory).first(pages.size());

	auto for_each = [&] (auto const &fn) {

		auto do_part = [&] (size_t part) {
			size_t const end = std::min(copies.size(), (part + 1)*PART);
			for (size_t i = part*PART; i < end; i++)
				fn(copies[i], pages[i]);
		};
		_pool.workers().execute((copies.size() + PART - 1)/PART, do_part);
	};

	for_each([&] (Copy &copy, uint32_t page) {
		copy.to      = nullptr;
		copy.from    = data + page*PAGE_SIZE;
		copy.differs = _differs(page, copy.from);
		copy.zero    = copy.differs && zero_page(copy.from);
	});

	auto copy_all = [&] {
		for_each([&] (Copy const &copy, uint32_t) {
			if (copy.to)
				memcpy(copy.to, copy.from, PAGE_SIZE); }); };

	uint64_t count = 0;

	try {
		for (size_t i = 0; i < pages.size(); i++) {

			if (!copies[i].differs)
				continue;

			if (copies[i].zero)
				_replace(pages[i], Page_pool::ZERO);
			else
				copies[i].to = _destination(pages[i]);

			count++;
		}
	} catch (...) {
		copy_all();
		throw;
	}
	_updates += count;

	copy_all();
	return count;
}


Memory_image::Version Memory_image::commit()
{
	_last_updates = _updates;
	_updates      = 0;

	_versions.push_back({ _current, { } });
	return _current++;
}


/*
 * Frames that the pages had at the time of the version, in ascending order of
 * the pages
 */
std::vector<Memory_image::Replaced> Memory_image::_changes_since(Version version) const
{
	std::vector<Replaced> changes;

	for (Saved const &saved : _versions)
		if (saved.number >= version)
			changes.insert(changes.end(), saved.replaced.begin(), saved.replaced.end());

	/* the earliest replacement tells what there was */
	std::ranges::stable_sort(changes, { }, &Replaced::page);
	changes.erase(std::unique(changes.begin(), changes.end(), [] (Replaced const &a, Replaced const &b) {
		return a.page == b.page; }), changes.end());
	return changes;
}


void Memory_image::revert(Version version)
{
	for (Replaced const &change : _changes_since(version)) {

		if (_head[change.page].frame == change.frame)
			continue;

		_pool.add_reference(change.frame);
		_replace(change.page, change.frame);
	}
}


void Memory_image::for_each_change(Version version, Page_fn const &fn) const
{
	for (Replaced const &change : _changes_since(version))
		fn(change.page, _content(change.frame));
}


void Memory_image::for_each_page(Version version, Page_fn const &fn) const
{
	std::vector<Replaced> const changes = _changes_since(version);

	auto change = changes.begin();

	for (uint64_t page = 0; page < _head.size(); page++) {

		Frame frame = Frame(_head[page].frame);

		if (change != changes.end() && change->page == page)
			frame = (change++)->frame;

		if (frame != Page_pool::ZERO)
			fn(page, _pool.data(frame));
	}
}


void Memory_image::release(Version version)
{
	auto const it = std::ranges::find(_versions, version, &Saved::number);
	if (it == _versions.end())
		return;

	/* the version before needs what was replaced since, if not even earlier */
	if (it != _versions.begin()) {

		Saved &previous = *std::prev(it);

		std::unordered_set<uint32_t> known;
		for (Replaced const &replaced : previous.replaced)
			known.insert(replaced.page);

		std::erase_if(it->replaced, [&] (Replaced const &replaced) {
			if (known.contains(replaced.page))
				return false;
			previous.replaced.push_back(replaced);
			return true;
		});
	}

	for (Replaced const &replaced : it->replaced)
		_pool.drop_reference(replaced.frame);

	_versions.erase(it);
}
