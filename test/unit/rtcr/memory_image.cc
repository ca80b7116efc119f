/*
 * \brief  Tests of images of dataspaces and their histories
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

#include <rtcr/memory_image.h>

using Rtcr::Memory_image;


namespace {

	constexpr size_t PAGE_SIZE = Memory_image::PAGE_SIZE;

	using Content = std::vector<char>;

	/* update one of the first pages */
	void update(Memory_image &image, uint32_t page, Content const &content)
	{
		Content memory((page + 1)*PAGE_SIZE);
		std::ranges::copy(content, memory.begin() + page*PAGE_SIZE);
		image.update(std::array { page }, memory.data());
	}

	/**
	 * Image beside complete copies of what its versions must contain
	 */
	struct Model
	{
		static constexpr uint64_t NUM_PAGES = 70;

		std::mt19937    random;
		Host::Page_pool pool   { };
		Memory_image    image  { pool, 0, NUM_PAGES };
		Content         memory = Content(NUM_PAGES*PAGE_SIZE);

		std::map<Memory_image::Version, Content> versions { };

		explicit Model(unsigned seed) : random(seed) { }

		uint64_t below(uint64_t limit) { return random() % limit; }

		void write_some_pages()
		{
			for (uint64_t i = below(20); i > 0; i--) {

				uint64_t const page = below(NUM_PAGES);
				char * const   data = memory.data() + page*PAGE_SIZE;

				switch (below(4)) {
				case 0:  memset(data, 0, PAGE_SIZE); break;
				case 1:  break;
				default: data[below(PAGE_SIZE)] = char(random());
				}
				image.update(std::array { uint32_t(page) }, memory.data());
			}
		}

		/*
		 * Copy pages, which change before the copies are completed
		 */
		void copy_some_pages()
		{
			std::vector<uint32_t> pages(NUM_PAGES);
			std::iota(pages.begin(), pages.end(), 0u);
			std::ranges::shuffle(pages, random);
			pages.resize(below(NUM_PAGES/2));

			for (uint32_t const page : pages) {
				char * const data = memory.data() + page*PAGE_SIZE;

				switch (below(4)) {
				case 0:  memset(data, 0, PAGE_SIZE); break;
				case 1:  break;
				default: data[below(PAGE_SIZE)] = char(random());
				}
			}
			std::span<uint32_t const> const first = std::span(pages).first(below(pages.size() + 1));
			std::span<uint32_t const> const rest  = std::span(pages).subspan(first.size());

			image.copy(first, memory.data());
			for (uint32_t const page : first)
				memory[page*PAGE_SIZE]++;

			image.copy(rest, memory.data());
			for (uint32_t const page : rest)
				memory[page*PAGE_SIZE]++;

			EXPECT_LE(image.complete_copies(), pages.size());
			EXPECT_EQ(image.complete_copies(), 0u);

			for (uint32_t const page : pages)
				memory[page*PAGE_SIZE]--;
		}

		Memory_image::Version any_version()
		{
			auto it = versions.begin();
			std::advance(it, long(below(versions.size())));
			return it->first;
		}

		void step()
		{
			switch (below(7)) {
			case 0: case 1:
				write_some_pages();
				break;
			case 6:
				copy_some_pages();
				break;
			case 2: case 3:
				versions[image.commit()] = memory;
				break;
			case 4:
				if (versions.size() > 3 || (!versions.empty() && below(4) == 0)) {
					auto const version = any_version();
					image.release(version);
					versions.erase(version);
				}
				break;
			case 5:
				if (!versions.empty()) {
					auto const version = any_version();
					image.revert(version);
					memory = versions[version];
				}
				break;
			}
		}

		void expect_content(Memory_image::Version version, Content const &expected)
		{
			Content  found(NUM_PAGES*PAGE_SIZE);
			uint64_t next = 0;

			image.for_each_page(version, [&] (uint64_t page, char const *content) {
				ASSERT_GE(page, next);
				next = page + 1;
				memcpy(found.data() + page*PAGE_SIZE, content, PAGE_SIZE); });

			ASSERT_TRUE(found == expected) << "version " << version;
		}

		/*
		 * The head with the changes undone must be the version
		 */
		void expect_changes(Memory_image::Version version, Content const &expected)
		{
			Content found = memory;

			image.for_each_change(version, [&] (uint64_t page, char const *content) {
				if (content)
					memcpy(found.data() + page*PAGE_SIZE, content, PAGE_SIZE);
				else
					memset(found.data() + page*PAGE_SIZE, 0, PAGE_SIZE); });

			ASSERT_TRUE(found == expected) << "version " << version;
		}

		/*
		 * All pages in which versions differ must be among those that may differ
		 */
		void expect_changes(Memory_image::Version from, Memory_image::Version to)
		{
			auto const changes = image.changes(from, to);

			ASSERT_TRUE(std::ranges::is_sorted(changes));

			for (uint32_t page = 0; page < NUM_PAGES; page++)
				if (memcmp(versions[from].data() + page*PAGE_SIZE,
				           versions[to].data()   + page*PAGE_SIZE, PAGE_SIZE) != 0) {
					ASSERT_TRUE(std::ranges::binary_search(changes, page))
						<< "page " << page << ", versions " << from << " and " << to;
				}
		}

		void expect_head()
		{
			static Content const zeros(PAGE_SIZE);

			uint64_t num_pages = 0;

			for (uint64_t page = 0; page < NUM_PAGES; page++) {
				char const * const content = image.content(page);
				ASSERT_EQ(memcmp(content ? content : zeros.data(),
				                 memory.data() + page*PAGE_SIZE, PAGE_SIZE), 0);
				ASSERT_EQ(image.has_content(page), content != nullptr);
				num_pages += content != nullptr;
			}
			ASSERT_EQ(image.num_pages(), num_pages);
		}
	};
}


