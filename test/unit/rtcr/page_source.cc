/*
 * \brief  Tests of content that comes in part by part
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>
#include <random>

#include <gtest/gtest.h>

#include <rtcr/page_source.h>

using namespace Rtcr;
using Host::Page_file;


namespace {

	constexpr uint64_t NUM_PAGES = 100, PART_PAGES = 7;

	using Content = std::vector<char>;

	struct Stored
	{
		Content                         content = Content(NUM_PAGES*Page_file::PAGE_SIZE);
		std::vector<Ram_dataspace::Run> runs { };
		std::shared_ptr<Plain_archive>  archive { };

		explicit Stored(std::mt19937 &random)
		{
			Host::Page_file_writer writer;

			for (uint64_t page = 0; page < NUM_PAGES; ) {

				uint64_t const zeros = random() % 5;
				uint64_t const start = std::min(NUM_PAGES, page + zeros);
				uint64_t const end   = std::min(NUM_PAGES, start + 1 + random() % 12);

				if (start < end)
					runs.push_back({ start, end - start, writer.size() });

				for (page = start; page < end; page++) {
					char * const data = content.data() + page*Page_file::PAGE_SIZE;
					memset(data, int(1 + random() % 255), Page_file::PAGE_SIZE);
					writer.append(data);
				}
			}
			archive = std::make_shared<Plain_archive>(writer.finish());
		}
	};
}


TEST(Page_source, parts_in_any_order_make_up_the_content)
{
	std::mt19937 random(5);
	Host::Arena  arena(64u << 20);

	for (unsigned round = 0; round < 60; round++) {

		Stored const stored(random);
		Host::Memory memory = arena.allocate_untouched(NUM_PAGES*Page_file::PAGE_SIZE);

		/* the memory may have another content */
		for (uint64_t page = 0; page < NUM_PAGES; page++)
			if (random() % 3 == 0)
				memset(memory.data() + page*Page_file::PAGE_SIZE, int(random()), Page_file::PAGE_SIZE);

		Page_source source(memory, stored.archive, stored.runs);

		std::vector<uint64_t> parts;
		for (uint64_t page = 0; page < NUM_PAGES; page += PART_PAGES)
			parts.push_back(page);
		std::ranges::shuffle(parts, random);

		for (uint64_t const page : parts)
			source.fill(page*Page_file::PAGE_SIZE, std::min(PART_PAGES, NUM_PAGES - page)*Page_file::PAGE_SIZE);

		ASSERT_EQ(memcmp(memory.data(), stored.content.data(), stored.content.size()), 0);
	}
}
