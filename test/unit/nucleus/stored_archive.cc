/*
 * \brief  Tests of snapshot files whose pages come on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>
#include <optional>
#include <random>

#include <gtest/gtest.h>

#include <nucleus/stored_archive.h>

#include "chain_model.h"
#include "support.h"

using namespace Store_test;
using Nucleus::Stored_archive;


namespace {

	constexpr size_t NUM_PAGES = 2000;   /* more extents than are kept */

	/* change a byte of the data of an extent */
	void damage(Path const &file, Store::Extent const &extent)
	{
		Bytes content = read_file(file);
		content[extent.stored().first() + extent.stored().count()/2] ^= std::byte(1);
		write_file(file, content);
	}

	bool equal(Stored_archive &archive, Bytes const &expected, uint64_t first, uint64_t count)
	{
		std::vector<char> buffer(count*PAGE_SIZE);
		archive.read(first, buffer);

		return memcmp(buffer.data(), expected.data() + first*PAGE_SIZE, buffer.size()) == 0;
	}

	struct Archive_test : testing::TestWithParam<Store::Compression>
	{
		Scratch_directory directory { };
		Random            random { 7 };
		Path const        file    = directory / "a.snap";
		Bytes const       pages   = make_pages(random, NUM_PAGES, Fill::MIXED);
		Store::Header const header =
			write_snapshot(file, make_info(1, NUM_PAGES), pages, { }, fast(GetParam()));

		Host::File opened() const { return Host::File(file, Host::File::Mode::READ); }

		bool right(Stored_archive &archive, uint64_t first, uint64_t count) const
		{
			return equal(archive, pages, first, count);
		}

		/* change a byte of the data of the last extent that has any */
		Store::Extent damage() const
		{
			Store::Snapshot_pages const snapshot(file);

			auto const extents = snapshot.extents();
			auto const last    = std::ranges::find_if(extents.rbegin(), extents.rend(),
				[] (Store::Extent const &extent) { return !extent.stored().empty(); });

			::damage(file, *last);
			return *last;
		}
	};
}


TEST_P(Archive_test, any_range)
{
	Stored_archive archive(opened());
	EXPECT_EQ(archive.size(), NUM_PAGES);

	for (unsigned i = 0; i < 400; i++) {

		uint64_t const first = random() % NUM_PAGES;
		uint64_t const count = 1 + random() % std::min<uint64_t>(NUM_PAGES - first, 1u << random() % 11);

		if (random() % 2) {
			archive.prepare(first, count);
			EXPECT_TRUE(count > 16 || archive.ready(first, count));
		}
		ASSERT_TRUE(right(archive, first, count)) << first << " " << count;
	}
	ASSERT_TRUE(right(archive, 0, NUM_PAGES));
	EXPECT_NO_THROW(archive.check({ }));
}


TEST_P(Archive_test, pages_that_do_not_exist)
{
	Stored_archive archive(opened());

	std::vector<char> buffer(2*PAGE_SIZE);
	EXPECT_THROW(archive.read(NUM_PAGES - 1, buffer), Core::Content_lost);
	EXPECT_THROW(archive.read(UINT64_MAX/PAGE_SIZE, buffer), Core::Content_lost);
	EXPECT_THROW(archive.prepare(NUM_PAGES, 1), Core::Content_lost);
}


TEST_P(Archive_test, damage_is_found_where_it_is)
{
	Stored_archive before(opened());
	ASSERT_TRUE(right(before, 0, NUM_PAGES));

	Store::Extent const damaged = damage();
	Stored_archive      archive(opened());

	std::vector<char> buffer(PAGE_SIZE);
	EXPECT_TRUE(right(archive, 0, damaged.pages().first()));
	EXPECT_FALSE(archive.ready(damaged.pages().first(), 1));
	EXPECT_THROW(archive.prepare(damaged.pages().first(), 1), Core::Content_lost);
	EXPECT_THROW(archive.read(damaged.pages().end() - 1, buffer), Core::Content_lost);
	EXPECT_THROW(archive.check({ }), Core::Content_lost);

	try { archive.check({ }); }
	catch (Core::Content_lost const &error) {
		EXPECT_NE(std::string(error.what()).find(file.string()), std::string::npos) << error.what(); }
}