TEST(Memory_image, versions_equal_complete_copies)
{
	for (unsigned seed = 0; seed < 10; seed++) {

		Model model(seed);

		for (unsigned i = 0; i < 150; i++) {

			model.step();

			SCOPED_TRACE(testing::Message() << "seed " << seed << ", step " << i);
			model.expect_head();
			for (auto const &[version, content] : model.versions) {
				model.expect_content(version, content);
				model.expect_changes(version, content);
				for (auto const &[later, ignored] : model.versions)
					if (later >= version)
						model.expect_changes(version, later);
			}
			if (HasFatalFailure())
				return;
			ASSERT_EQ(model.image.num_versions(), model.versions.size());
		}
	}
}


TEST(Memory_image, pages_return_to_the_pool)
{
	Host::Page_pool pool;
	{
		Memory_image image(pool, 0, 4);
		Content      page(PAGE_SIZE, 'a');

		update(image, 1, page);
		auto const first = image.commit();
		page[0] = 'b';
		update(image, 1, page);
		auto const second = image.commit();
		image.revert(first);
		page[0] = 'c';
		update(image, 1, page);
		EXPECT_EQ(pool.used(), 3u);

		image.release(second);
		EXPECT_EQ(pool.used(), 2u);
		image.release(first);
		EXPECT_EQ(pool.used(), 1u);
	}
	EXPECT_EQ(pool.used(), 0u);
}


TEST(Memory_image, limit_of_the_pool_leaves_the_image_intact)
{
	constexpr size_t LIMIT = 16u << 20, PAGES = LIMIT/PAGE_SIZE;

	Host::Page_pool pool(LIMIT);
	Memory_image    image(pool, 0, PAGES);
	Content         memory(LIMIT, 'x');

	/* reserving more than there can be is no error */
	pool.reserve(2*PAGES);

	for (uint32_t i = 0; i < PAGES; i++)
		image.update(std::array { i }, memory.data());

	auto const version = image.commit();
	memory[0] = 'y';
	EXPECT_THROW(image.update(std::array { 0u }, memory.data()), Host::Page_pool::Exhausted);
	EXPECT_EQ(image.content(0)[0], 'x');
	EXPECT_EQ(pool.total(), PAGES);

	/* what the version keeps makes room when it is given up */
	image.release(version);
	EXPECT_EQ(image.update(std::array { 0u }, memory.data()), 1u);
	EXPECT_EQ(image.content(0)[0], 'y');
}


/*
 * Pages that are the same, or have become zero, take no further memory
 */
TEST(Memory_image, exhausted_pool_suffices_for_what_needs_no_memory)
{
	constexpr size_t LIMIT = 4u << 20, PAGES = LIMIT/PAGE_SIZE;
	static_assert(PAGES <= Memory_image::BATCH);

	Host::Page_pool pool(LIMIT);
	Memory_image    image(pool, 0, PAGES);
	Content         memory(LIMIT, 'x');

	std::vector<uint32_t> pages(PAGES);
	std::iota(pages.begin(), pages.end(), 0);

	EXPECT_EQ(image.update(pages, memory.data()), PAGES);

	/* so that changes would need further pages, and equal ones are recognized as such */
	for (unsigned i = 0; i < 7; i++)
		image.commit();

	memset(memory.data() + 3*PAGE_SIZE, 0, PAGE_SIZE);

	EXPECT_EQ(pool.used(), PAGES);
	EXPECT_EQ(image.update(pages, memory.data()), 1u);
	EXPECT_EQ(image.content(3), nullptr);

	memory[7*PAGE_SIZE] = 'y';
	EXPECT_THROW(image.update(pages, memory.data()), Host::Page_pool::Exhausted);
	EXPECT_EQ(image.content(7)[0], 'x');
	EXPECT_EQ(pool.used(), PAGES);
}


