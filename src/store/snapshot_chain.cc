/*
 * \brief  Snapshot together with the snapshots that it inherits pages from
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/snapshot_chain.h>

#include <algorithm>
#include <memory>
#include <system_error>

#include <fmt/format.h>

#include <store/snapshot_writer.h>

using namespace Store;

using Kind = Error::Kind;


Snapshot_chain::Snapshot_chain(std::filesystem::path const &newest, Resolver const &resolver)
:
	_newest(newest)
{
	while (_pages.missing().valid())
		_add_ancestor(resolver);
}


void Snapshot_chain::_add_ancestor(Resolver const &resolver)
{
	auto const path = resolver(_pages.missing());

	std::error_code ignored { };

	if (!path || !std::filesystem::exists(*path, ignored))
		throw Error(Kind::MISSING_PARENT, _newest.path(), fmt::format(
			"the snapshot needs pages of snapshot {}, which is not there",
			_pages.missing().hex()));

	_pages.add(*path);
}


std::span<std::byte const> Snapshot_chain::raw_pages(std::uint64_t first)
{
	/* all that follow, to the end of the extent */
	auto const rest  = first < page_count() ? page_count() - first : 1;
	auto const found = location(first, rest);
	auto const pages = _pages.level(found.level).raw_pages(found.pages.first());

	return pages.first(std::min(pages.size(), found.pages.count()*PAGE_SIZE));
}


Header Snapshot_chain::compact(std::filesystem::path const &target, Write_options const &options)
{
	std::error_code ignored { };

	for (std::size_t i = 1; i < depth(); i++)
		if (std::filesystem::equivalent(target, _pages.level(i).source().path(), ignored))
			throw Error(Kind::INVALID_REQUEST, target,
			            "the file belongs to an ancestor of the snapshot",
			            "choose another name");

	Snapshot_info full = info();
	full.parent = { };

	Snapshot_writer writer(target, full, options);

	auto const buffer = std::make_unique_for_overwrite<std::byte[]>(MAX_EXTENT_SIZE);

	for (std::uint64_t page = 0; page < page_count(); ) {

		auto const found = location(page, page_count() - page);
		auto       count = found.pages.count();

		if (found.encoding == Encoding::ZERO) {
			writer.append_zero(count);

		} else {
			count = std::min<std::uint64_t>(count, MAX_EXTENT_PAGES);

			std::span<std::byte> const content(buffer.get(), count*PAGE_SIZE);
			_pages.level(found.level).read_pages(found.pages.first(), count, content);
			writer.append_pages(content);
		}
		page += count;
	}
	return writer.commit(metadata());
}