/*
 * What is checked once may have changed when it is read again
 */
TEST_P(Archive_test, file_that_changes)
{
	Stored_archive archive(opened());
	archive.check({ });

	Bytes const content = read_file(file);
	std::filesystem::resize_file(file, content.size()/2);

	std::vector<char> buffer(NUM_PAGES*PAGE_SIZE);
	EXPECT_THROW(archive.read(0, buffer), Core::Content_lost);
	EXPECT_THROW(archive.check({ }), Core::Content_lost);
}


TEST_P(Archive_test, check_tells_the_progress)
{
	Stored_archive archive(opened());

	uint64_t last = 0;
	archive.check([&] (Rtcr::Stage stage, uint64_t done, uint64_t total) {
		EXPECT_EQ(stage, Rtcr::Stage::CHECK);
		EXPECT_EQ(total, NUM_PAGES);
		EXPECT_GE(done, last);
		last = done;
	});
	EXPECT_EQ(last, NUM_PAGES);

	struct Enough { };
	EXPECT_THROW(archive.check([] (Rtcr::Stage, uint64_t, uint64_t) { throw Enough(); }), Enough);
	EXPECT_TRUE(right(archive, 0, NUM_PAGES));
}


INSTANTIATE_TEST_SUITE_P(Encodings, Archive_test,
	testing::Values(Store::Compression::NONE, Store::Compression::ZSTD),
	[] (auto const &info) { return info.param == Store::Compression::NONE ? "raw" : "zstd"; });


/*
 * Fresh memory is slow, so no more is used than the pages of one request belong to
 */
TEST(Stored_archive, memory_is_used_again)
{
	constexpr size_t EXTENTS = 40;

	Random            random { 8 };
	Scratch_directory directory { };
	Bytes const       pages = make_pages(random, EXTENTS*Store::MAX_EXTENT_PAGES, Fill::RANDOM);

	write_snapshot(directory / "a.snap", make_info(1, pages.size()/PAGE_SIZE), pages, { }, fast());

	auto const buffers = std::make_shared<Nucleus::Extent_buffers>();

	auto use = [&] (unsigned extents_at_a_time) {

		Stored_archive archive(Host::File(directory / "a.snap", Host::File::Mode::READ), { }, buffers);

		for (unsigned i = 0; i + extents_at_a_time <= EXTENTS; i++) {

			uint64_t const first = (i + 1)*Store::MAX_EXTENT_PAGES - 1;
			uint64_t const count = (extents_at_a_time - 1)*Store::MAX_EXTENT_PAGES + 1;

			archive.prepare(first, count);
			EXPECT_TRUE(archive.ready(first, count));

			EXPECT_TRUE(equal(archive, pages, first, 1));
		}
	};

	use(1);
	size_t const few = buffers->kept();
	EXPECT_GE(few, 1u);
	EXPECT_LE(few, 4u);

	/* those of before are used first */
	use(3);
	EXPECT_EQ(buffers->kept(), few);

	use(7);
	EXPECT_GT(buffers->kept(), few);
}


TEST(Stored_archive, refuses_what_is_no_complete_snapshot)
{
	Scratch_directory directory { };

	write_file(directory / "text", make_bytes("This is no snapshot."));
	EXPECT_THROW(Stored_archive(Host::File(directory / "text", Host::File::Mode::READ)),
	             Core::Content_lost);

	/* has inherited pages */
	write_varied_snapshot(directory / "delta");
	EXPECT_THROW(Stored_archive(Host::File(directory / "delta", Host::File::Mode::READ)),
	             Core::Content_lost);
}


namespace {

	/** Snapshot with pages of its own, of its parent, and of that one's parent */
	struct Chain_test : testing::Test
	{
		Random      random { 9 };
		Chain_model model  { random };

