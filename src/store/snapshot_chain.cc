/*
 * \brief  Snapshot together with the snapshots that it inherits pages from
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/snapshot_chain.h>

#include <algorithm>
#include <memory>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include <store/snapshot_writer.h>

using namespace Store;

using Kind = Error::Kind;


Snapshot_chain::Snapshot_chain(std::filesystem::path const &newest, Resolver const &resolver)
:
	_newest(newest)
{
	_open_ancestors(resolver);
}


Snapshot_pages &Snapshot_chain::_level(std::size_t level)
{
	return level == 0 ? _newest.pages() : _ancestors[level - 1];
}


void Snapshot_chain::_open_ancestors(Resolver const &resolver)
{
	std::set<Snapshot_id> known { info().id };

	for (std::size_t level = 0; ; level++) {

		auto const &child  = _level(level);
		auto const  parent = child.info().parent;

		if (!parent.valid())
			return;

		if (!known.insert(parent).second)
			throw Error(Kind::CORRUPT, child.source().path(), fmt::format(
				"snapshot {} is an ancestor of itself", parent.hex()));

		if (depth() == MAX_CHAIN_DEPTH)
			throw Error(Kind::LIMIT, _newest.path(), fmt::format(
				"the snapshot has more than {} ancestors", MAX_CHAIN_DEPTH - 1),
				"compact one of the ancestors");

		_add_ancestor(parent, resolver);
		_check_inheritance(child, _ancestors.back());
	}
}


void Snapshot_chain::_add_ancestor(Snapshot_id const &id, Resolver const &resolver)
{
	auto const path = resolver(id);

	std::error_code ignored { };

	if (!path || !std::filesystem::exists(*path, ignored))
		throw Error(Kind::MISSING_PARENT, _newest.path(), fmt::format(
			"the snapshot needs pages of snapshot {}, which is not there", id.hex()));

	auto const &ancestor = _ancestors.emplace_back(*path);

	if (ancestor.info().id != id)
		throw Error(Kind::CORRUPT, *path, fmt::format(
			"the file holds snapshot {} instead of {}", ancestor.info().id.hex(), id.hex()),
			"scan the directory again");
}


void Snapshot_chain::_check_inheritance(Snapshot_pages const &child, Snapshot_pages const &parent)
{
	for (Extent const &extent : child.extents())
		if (extent.parent_pages().end() > parent.page_count())
			throw Error(Kind::CORRUPT, child.source().path(), fmt::format(
				"page {} is inherited from page {} of a parent with {} pages",
				extent.pages().end() - 1, extent.parent_pages().end() - 1,
				parent.page_count()));
}


Page_range Snapshot_chain::_existing(std::uint64_t first, std::uint64_t count) const
{
	auto const range = Page_range::checked(first, count, page_count());
	if (!range)
		throw Error(Kind::INVALID_REQUEST, _newest.path(), fmt::format(
			"{} pages from page {} on were asked for, the snapshot has {} pages",
			count, first, page_count()));

	return *range;
}


Snapshot_chain::Location Snapshot_chain::_locate(Page_range pages)
{
	for (std::size_t level = 0; ; level++) {

		Extent const &extent = _level(level).extent_of(pages.first());
		auto   const  skip   = pages.first() - extent.pages().first();

		if (extent.encoding() != Encoding::INHERITED)
			return { .level    = level,
			         .pages    = extent.pages().part(skip, pages.count()),
			         .encoding = extent.encoding() };

		pages = extent.parent_pages().part(skip, pages.count());
	}
}


Snapshot_chain::Location Snapshot_chain::location(std::uint64_t first, std::uint64_t count)
{
	auto const pages = _existing(first, count);
	if (pages.empty())
		throw Error(Kind::INVALID_REQUEST, _newest.path(), "no page has no location");

	return _locate(pages);
}


void Snapshot_chain::read_pages(std::uint64_t first, std::uint64_t count,
                                std::span<std::byte> destination)
{
	Page_range rest = _existing(first, count);

	if (destination.size() != rest.count()*PAGE_SIZE)
		throw Error(Kind::INVALID_REQUEST, _newest.path(),
		            "the buffer does not have the size of the pages");

	while (!rest.empty()) {

		auto const found = _locate(rest);
		auto const size  = found.pages.count()*PAGE_SIZE;

		_level(found.level).read_pages(found.pages.first(), found.pages.count(),
		                               destination.first(size));

		destination = destination.subspan(size);
		rest        = rest.part(found.pages.count(), rest.count());
	}
}


std::span<std::byte const> Snapshot_chain::raw_pages(std::uint64_t first)
{
	auto const rest  = page_count() - _existing(first, 1).first();
	auto const found = _locate(_existing(first, rest));
	auto const pages = _level(found.level).raw_pages(found.pages.first());

	return pages.first(std::min(pages.size(), found.pages.count()*PAGE_SIZE));
}


void Snapshot_chain::verify(Progress const &progress)
{
	std::uint64_t total = 0;
	for (std::size_t level = 0; level < depth(); level++)
		total += _level(level).page_count()*PAGE_SIZE;

	std::uint64_t done = 0;
	for (std::size_t level = 0; level < depth(); level++) {

		_level(level).verify([&] (std::uint64_t level_done, std::uint64_t) {
			if (progress)
				progress(done + level_done, total); });

		done += _level(level).page_count()*PAGE_SIZE;
	}
}


Header Snapshot_chain::compact(std::filesystem::path const &target, Write_options const &options)
{
	std::error_code ignored { };

	for (Snapshot_pages const &ancestor : _ancestors)
		if (std::filesystem::equivalent(target, ancestor.source().path(), ignored))
			throw Error(Kind::INVALID_REQUEST, target,
			            "the file belongs to an ancestor of the snapshot",
			            "choose another name");

	Snapshot_info full = info();
	full.parent = { };

	Snapshot_writer writer(target, full, options);

	auto const buffer = std::make_unique_for_overwrite<std::byte[]>(MAX_EXTENT_SIZE);

	for (Page_range rest = _existing(0, page_count()); !rest.empty(); ) {

		auto const found = _locate(rest);
		auto       count = found.pages.count();

		if (found.encoding == Encoding::ZERO) {
			writer.append_zero(count);

		} else {
			count = std::min<std::uint64_t>(count, MAX_EXTENT_PAGES);

			std::span<std::byte> const content(buffer.get(), count*PAGE_SIZE);
			_level(found.level).read_pages(found.pages.first(), count, content);
			writer.append_pages(content);
		}
		rest = rest.part(count, rest.count());
	}
	return writer.commit(metadata());
}
