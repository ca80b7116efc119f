/*
 * \brief  Pages of a snapshot and of those that it inherits pages from
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/page_chain.h>

#include <utility>

#include <fmt/format.h>

#include <store/limits.h>

using namespace Store;

using Kind = Error::Kind;


/*
 * Check that there may be a further ancestor
 */
void Page_chain::_check_missing() const
{
	auto const &id = missing();

	if (!id.valid())
		throw Error(Kind::INVALID_REQUEST, _newest.source().path(),
		            "more files came with the snapshot than it needs");

	for (std::size_t i = 0; i < depth(); i++)
		if (level(i).info().id == id)
			throw Error(Kind::CORRUPT, _oldest().source().path(), fmt::format(
				"snapshot {} is an ancestor of itself", id.hex()));

	if (depth() == MAX_CHAIN_DEPTH)
		throw Error(Kind::LIMIT, _newest.source().path(), fmt::format(
			"the snapshot has more than {} ancestors", MAX_CHAIN_DEPTH - 1),
			"compact one of the ancestors");
}


/*
 * Check that the latest ancestor is the one that was missing, and has the pages
 * that are inherited from it
 */
void Page_chain::_check_latest() const
{
	Snapshot_pages const &parent = _oldest(), &child = level(depth() - 2);

	if (parent.info().id != child.info().parent)
		throw Error(Kind::CORRUPT, parent.source().path(), fmt::format(
			"the file holds snapshot {} instead of {}", parent.info().id.hex(),
			child.info().parent.hex()), "scan the directory again");

	for (Extent const &extent : child.extents())
		if (extent.parent_pages().end() > parent.page_count())
			throw Error(Kind::CORRUPT, child.source().path(), fmt::format(
				"page {} is inherited from page {} of a parent with {} pages",
				extent.pages().end() - 1, extent.parent_pages().end() - 1,
				parent.page_count()));
}


void Page_chain::add(std::filesystem::path const &path)
{
	_check_missing();
	_ancestors.emplace_back(path);
	_check_latest();
}


void Page_chain::add(Host::File &&file)
{
	_check_missing();
	_ancestors.emplace_back(std::move(file));
	_check_latest();
}


Page_chain::Location Page_chain::_locate(Page_range pages) const
{
	for (std::size_t i = 0; ; i++) {

		Extent const &extent = level(i).extent_of(pages.first());
		auto   const  skip   = pages.first() - extent.pages().first();

		if (extent.encoding() != Encoding::INHERITED)
			return { .level    = i,
			         .pages    = extent.pages().part(skip, pages.count()),
			         .encoding = extent.encoding() };

		pages = extent.parent_pages().part(skip, pages.count());
	}
}


Page_chain::Location Page_chain::location(std::uint64_t first, std::uint64_t count) const
{
	auto const pages = _newest.existing(first, count);
	if (pages.empty())
		throw Error(Kind::INVALID_REQUEST, _newest.source().path(), "no page has no location");

	return _locate(pages);
}


void Page_chain::read_pages(std::uint64_t first, std::uint64_t count,
                            std::span<std::byte> destination)
{
	Page_range rest = _newest.existing(first, count);

	if (destination.size() != rest.count()*PAGE_SIZE)
		throw Error(Kind::INVALID_REQUEST, _newest.source().path(),
		            "the buffer does not have the size of the pages");

	while (!rest.empty()) {

		auto const found = _locate(rest);
		auto const size  = found.pages.count()*PAGE_SIZE;

		level(found.level).read_pages(found.pages.first(), found.pages.count(),
		                              destination.first(size));

		destination = destination.subspan(size);
		rest        = rest.part(found.pages.count(), rest.count());
	}
}


/*
 * Call 'fn' with the pages of each file, and with the function that takes its
 * progress
 */
void Page_chain::_for_each_level(Progress const &progress, auto const &fn)
{
	std::uint64_t total = 0;
	for (std::size_t i = 0; i < depth(); i++)
		total += level(i).page_count()*PAGE_SIZE;

	std::uint64_t done = 0;
	for (std::size_t i = 0; i < depth(); i++) {

		fn(level(i), [&] (std::uint64_t level_done, std::uint64_t) {
			if (progress)
				progress(done + level_done, total); });

		done += level(i).page_count()*PAGE_SIZE;
	}
}


void Page_chain::check(Progress const &progress)
{
	_for_each_level(progress, [] (Snapshot_pages &pages, Progress const &progress) {
		pages.check(progress); });
}


void Page_chain::verify(Progress const &progress)
{
	_for_each_level(progress, [] (Snapshot_pages &pages, Progress const &progress) {
		pages.verify(progress); });
}
