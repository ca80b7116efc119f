/*
 * \brief  Tests of chains of snapshots and of their compaction
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <gtest/gtest.h>

#include <chain_model.h>
#include <forge.h>
#include <store/snapshot_chain.h>
#include <support.h>

using namespace Store;
using namespace Store_test;

using Kind = Error::Kind;


namespace {

	Path never_called(Snapshot_id const &) { throw std::logic_error("resolver called"); }
}


TEST(Chain, full_snapshot_is_a_chain_of_one)
{
	Random random { 60 };
	Chain_model model { random };
	model.write_base(1, 100);

	Snapshot_chain chain(model.path(1), never_called);
	EXPECT_EQ(chain.depth(), 1u);
	EXPECT_EQ(chain.info(), make_info(1, 100));
	model.expect_content(1);
}


TEST(Chain, deltas_resolve_like_the_model)
{
	Random random { 61 };

	for (int round = 0; round < 10; round++) {

		Chain_model model { random };
		model.write_base(1, 1 + random() % 600);

		for (std::uint8_t i = 2; i < 12; i++)
			model.write_delta(i, static_cast<std::uint8_t>(random() % 4 ? i - 1 : 1 + random() % (i - 1)),
			                  1 + random() % 600);

		for (std::uint8_t i = 1; i < 12; i++)
			model.expect_content(i);

		auto chain = model.chain(11);
		chain.verify();

		for (int i = 0; i < 100; i++) {
			auto const first = random() % chain.page_count();
			auto const count = random() % (chain.page_count() - first + 1);

			Bytes pages(count*PAGE_SIZE);
			chain.read_pages(first, count, pages);
			EXPECT_TRUE(std::ranges::equal(pages, std::span(model.content[11])
			                                      .subspan(first*PAGE_SIZE, count*PAGE_SIZE)));

			auto const mapped = chain.raw_pages(first);
			EXPECT_TRUE(std::ranges::equal(mapped, std::span(model.content[11])
			                                       .subspan(first*PAGE_SIZE, mapped.size())));
			EXPECT_EQ(mapped.empty(), chain.location(first, 1).encoding != Encoding::RAW);
		}
	}
}


TEST(Chain, compaction_keeps_identity_and_content)
{
	Random random { 62 };

	for (int round = 0; round < 10; round++) {

		Chain_model model { random };
		model.write_base(1, 300);
		for (std::uint8_t i = 2; i < 9; i++)
			model.write_delta(i, static_cast<std::uint8_t>(i - 1), 1 + random() % 600);

		auto const before = model.chain(6).info();

		model.chain(6).compact(model.path(6), fast(model.random_compression()));

		auto chain = model.chain(6);
		auto expected = before;
		expected.parent = { };
		EXPECT_EQ(chain.info(), expected);
		EXPECT_EQ(chain.depth(), 1u);
		EXPECT_TRUE(std::ranges::equal(chain.metadata(), make_bytes("delta")));

		/* the ancestors are no longer needed, by the deltas on top either */
		for (std::uint8_t i = 1; i < 6; i++)
			Host::unlink(model.path(i));

		for (std::uint8_t i = 6; i < 9; i++)
			model.expect_content(i);

		EXPECT_EQ(model.chain(8).depth(), 3u);
		model.chain(8).verify();
	}
}


TEST(Chain, compaction_does_not_touch_ancestors)
{
	Random random { 63 };
	Chain_model model { random };
	model.write_base(1, 50);
	model.write_delta(2, 1, 50);
	model.write_delta(3, 2, 50);

	auto chain = model.chain(3);
	EXPECT_EQ(error_kind([&] { chain.compact(model.path(1)); }), Kind::INVALID_REQUEST);
	EXPECT_EQ(error_kind([&] { chain.compact(model.path(2)); }), Kind::INVALID_REQUEST);

	chain.compact(model.path(9), fast());
	EXPECT_EQ(Snapshot_file(model.path(9)).info().id, make_id(3));
	for (std::uint8_t i = 1; i < 4; i++)
		model.expect_content(i);
}


TEST(Chain, missing_parent)
{
	Random random { 64 };
	Chain_model model { random };
	model.write_base(1, 50);
	model.write_delta(2, 1, 50);
	model.write_delta(3, 2, 50);
	Host::unlink(model.path(1));

	EXPECT_EQ(error_kind([&] { model.chain(3); }), Kind::MISSING_PARENT);

	auto const text = error_text([&] { model.chain(3); });
	EXPECT_NE(text.find(make_id(1).hex()), text.npos) << text;

	auto const unknown = [] (Snapshot_id const &) { return std::nullopt; };
	EXPECT_EQ(error_kind([&] { Snapshot_chain chain(model.path(2), unknown); }),
	          Kind::MISSING_PARENT);
}