		Chain_test()
		{
			model.write_base(1, 700);
			model.write_delta(2, 1, 900);
			model.write_delta(3, 2, 800);
			model.write_base(4, 700);
		}

		Host::File opened(uint8_t number) const
		{
			return Host::File(model.path(number), Host::File::Mode::READ);
		}

		std::vector<Host::File> opened(std::initializer_list<uint8_t> numbers) const
		{
			std::vector<Host::File> files;
			for (uint8_t const number : numbers)
				files.push_back(opened(number));
			return files;
		}

		/* first page with data of its own in the given snapshot that the newest one needs */
		std::optional<uint64_t> needed_page(std::size_t level) const
		{
			Store::Snapshot_chain const chain(model.path(3), model.resolver());

			for (uint64_t page = 0; page < chain.page_count(); page++) {
				auto const found = chain.location(page, 1);
				if (found.level == level && found.encoding != Store::Encoding::ZERO)
					return page;
			}
			return std::nullopt;
		}

		/* change a byte of the data behind a page of the newest snapshot */
		void damage(uint64_t page) const
		{
			Store::Snapshot_chain const chain(model.path(3), model.resolver());

			auto const found = chain.location(page, 1);
			auto const path  = chain.file(found.level).path();

			::damage(path, Store::Snapshot_pages(path).extent_of(found.pages.first()));
		}

		bool right(Stored_archive &archive, uint64_t first, uint64_t count) const
		{
			return equal(archive, model.content.at(3), first, count);
		}
	};
}


TEST_F(Chain_test, any_range)
{
	Stored_archive archive(opened(3), opened({ 2, 1 }));
	EXPECT_EQ(archive.size(), 800u);

	for (std::size_t level = 0; level < 3; level++)
		EXPECT_TRUE(needed_page(level)) << level;

	for (unsigned i = 0; i < 400; i++) {

		uint64_t const first = random() % archive.size();
		uint64_t const count = 1 + random() % std::min<uint64_t>(archive.size() - first, 1u << random() % 11);

		if (random() % 2) {
			archive.prepare(first, count);
			EXPECT_TRUE(count > 8 || archive.ready(first, count));
		}
		ASSERT_TRUE(right(archive, first, count)) << first << " " << count;
	}
	EXPECT_NO_THROW(archive.check({ }));

	std::vector<char> buffer(2*PAGE_SIZE);
	EXPECT_THROW(archive.read(799, buffer), Core::Content_lost);
}


TEST_F(Chain_test, damage_of_an_ancestor)
{
	uint64_t const page = needed_page(2).value();
	damage(page);

	Stored_archive archive(opened(3), opened({ 2, 1 }));

	std::vector<char> buffer(PAGE_SIZE);
	EXPECT_FALSE(archive.ready(page, 1));
	EXPECT_THROW(archive.prepare(page, 1), Core::Content_lost);
	EXPECT_THROW(archive.read(page, buffer), Core::Content_lost);
	EXPECT_TRUE(right(archive, needed_page(0).value(), 1));

	try {
		archive.check({ });
		ADD_FAILURE() << "the damage is not found";
	}
	catch (Core::Content_lost const &error) {
		EXPECT_NE(std::string(error.what()).find(model.path(1).string()), std::string::npos)
			<< error.what(); }
}


TEST_F(Chain_test, files_that_are_not_the_chain)
{
	auto refused = [&] (std::initializer_list<uint8_t> ancestors) {
		try { Stored_archive(opened(3), opened(ancestors)); }
		catch (Core::Content_lost const &) { return true; }
		return false;
	};

	EXPECT_FALSE(refused({ 2, 1 }));

	EXPECT_TRUE(refused({ }));
	EXPECT_TRUE(refused({ 2 }));
	EXPECT_TRUE(refused({ 1, 2 }));
	EXPECT_TRUE(refused({ 2, 4 }));
	EXPECT_TRUE(refused({ 2, 1, 1 }));
	EXPECT_TRUE(refused({ 3, 2, 1 }));

	write_file(model.path(1), make_bytes("This is no snapshot."));
	EXPECT_TRUE(refused({ 2, 1 }));
}
