/*
 * \brief  Tests of the table of mappings
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <host/mapping_table.h>

using namespace Host;


TEST(Mapping_table, random_changes_agree_with_a_table_of_pages)
{
	constexpr uint64_t PAGES = 64;

	std::mt19937          random(7);
	Mapping_table         table;
	std::vector<uint64_t> model(PAGES);   /* offset of each page, 0 for none */

	for (unsigned step = 0; step < 3000; step++) {

		uint64_t const first = random() % PAGES, count = 1 + random() % (PAGES - first);

		std::vector<uint64_t> removed, expected;
		table.remove(first*4096, count*4096, [&] (uint64_t offset, uint64_t size) {
			for (uint64_t i = 0; i < size/4096; i++)
				removed.push_back(offset + i*4096); });

		for (uint64_t i = first; i < first + count; i++) {
			if (model[i])
				expected.push_back(model[i]);
			model[i] = 0;
		}
		ASSERT_EQ(removed, expected);

		if (random() % 2) {
			uint64_t const offset = (1 + step)*PAGES*4096;
			table.add(first*4096, count*4096, offset);
			for (uint64_t i = 0; i < count; i++)
				model[first + i] = offset + i*4096;
		}

		std::vector<uint64_t> found, present;
		table.for_each(0, PAGES*4096, [&] (uint64_t offset, uint64_t size) {
			for (uint64_t i = 0; i < size/4096; i++)
				found.push_back(offset + i*4096); });
		for (uint64_t const offset : model)
			if (offset)
				present.push_back(offset);
		ASSERT_EQ(found, present);
	}
}