TEST(Chain, inherited_pages_of_a_lone_file)
{
	Scratch_directory directory;
	write_varied_snapshot(directory / "a");

	Snapshot_file file(directory / "a");
	Bytes page(PAGE_SIZE);
	EXPECT_EQ(error_kind([&] { file.read_pages(6, 1, page); }), Kind::MISSING_PARENT);
	EXPECT_EQ(error_kind([&] { file.read_pages(5, 1, page); }), std::nullopt);
	EXPECT_TRUE(file.raw_pages(6).empty());
}


TEST(Chain, cycles)
{
	Scratch_directory directory;

	auto write = [&] (std::uint8_t number, std::uint8_t parent) {
		auto info = make_info(number, 1);
		info.parent = make_id(parent);
		Snapshot_writer writer(directory / info.id.hex(), info, fast());
		writer.append_inherited(0, 1);
		writer.commit({ }); };

	write(1, 3);
	write(2, 1);
	write(3, 2);
	write(4, 3);

	auto kind = [&] (std::uint8_t number) {
		return error_kind([&] {
			Snapshot_chain chain(directory / make_id(number).hex(),
			                     [&] (Snapshot_id const &id) { return directory / id.hex(); }); }); };

	for (std::uint8_t i = 1; i < 5; i++)
		EXPECT_EQ(kind(i), Kind::CORRUPT);
}


TEST(Chain, depth_limit)
{
	Scratch_directory directory;

	auto path = [&] (std::size_t number) { return directory / std::to_string(number); };

	auto id = [] (std::size_t number) {
		auto bytes = std::array<std::byte, Snapshot_id::SIZE> { std::byte(number),
		                                                        std::byte(number >> 8) };
		return Snapshot_id(bytes); };

	for (std::size_t i = 1; i <= MAX_CHAIN_DEPTH + 1; i++) {
		auto info = make_info(1, 1);
		info.id     = id(i);
		info.parent = i > 1 ? id(i - 1) : Snapshot_id();

		Snapshot_writer writer(path(i), info, fast());
		if (i > 1)
			writer.append_inherited(0, 1);
		else
			writer.append_pages(Bytes(PAGE_SIZE, std::byte(42)));
		writer.commit({ });
	}

	auto resolve = [&] (Snapshot_id const &parent) {
		auto const bytes = parent.bytes();
		return path(std::to_integer<std::size_t>(bytes[0])
		            + 256*std::to_integer<std::size_t>(bytes[1])); };

	EXPECT_EQ(error_kind([&] { Snapshot_chain chain(path(MAX_CHAIN_DEPTH + 1), resolve); }),
	          Kind::LIMIT);

	Snapshot_chain chain(path(MAX_CHAIN_DEPTH), resolve);
	EXPECT_EQ(chain.depth(), MAX_CHAIN_DEPTH);

	Bytes page(PAGE_SIZE);
	chain.read_pages(0, 1, page);
	EXPECT_EQ(page, Bytes(PAGE_SIZE, std::byte(42)));
	EXPECT_EQ(chain.location(0, 1).level, MAX_CHAIN_DEPTH - 1);
}


TEST(Chain, wrong_parents)
{
	Random random { 65 };
	Chain_model model { random };
	model.write_base(1, 50);
	model.write_base(5, 50);
	model.write_delta(2, 1, 50);

	auto const other = [&] (Snapshot_id const &) { return model.path(5); };
	EXPECT_EQ(error_kind([&] { Snapshot_chain chain(model.path(2), other); }), Kind::CORRUPT);

	/* a parent of the right name that lacks pages */
	auto info = make_info(3, 2);
	info.parent = make_id(1);
	Snapshot_writer writer(model.path(3), info, fast());
	writer.append_inherited(49, 2);
	writer.commit({ });
	EXPECT_EQ(error_kind([&] { model.chain(3); }), Kind::CORRUPT);
}


TEST(Chain, damage_of_an_ancestor_is_noticed)
{
	Random random { 66 };
	Chain_model model { random };
	model.write_base(1, 600);

	auto info = make_info(2, 600);
	info.parent = make_id(1);
	Snapshot_writer writer(model.path(2), info, fast());
	writer.append_inherited(0, 600);
	writer.commit({ });

	auto content = read_file(model.path(1));
	content[content.size()/2] ^= std::byte(1);
	write_file(model.path(1), content);

	auto chain = model.chain(2);
	chain.newest().verify();

	Bytes pages(600*PAGE_SIZE);
	EXPECT_EQ(error_kind([&] { chain.read_pages(0, 600, pages); }), Kind::CORRUPT);
	EXPECT_EQ(error_kind([&] { chain.verify(); }),                  Kind::CORRUPT);
	EXPECT_EQ(error_kind([&] { chain.compact(model.path(2), fast()); }), Kind::CORRUPT);
	EXPECT_EQ(Snapshot_file(model.path(2)).info().parent, make_id(1));
}
