/*
 * \brief  Test of sequences of snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <map>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include <cli/snapshot_access.h>
#include <cli/snapshot_series.h>
#include <host/shared_file.h>
#include <rtcr/format.h>
#include "support.h"

using namespace Cli_test;

using Store::PAGE_SIZE;


namespace {

	/**
	 * Component that changes, at the other end of the control protocol
	 */
	class Model
	{
		private:

			using Pages = std::vector<std::vector<std::byte>>;

			std::mt19937 _random;
			Pages        _pages   { };
			Pages        _sent    { };   /* of the previous checkpoint */
			uint64_t     _number  = 0;

			uint64_t _below(uint64_t limit) { return _random() % limit; }

			std::vector<std::byte> _fresh_page()
			{
				std::vector<std::byte> page(PAGE_SIZE);
				for (unsigned i = 0; i < 64; i++)
					page[_below(PAGE_SIZE)] = std::byte(_random());
				return page;
			}

		public:

			explicit Model(unsigned seed) : _random(seed) { }

			/** Let pages come, change, move, and go */
			void change(unsigned count)
			{
				for (unsigned i = 0; i < count; i++) {
					uint64_t const at = _below(_pages.size() + 1);

					switch (_pages.empty() ? 0 : _below(4)) {
					case 0: _pages.insert(_pages.begin() + long(at), _fresh_page()); break;
					case 1: if (at < _pages.size()) _pages.erase(_pages.begin() + long(at)); break;
					default: if (at < _pages.size()) _pages[at] = _fresh_page();
					}
				}
			}

			Control::Checkpoint_result checkpoint(uint64_t base)
			{
				Host::File file = Host::File::anonymous("pages");

				std::vector<Control::Inherited_pages> inherited;
				uint64_t                              copied = 0;

				bool const based = base && base == _number;

				for (uint64_t i = 0; i < _pages.size(); i++) {

					auto const same = std::ranges::find(_sent, _pages[i]);

					if (based && same != _sent.end())
						inherited.push_back({ i, uint64_t(same - _sent.begin()), 1 });
					else
						file.pwrite_all(_pages[i], copied++*PAGE_SIZE);
				}
				Host::seal(file);

				_sent = _pages;

				Rtcr::Snapshot snapshot = make_snapshot();
				snapshot.page_count = _pages.size();

				return { .label = "init -> a",
				         .image = { .metadata   = Rtcr::write_metadata(snapshot),
				                    .pages      = std::move(file),
				                    .page_count = copied },
				         .number = ++_number, .base = based ? base : 0, .inherited = inherited };
			}

			std::vector<std::byte> content() const
			{
				std::vector<std::byte> result;
				for (auto const &page : _pages)
					result.insert(result.end(), page.begin(), page.end());
				return result;
			}
	};

	struct Series : testing::Test
	{
		Control_test::Scratch_directory directory { };
		Path const                      store = directory / "store";
	};

	std::vector<std::byte> content(std::filesystem::path const &path)
	{
		Store::Snapshot_chain chain(path, [&] (Store::Snapshot_id const &id) {
			return path.parent_path() / (id.hex() + ".snap"); });

		std::vector<std::byte> result(chain.page_count()*PAGE_SIZE);
		chain.read_pages(0, chain.page_count(), result);
		return result;
	}
}


TEST_F(Series, latest_snapshots_are_what_was_captured)
{
	constexpr unsigned KEEP = 3, COUNT = 150;

	for (auto const compression : { Store::Compression::NONE, Store::Compression::ZSTD }) {

		Path const store = directory / (compression == Store::Compression::ZSTD ? "zstd" : "none");

		Store::Write_options const options { .compression = compression,
		                                     .durability  = Store::Durability::CACHED };
		Model model(1);
		model.change(2000);

		std::map<Path, std::vector<std::byte>> written;
		std::vector<Path>                      order;
		{
			Cli::Snapshot_series series(store, options, KEEP);

			for (unsigned i = 0; i < COUNT; i++) {

				/* as if the system had forgotten the previous one */
				auto const added = series.add(model.checkpoint(i == 20 ? 0 : series.base()));

				EXPECT_EQ(added.header.info.parent.valid(), i != 0 && i != 20) << i;

				written[added.path] = model.content();
				order.push_back(added.path);
				series.tidy_up();

				for (size_t k = order.size() - std::min<size_t>(KEEP, order.size()); k < order.size(); k++)
					ASSERT_TRUE(content(order[k]) == written[order[k]]) << "snapshot " << k << " of " << i;

				model.change(60);
			}

			/* what happens in the background comes to an end */
			while (series.size() >= COUNT/2) {
				series.tidy_up();
				std::this_thread::yield();
			}
		}

		auto const entries = Store::Catalogue(store).list();

		EXPECT_LT(entries.size(), COUNT/2);
		for (Store::Catalogue_entry const &entry : entries)
			EXPECT_TRUE(content(store / entry.file) == written[store / entry.file]) << entry.file;
	}
}


