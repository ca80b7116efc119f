/*
 * \brief  Tests of the choice of snapshots to keep
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <store/retention.h>
#include <support.h>

using namespace Store;
using namespace Store_test;


namespace {

	Catalogue_entry entry(std::uint8_t number, std::uint8_t parent, std::string const &component)
	{
		auto info = make_info(number, 0);
		info.component = component;

		if (parent)
			info.parent = make_id(parent);

		return { .info = info, .size = 1, .file = "x.snap", .format = "1.0" };
	}

	std::vector<unsigned> removed(std::vector<Catalogue_entry> const &entries, std::size_t keep)
	{
		std::vector<unsigned> result { };
		for (Catalogue_entry const &entry : dispensable(entries, keep))
			result.push_back(std::to_integer<unsigned>(entry.info.id.bytes()[0]));
		return result;
	}

	using Numbers = std::vector<unsigned>;
}


TEST(Retention, newest_of_each_component)
{
	std::vector<Catalogue_entry> const entries {
		entry(1, 0, "a"), entry(2, 0, "b"), entry(3, 0, "a"), entry(4, 0, "a"), entry(5, 0, "b") };

	EXPECT_EQ(removed(entries, 1), (Numbers { 1, 2, 3 }));
	EXPECT_EQ(removed(entries, 2), (Numbers { 1 }));
	EXPECT_EQ(removed(entries, 3), (Numbers { }));
	EXPECT_EQ(removed(entries, 0), (Numbers { 1, 2, 3, 4, 5 }));
}


TEST(Retention, ancestors_of_the_kept_stay)
{
	std::vector<Catalogue_entry> const entries {
		entry(1, 0, "a"), entry(2, 1, "a"), entry(3, 2, "a"), entry(4, 0, "a"), entry(5, 3, "a") };

	EXPECT_EQ(removed(entries, 1), (Numbers { 4 }));
}


TEST(Retention, children_go_before_parents)
{
	std::vector<Catalogue_entry> const entries {
		entry(3, 2, "a"), entry(1, 0, "a"), entry(2, 1, "a"), entry(4, 3, "a") };

	EXPECT_EQ(removed(entries, 0), (Numbers { 4, 3, 2, 1 }));
}


TEST(Retention, cycles_and_missing_parents_do_no_harm)
{
	std::vector<Catalogue_entry> const entries {
		entry(1, 2, "a"), entry(2, 1, "a"), entry(3, 9, "b"), entry(4, 3, "b") };

	EXPECT_EQ(removed(entries, 1), (Numbers { }));
	EXPECT_EQ(removed(entries, 0).size(), 4u);
}
