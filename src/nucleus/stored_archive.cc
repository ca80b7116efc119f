/*
 * \brief  Pages of a snapshot that come from its file on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>

#include <nucleus/stored_archive.h>

using namespace Nucleus;
using Store::PAGE_SIZE;


namespace {

	/**
	 * Execute function, report errors of the file as lost content
	 */
	auto guarded(auto const &fn)
	{
		try { return fn(); }
		catch (Store::Error const &error) {
			throw Core::Content_lost("'" + error.file().string() + "': " + error.problem()); }
	}

	Store::Snapshot_pages opened(Host::File &&file)
	{
		return guarded([&] { return Store::Snapshot_pages(std::move(file)); });
	}

	bool inherited(Store::Extent const &extent)
	{
		return extent.encoding() == Store::Encoding::INHERITED;
	}
}


Stored_archive::Stored_archive(Host::File &&file) : _pages(opened(std::move(file)))
{
	if (std::ranges::any_of(_pages.extents(), inherited))
		throw Core::Content_lost("the snapshot needs the pages of another one");
}


/*
 * Call 'fn' with each extent that contains pages of a range
 */
void Stored_archive::_for_each_extent(uint64_t first, uint64_t count, auto const &fn)
{
	for (uint64_t page = first; page < first + count; ) {

		Store::Extent const &extent = _pages.extent_of(page);

		fn(extent);
		page = extent.pages().end();
	}
}


Stored_archive::Decoded *Stored_archive::_find(uint64_t page)
{
	auto const it = std::ranges::find_if(_decoded, [&] (Decoded const &decoded) {
		return page >= decoded.pages.first() && page < decoded.pages.end(); });

	return it != _decoded.end() ? &*it : nullptr;
}


Stored_archive::Decoded const &Stored_archive::_decode(Store::Page_range extent)
{
	Decoded *decoded = _find(extent.first());

	if (!decoded) {
		decoded = &*std::ranges::min_element(_decoded, { }, &Decoded::last_use);

		size_t const size = extent.count()*PAGE_SIZE;

		decoded->pages  = { };
		decoded->memory = std::make_unique_for_overwrite<std::byte[]>(size);

		_pages.read_pages(extent.first(), extent.count(), { decoded->memory.get(), size });
		decoded->pages = extent;
	}

	decoded->last_use = ++_uses;
	return *decoded;
}


bool Stored_archive::ready(uint64_t first, uint64_t count)
{
	std::lock_guard const guard(_mutex);

	bool result = true;
	guarded([&] {
		_for_each_extent(first, count, [&] (Store::Extent const &extent) {
			result &= extent.stored().empty() || _find(extent.pages().first()); }); });

	return result;
}


void Stored_archive::prepare(uint64_t first, uint64_t count)
{
	std::lock_guard const guard(_mutex);

	guarded([&] {
		_for_each_extent(first, count, [&] (Store::Extent const &extent) {
			if (!extent.stored().empty())
				_decode(extent.pages()); }); });
}


void Stored_archive::read(uint64_t first, std::span<char> destination)
{
	std::lock_guard const guard(_mutex);

	uint64_t const end = first + destination.size()/PAGE_SIZE;

	guarded([&] {
		_for_each_extent(first, end - first, [&] (Store::Extent const &extent) {

			uint64_t const start = std::max(first, extent.pages().first());
			uint64_t const stop  = std::min(end,   extent.pages().end());

			auto const part = destination.subspan((start - first)*PAGE_SIZE, (stop - start)*PAGE_SIZE);

			if (extent.stored().empty()) {
				_pages.read_pages(start, stop - start, std::as_writable_bytes(part));
				return;
			}
			Decoded const &decoded = _decode(extent.pages());
			memcpy(part.data(), decoded.memory.get() + (start - extent.pages().first())*PAGE_SIZE,
			       part.size());
		});
	});
}


void Stored_archive::check(Rtcr::Progress const &progress)
{
	std::lock_guard const guard(_mutex);

	guarded([&] {
		_pages.check([&] (uint64_t done, uint64_t total) {
			if (progress)
				progress(Rtcr::Stage::CHECK, done/PAGE_SIZE, total/PAGE_SIZE); }); });
}