/*
 * Several threads share the work
 */
TEST(Memory_image, many_pages_at_a_time)
{
	constexpr size_t PAGES = Memory_image::BATCH;

	Host::Page_pool pool;
	Memory_image    image(pool, 0, PAGES);
	Content         memory(PAGES*PAGE_SIZE);
	std::mt19937    random(1);

	std::vector<uint32_t> pages(PAGES);
	std::iota(pages.begin(), pages.end(), 0);

	for (unsigned round = 0; round < 20; round++) {

		unsigned changed = 0;

		for (size_t page = 0; page < PAGES; page++) {

			char * const data = memory.data() + page*PAGE_SIZE;
			bool   const zero = data[5] == 0;

			switch (random() % 4) {
			case 0:  memset(data, 0, PAGE_SIZE); changed += !zero; break;
			case 1:  break;
			default: data[5]++; if (!data[5]) data[5]++; changed++;
			}
		}

		/* a page that changed a moment ago counts as changed again */
		uint64_t const updated = image.update(pages, memory.data());
		EXPECT_GE(updated, changed);

		for (size_t page = 0; page < PAGES; page++) {
			char const * const content = image.content(page);
			Content const zeros(PAGE_SIZE);
			EXPECT_EQ(memcmp(content ? content : zeros.data(), memory.data() + page*PAGE_SIZE, PAGE_SIZE), 0);
		}

		image.commit();
	}
}


/*
 * What is kept must not grow with the number of versions that came and went
 */
TEST(Memory_image, history_of_released_versions_vanishes)
{
	Host::Page_pool pool;
	Memory_image    image(pool, 0, 8);
	Content         page(PAGE_SIZE, 'x');

	update(image, 0, page);
	auto const kept = image.commit();

	for (unsigned i = 0; i < 100; i++) {
		auto const version = image.commit();
		page[0] = char(i);
		if (i % 2)
			update(image, 0, page);
		image.release(version);
		update(image, 0, page);
	}
	EXPECT_EQ(pool.used(), 2u);

	unsigned changes = 0;
	image.for_each_change(kept, [&] (uint64_t, char const *content) {
		changes++;
		EXPECT_EQ(content[0], 'x'); });
	EXPECT_EQ(changes, 1u);
}


TEST(Memory_image, pages_that_change_again_are_told_from_others)
{
	Host::Page_pool pool { };
	Memory_image    image(pool, 0, 16);

	char value = 0;

	/* change pages for the next version */
	auto change = [&] (std::initializer_list<uint32_t> pages) {
		value++;
		for (uint32_t const page : pages)
			update(image, page, Content(PAGE_SIZE, value));
		image.commit();
	};

	change({ 1, 2, 3, 4 });
	EXPECT_EQ(image.last_updates(),  4u);
	EXPECT_EQ(image.last_repeated(), 0u) << "all of them are there for the first time";

	change({ 1, 2, 5 });
	EXPECT_EQ(image.last_updates(),  3u);
	EXPECT_EQ(image.last_repeated(), 2u);

	change({ });
	EXPECT_EQ(image.last_updates(),  0u);
	EXPECT_EQ(image.last_repeated(), 0u);

	change({ 1, 3, 5 });
	EXPECT_EQ(image.last_updates(),  3u);
	EXPECT_EQ(image.last_repeated(), 0u) << "they had a rest";
}


/*
 * These are worth an access before they are copied
 */
TEST(Memory_image, pages_are_known_that_did_not_change_of_late)
{
	Host::Page_pool pool;
	Memory_image    image(pool, 0, 3);
	Content         memory(3*PAGE_SIZE, 'x');

	image.update(std::array { 0u, 1u }, memory.data());
	(void)image.commit();

	for (char value = 'a'; value < 'd'; value++) {
		EXPECT_FALSE(image.long_unchanged(0));

		memory[0] = value;
		image.update(std::array { 0u }, memory.data());
		(void)image.commit();
	}
	EXPECT_FALSE(image.long_unchanged(0));
	EXPECT_TRUE (image.long_unchanged(1));

	/* there is no such page */
	EXPECT_FALSE(image.long_unchanged(2));
}
