/*
 * \brief  Page index of a snapshot file that is being written
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/index_builder.h>

#include <span>

#include <fmt/format.h>

#include <store/error.h>

using namespace Store;


/**
 * Return range of both ranges, the second follows the first
 */
static Page_range joined(Page_range first, Page_range second)
{
	return Page_range::checked(first.first(), first.count() + second.count()).value();
}


Index_builder::Index_builder(std::filesystem::path const &target) : _target(target) { }


std::uint64_t Index_builder::page_count() const
{
	return _extents.empty() ? 0 : _extents.back().pages().end();
}


Page_range Index_builder::next_pages(std::uint64_t count) const
{
	auto const range = Page_range::checked(page_count(), count);
	if (!range)
		throw Error(Error::Kind::LIMIT, _target, fmt::format(
			"the snapshot has more than {} pages, which is not supported", MAX_PAGES));

	return *range;
}


void Index_builder::_append(Extent const &extent)
{
	if (_extents.size() == MAX_EXTENTS)
		throw Error(Error::Kind::LIMIT, _target, fmt::format(
			"the snapshot needs more than {} extents, which is not supported", MAX_EXTENTS));

	_extents.push_back(extent);
}


void Index_builder::add_stored(Encoding encoding, Page_range pages, File_range stored,
                               std::uint32_t padding, Checksum const &checksum)
{
	_append(Extent::stored(encoding, pages, stored, padding, checksum));
}


void Index_builder::add_zero(Page_range pages)
{
	if (pages.empty())
		return;

	if (!_extents.empty() && _extents.back().encoding() == Encoding::ZERO) {
		_extents.back() = Extent::zero(joined(_extents.back().pages(), pages));
		return;
	}
	_append(Extent::zero(pages));
}


void Index_builder::add_inherited(Page_range pages, Page_range parent)
{
	if (pages.empty())
		return;

	if (!_extents.empty()) {

		Extent &last = _extents.back();

		if (last.encoding() == Encoding::INHERITED
		 && last.parent_pages().end() == parent.first()) {
			last = Extent::inherited(joined(last.pages(), pages),
			                         joined(last.parent_pages(), parent));
			return;
		}
	}
	_append(Extent::inherited(pages, parent));
}


std::vector<std::byte> Index_builder::encoded() const
{
	using Entry = Layout::Index_entry;

	std::vector<std::byte> bytes(_extents.size()*Entry::SIZE);

	for (std::size_t i = 0; i < _extents.size(); i++)
		_extents[i].encode(std::span(bytes).subspan(i*Entry::SIZE).first<Entry::SIZE>());

	return bytes;
}
