/*
 * \brief  Run of pages that are kept in the same way
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/extent.h>

using namespace Store;


namespace {

	using Layout::Index_entry;

	template <typename RANGE>
	RANGE checked(std::optional<RANGE> const &range, char const *problem)
	{
		if (!range)
			throw Extent::Malformed { problem };

		return *range;
	}

	/**
	 * Decode an extent that has data in the file
	 */
	Extent decode_stored(Encoding encoding, Index_entry::Const_record record,
	                     Page_range pages, Extent::Context const &context)
	{
		auto const alignment = encoding == Encoding::RAW ? Layout::RAW_ALIGNMENT
		                                                 : Layout::SECTION_ALIGNMENT;

		auto const position = Layout::aligned(context.file_position, alignment);
		auto const size     = Index_entry::Stored_size::load(record);
		auto const plain    = pages.count()*PAGE_SIZE;

		if (pages.count() > MAX_EXTENT_PAGES)
			throw Extent::Malformed { "it has too many pages" };

		if (Index_entry::Position::load(record) != position)
			throw Extent::Malformed { "its data does not follow the data before" };

		bool const size_valid = encoding == Encoding::RAW ? size == plain
		                                                  : size > 0 && size < plain;
		if (!size_valid)
			throw Extent::Malformed { "the size of its data does not fit its pages" };

		return Extent::stored(encoding, pages,
		                      checked(File_range::checked(position, size), "it exceeds the file"),
		                      static_cast<std::uint32_t>(position - context.file_position),
		                      Index_entry::Stored_sum::load(record));
	}
}


Extent Extent::stored(Encoding encoding, Page_range pages, File_range stored,
                      std::uint32_t padding, Checksum const &checksum)
{
	Extent result(encoding, pages);

	result._stored   = stored;
	result._padding  = padding;
	result._checksum = checksum;

	return result;
}


Extent Extent::zero(Page_range pages) { return Extent(Encoding::ZERO, pages); }


Extent Extent::inherited(Page_range pages, Page_range parent)
{
	Extent result(Encoding::INHERITED, pages);

	result._parent = parent;

	return result;
}


File_range Extent::padding() const
{
	return File_range::checked(_stored.first() - _padding, _padding).value();
}


Extent Extent::decode(Index_entry::Const_record record, Context const &context)
{
	auto const encoding = static_cast<Encoding>(Index_entry::Encoding::load(record));
	auto const count    = Index_entry::Page_count::load(record);
	auto const position = Index_entry::Position::load(record);

	bool const without_data = Index_entry::Stored_size::load(record) == 0
	                       && Index_entry::Stored_sum ::load(record) == Checksum();

	if (count == 0 || Index_entry::First_page::load(record) != context.first_page)
		throw Malformed { "its pages do not follow the pages before" };

	auto const pages = checked(Page_range::checked(context.first_page, count),
	                           "it has too many pages");

	switch (encoding) {

	case Encoding::RAW:
	case Encoding::ZSTD:

		return decode_stored(encoding, record, pages, context);

	case Encoding::ZERO:

		if (position != 0 || !without_data)
			throw Malformed { "unused fields are not zero" };

		return zero(pages);

	case Encoding::INHERITED:

		if (!context.parent)
			throw Malformed { "it is inherited, but the snapshot has no parent" };

		if (!without_data)
			throw Malformed { "unused fields are not zero" };

		return inherited(pages, checked(Page_range::checked(position, count),
		                                "it exceeds the parent"));
	}
	throw Malformed { "its encoding is unknown" };
}


void Extent::encode(Index_entry::Record record) const
{
	bool const inherited = _encoding == Encoding::INHERITED;

	Index_entry::First_page ::store(record, _pages.first());
	Index_entry::Page_count ::store(record, static_cast<std::uint32_t>(_pages.count()));
	Index_entry::Encoding   ::store(record, static_cast<std::uint32_t>(_encoding));
	Index_entry::Position   ::store(record, inherited ? _parent.first() : _stored.first());
	Index_entry::Stored_size::store(record, _stored.count());
	Index_entry::Stored_sum ::store(record, _checksum);
}


char const *Store::name(Encoding encoding)
{
	switch (encoding) {
	case Encoding::RAW:       return "RAW";
	case Encoding::ZSTD:      return "ZSTD";
	case Encoding::ZERO:      return "ZERO";
	case Encoding::INHERITED: return "INHERITED";
	}
	return "";
}