TEST_F(Series, few_changes_are_bounded_by_their_number)
{
	Model model(2);
	model.change(20);

	Cli::Snapshot_series series(store, { .durability = Store::Durability::CACHED }, 1);

	for (unsigned i = 0; i < 600; i++) {

		Path const latest = series.add(model.checkpoint(series.base())).path;
		series.tidy_up();

		/* more than a chain may have would be refused */
		if (i % 10 == 0) {
			ASSERT_TRUE(content(latest) == model.content());
		}

		model.change(1);
	}
}


TEST_F(Series, failure_leaves_what_was_there)
{
	Model model(3);
	model.change(50);

	Cli::Snapshot_series series(store, { .durability = Store::Durability::CACHED }, 2);

	auto const first    = series.add(model.checkpoint(series.base()));
	auto const expected = model.content();

	model.change(10);
	{
		/* less pages than announced */
		Control::Checkpoint_result broken = model.checkpoint(series.base());
		broken.image.page_count += 1;
		EXPECT_ANY_THROW(series.add(broken));
	}
	EXPECT_TRUE(content(first.path) == expected);

	/* the system gives all pages, as it does not know the base any longer */
	model.change(10);
	auto const next = series.add(model.checkpoint(series.base()));
	EXPECT_FALSE(next.header.info.parent.valid());
	EXPECT_TRUE(content(next.path) == model.content());
	EXPECT_EQ(Store::Catalogue(store).list().size(), 2u);
}


/*
 * Whatever is handed over, the pages are all there
 */
TEST_F(Series, files_of_a_chain_are_handed_over)
{
	using Content = Control::Image::Content;

	constexpr size_t MAX_DEPTH = Control::Image::MAX_ANCESTORS + 1;

	std::filesystem::create_directory(store);

	std::vector<std::byte> expected(2*PAGE_SIZE);
	Store::Snapshot_id     parent { };

	for (size_t depth = 1; depth <= MAX_DEPTH + 1; depth++) {

		/* one of two pages is another one each time, the first snapshot has both */
		auto const changed = std::span(expected).subspan(depth % 2*PAGE_SIZE, PAGE_SIZE);
		std::ranges::fill(changed, std::byte(depth));

		Control::Checkpoint_result checkpoint {
			.label = "init -> a",
			.image = { .metadata = Rtcr::write_metadata(make_snapshot()),
			           .pages    = Host::File::anonymous("pages") } };

		if (depth == 1)
			checkpoint.image.pages.pwrite_all(expected, 0);
		else {
			checkpoint.image.pages.pwrite_all(changed, 0);
			checkpoint.inherited = { { 1 - depth % 2, 1 - depth % 2, 1 } };
		}
		checkpoint.image.page_count = checkpoint.image.pages.size()/PAGE_SIZE;
		Host::seal(checkpoint.image.pages);

		auto const id   = Store::Snapshot_id::random();
		auto const path = store / (id.hex() + ".snap");

		Cli::save_checkpoint(checkpoint, path, { .durability = Store::Durability::CACHED }, id, parent);
		parent = id;

		if (depth > 3 && depth < MAX_DEPTH)
			continue;

		Cli::Opened_snapshot snapshot(path);
		Control::Image const image = snapshot.image();

		bool const files = depth <= MAX_DEPTH;

		ASSERT_EQ(snapshot.chain.depth(), depth);
		ASSERT_EQ(image.page_count, 2u);
		EXPECT_EQ(image.content, files ? Content::SNAPSHOT_FILE : Content::PAGES);
		EXPECT_EQ(image.files().size(), files ? depth : 1);

		std::vector<std::byte> pages(expected.size());
		if (files) {
			Store::Snapshot_pages newest(image.pages.duplicate());
			Store::Page_chain     chain(newest);
			for (Control::Image::Ancestor const &ancestor : image.ancestors)
				chain.add(ancestor.file.duplicate());

			EXPECT_FALSE(chain.missing().valid());
			chain.read_pages(0, 2, pages);
		} else
			EXPECT_EQ(image.pages.pread_all(pages, 0), pages.size());

		EXPECT_TRUE(pages == expected) << depth;
	}
}
