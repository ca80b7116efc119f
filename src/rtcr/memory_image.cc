/*
 * \brief  Content of a dataspace at the times of its checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <unordered_set>
#include <utility>

#include <host/page_copy.h>
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


void Page_set::for_each_run(Host::Function_ref<void (uint64_t, uint64_t)> const fn) const
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
 * The page was updated for the version under construction, or the one before
 */
bool Memory_image::_just_changed(Entry const &entry) const
{
	return entry.frame != Page_pool::ZERO && _current - entry.changed <= 1;
}


/*
 * Find out whether the content of a page differs from the copy in the head, and
 * copy it if it does
 */
void Memory_image::_update(Update &update, Host::Page_stream *stream) const
{
	using Result = Update::Result;

	Entry const &entry = _head[update.page];
	Frame const  frame = Frame(entry.frame);

	update.result = Result::SAME;

	if (frame != Page_pool::ZERO && !_hot(entry) && memcmp(_pool.data(frame), update.from, PAGE_SIZE) == 0)
		return;

	if (zero_page(update.from)) {
		update.result = frame == Page_pool::ZERO ? Result::SAME : Result::ZERO;
		return;
	}

	if (stream)
		stream->copy(update.to, update.from);
	else
		memcpy(update.to, update.from, PAGE_SIZE);

	update.result = Result::COPIED;
}


/*
 * Many pages are not worth to be kept in the caches
 */
void Memory_image::_update(std::span<Update> updates) const
{
	constexpr size_t MANY = 64;

	if (updates.size() < MANY) {
		for (Update &update : updates)
			_update(update, nullptr);
		return;
	}

	Host::Page_stream stream;
	for (Update &update : updates)
		_update(update, &stream);
}


/*
 * Determine where the new content goes to: into the copy in the head if nobody
 * else needs it, otherwise into a frame that may turn out not to be needed
 */
Memory_image::Update Memory_image::_prepared(uint32_t page, char const *data)
{
	Frame const frame = Frame(_head[page].frame);
	bool  const place = !_needed_by_version(_head[page]) && _pool.exclusive(frame);
	Frame const fresh = place ? Page_pool::ZERO : _pool.allocate();

	return { .page   = page,
	         .fresh  = fresh,
	         .from   = data + page*PAGE_SIZE,
	         .to     = _pool.data(place ? frame : fresh),
	         .result = Update::Result::SAME };
}


/*
 * \return  true if the page differed
 */
bool Memory_image::_complete(Update const &update)
{
	if (update.result == Update::Result::COPIED) {
		_repeated += _just_changed(_head[update.page]);
		if (update.fresh != Page_pool::ZERO)
			_replace(update.page, update.fresh);
		return true;
	}

	_pool.drop_reference(update.fresh);

	if (update.result == Update::Result::ZERO) {
		_replace(update.page, Page_pool::ZERO);
		return true;
	}
	return false;
}


/*
 * Update a page when there are no further frames
 *
 * \return  true if the page differed, nothing if it needs a frame
 */
std::optional<bool> Memory_image::_updated_without_frame(uint32_t page, char const *content)
{
	Frame const frame = Frame(_head[page].frame);

	if (zero_page(content)) {
		if (frame != Page_pool::ZERO)
			_replace(page, Page_pool::ZERO);
		return frame != Page_pool::ZERO;
	}
	if (frame == Page_pool::ZERO || memcmp(_pool.data(frame), content, PAGE_SIZE) != 0)
		return std::nullopt;

	return false;
}


/*
 * Comparing and copying are what takes time, so these are shared among threads
 * if there is much to do. The pages may change meanwhile. They count as written
 * then, as they do whenever they are written during a checkpoint.
 */
uint64_t Memory_image::update(std::span<uint32_t const> pages, char const *data)
{
	/*
	 * Pages that a thread takes at a time. Those that nucleus has not seen so far
	 * are entered into its page tables, where threads should not meet.
	 */
	constexpr size_t MIN_PART = 128, PAGE_TABLE = 512;

	/* as many pages as are copied in a short pause */
	constexpr size_t FEW = 512, SMALL_PART = 32;

	/* a short list of pages, as in a pause, is taken without memory from the heap */
	std::array<Update, FEW> few_updates;
	std::vector<Update>     many_updates { };
	std::span<Update>       memory       { few_updates };

	if (pages.size() > FEW) {
		many_updates.resize(std::min(pages.size(), BATCH));
		memory = many_updates;
	}

	uint64_t count = 0;

	while (!pages.empty()) {

		size_t size = 0;

		try {
			for (; size < std::min(pages.size(), memory.size()); size++)
				memory[size] = _prepared(pages[size], data);

		} catch (...) {

			/* what turns out to be the same leaves room for the rest */
			if (!size) {
				auto const differed = _updated_without_frame(pages[0], data + pages[0]*PAGE_SIZE);
				if (!differed)
					throw;

				count += *differed;
				pages  = pages.subspan(1);
			}
		}

		std::span<Update> const updates = memory.first(size);

		bool   const few   = size <= FEW;
		size_t const share = few ? SMALL_PART
		                   : !has_content(updates[0].page) ? PAGE_TABLE : MIN_PART;

		size_t const num_parts = (size + share - 1)/share;

		auto do_part = [&] (size_t part) {
			_update(updates.subspan(part*share, std::min(share, size - part*share))); };

		if (few)
			_pool.assistant().share(num_parts, do_part);
		else
			_pool.workers().execute(num_parts, do_part);

		for (Update const &update : updates)
			count += _complete(update);

		pages = pages.subspan(size);
	}
	_updates += count;
	return count;
}


void Memory_image::copy(std::span<uint32_t const> pages, char const *data)
{
	size_t const first = _copies.size();

	for (uint32_t const page : pages)
		_copies.push_back(_prepared(page, data));

	std::span<Update> const copies = std::span(_copies).subspan(first);

	Host::copy_pages(_pool.assistant(), copies.size(), [&] (size_t i) {
		return Host::Page_copy { .to = copies[i].to, .from = copies[i].from }; });

	for (Update &update : copies)
		update.result = Update::Result::COPIED;
}


/*
 * Find out whether the page needed to be copied
 */
void Memory_image::_examine(Update &update) const
{
	using Result = Update::Result;

	Entry const &entry = _head[update.page];
	Frame const  frame = Frame(entry.frame);

	/* the previous copy may have been overwritten */
	bool const known = update.fresh != Page_pool::ZERO && frame != Page_pool::ZERO;

	if (known && !_hot(entry) && memcmp(_pool.data(frame), update.to, PAGE_SIZE) == 0)
		update.result = Result::SAME;

	else if (zero_page(update.to))
		update.result = frame == Page_pool::ZERO ? Result::SAME : Result::ZERO;
}


uint64_t Memory_image::complete_copies()
{
	uint64_t count = 0;

	for (Update &update : _copies) {
		if (update.result == Update::Result::COPIED)
			_examine(update);
		count += _complete(update);
	}
	_copies.clear();
	_updates += count;
	return count;
}


Memory_image::Version Memory_image::commit()
{
	_last_updates  = std::exchange(_updates,  0);
	_last_repeated = std::exchange(_repeated, 0);

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


std::vector<uint32_t> Memory_image::changes(Version from, Version to) const
{
	std::vector<uint32_t> pages;

	for (Saved const &saved : _versions)
		if (saved.number >= from && saved.number < to)
			for (Replaced const &replaced : saved.replaced)
				pages.push_back(replaced.page);

	std::ranges::sort(pages);
	pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
	return pages;
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
