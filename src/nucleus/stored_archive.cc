/*
 * \brief  Pages of a snapshot that come from its file on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>
#include <new>
#include <span>

#include <host/system_error.h>
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

	/**
	 * Return memory for an extent, the lack of it concerns nobody but the component
	 * that needs the pages
	 */
	Extent_buffers::Buffer taken(Extent_buffers &buffers)
	{
		constexpr char const *NONE = "there is no memory for decoding the pages of the snapshot";

		try { return buffers.take(); }
		catch (Host::System_error const &) { throw Core::Content_lost(NONE); }
		catch (std::bad_alloc const &)     { throw Core::Content_lost(NONE); }
	}

	Store::Snapshot_pages opened(Host::File &&file)
	{
		return guarded([&] { return Store::Snapshot_pages(std::move(file)); });
	}

	bool zero(Store::Page_chain::Location const &part)
	{
		return part.encoding == Store::Encoding::ZERO;
	}
}


Stored_archive::Stored_archive(Host::File &&newest, std::vector<Host::File> &&ancestors,
                               std::shared_ptr<Extent_buffers> const &buffers)
:
	_buffers(buffers), _newest(opened(std::move(newest)))
{
	guarded([&] {
		for (Host::File &ancestor : ancestors)
			_pages.add(std::move(ancestor)); });

	if (_pages.missing().valid())
		throw Core::Content_lost("the snapshot needs the pages of another one");
}


Stored_archive::~Stored_archive()
{
	for (Decoded &decoded : _decoded)
		_buffers->give_back(std::move(decoded.memory));
}


/*
 * Call 'fn' with the first page of each part of a range, and its location
 */
void Stored_archive::_for_each_part(uint64_t first, uint64_t count, auto const &fn) const
{
	for (uint64_t page = first; page < first + count; ) {

		Location const part = _pages.location(page, first + count - page);

		fn(page, part);
		page += part.pages.count();
	}
}


Stored_archive::Decoded *Stored_archive::_find(Location const &part)
{
	uint64_t const page = part.pages.first();

	auto const it = std::ranges::find_if(_decoded, [&] (Decoded const &decoded) {
		return decoded.level == part.level
		    && page >= decoded.pages.first() && page < decoded.pages.end(); });

	return it != _decoded.end() ? &*it : nullptr;
}


/*
 * Return the place for another extent: where the least recently used one is, unless
 * there are few, or all are needed at present
 */
Stored_archive::Decoded &Stored_archive::_next()
{
	auto const unused = std::ranges::find_if(_decoded, [] (Decoded const &decoded) {
		return !decoded.memory; });
	auto const used   = std::span(_decoded.begin(), unused);

	auto const oldest = std::ranges::min_element(used, { }, &Decoded::last_use);

	bool const replace = unused == _decoded.end()
	                  || (used.size() >= FEW && oldest->last_use <= _needed_since);

	return replace ? *oldest : *unused;
}


Stored_archive::Decoded const &Stored_archive::_decode(Location const &part)
{
	Decoded *decoded = _find(part);

	if (!decoded) {
		decoded = &_next();

		Store::Snapshot_pages &pages  = _pages.level(part.level);
		Store::Page_range const extent = pages.extent_of(part.pages.first()).pages();

		size_t const size = extent.count()*PAGE_SIZE;

		decoded->pages = { };
		if (!decoded->memory)
			decoded->memory = taken(*_buffers);

		pages.read_pages(extent.first(), extent.count(), { decoded->memory.get(), size });

		decoded->level = part.level;
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
		_for_each_part(first, count, [&] (uint64_t, Location const &part) {
			result &= zero(part) || _find(part); }); });

	return result;
}


void Stored_archive::prepare(uint64_t first, uint64_t count)
{
	std::lock_guard const guard(_mutex);

	_needed_since = _uses;

	guarded([&] {
		_for_each_part(first, count, [&] (uint64_t, Location const &part) {
			if (!zero(part))
				_decode(part); }); });
}


void Stored_archive::read(uint64_t first, std::span<char> destination)
{
	std::lock_guard const guard(_mutex);

	_needed_since = _uses;

	guarded([&] {
		_for_each_part(first, destination.size()/PAGE_SIZE, [&] (uint64_t page, Location const &part) {

			auto const memory = destination.subspan((page - first)*PAGE_SIZE,
			                                        part.pages.count()*PAGE_SIZE);
			if (zero(part)) {
				std::ranges::fill(memory, 0);
				return;
			}
			Decoded const &decoded = _decode(part);
			memcpy(memory.data(),
			       decoded.memory.get() + (part.pages.first() - decoded.pages.first())*PAGE_SIZE,
			       memory.size());
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
