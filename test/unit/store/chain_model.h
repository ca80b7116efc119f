/*
 * \brief  Chains of snapshots together with what they contain
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__STORE__CHAIN_MODEL_H_
#define _TEST__UNIT__STORE__CHAIN_MODEL_H_

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include <store/snapshot_chain.h>
#include <store/snapshot_writer.h>
#include <support.h>

namespace Store_test { class Chain_model; }


/**
 * Snapshots in a directory along with what they should contain
 */
class Store_test::Chain_model
{
	private:

		Scratch_directory _directory { };
		Random           &_random;

	public:

		std::map<std::uint8_t, Bytes> content { };

		explicit Chain_model(Random &random) : _random(random) { }

		Path path(Store::Snapshot_id const &id) const { return _directory / id.hex(); }
		Path path(std::uint8_t number)   const { return path(make_id(number)); }

		Store::Snapshot_chain::Resolver resolver() const
		{
			return [this] (Store::Snapshot_id const &id) { return path(id); };
		}

		Store::Snapshot_chain chain(std::uint8_t number) const
		{
			return Store::Snapshot_chain(path(number), resolver());
		}

		Store::Compression random_compression()
		{
			return _random() % 2 ? Store::Compression::ZSTD : Store::Compression::NONE;
		}

		void write_base(std::uint8_t number, std::size_t count)
		{
			content[number] = make_pages(_random, count, Fill::MIXED);
			write_snapshot(path(number), make_info(number, count), content[number],
			               make_bytes("base"), fast(random_compression()));
		}

		/**
		 * Write a delta of random new, zero, and inherited runs
		 */
		void write_delta(std::uint8_t number, std::uint8_t parent, std::size_t count)
		{
			auto info = make_info(number, count);
			info.parent = make_id(parent);

			Bytes const &old = content[parent];
			Bytes        now { };

			Store::Snapshot_writer writer(path(number), info, fast(random_compression()));

			auto const old_count = old.size()/PAGE_SIZE;

			for (std::size_t page = 0; page < count; ) {

				auto run = std::min<std::size_t>(1 + _random() % 60, count - page);

				switch (_random() % 4) {
				case 0:
					{
						auto const pages = make_pages(_random, run, Fill::MIXED);
						writer.append_pages(pages);
						now.insert(now.end(), pages.begin(), pages.end());
						break;
					}
				case 1:
					writer.append_zero(run);
					now.resize(now.size() + run*PAGE_SIZE);
					break;
				default:
					{
						/* mostly the same page, sometimes one that has moved */
						auto const from = _random() % 4 ? std::min(page, old_count - 1)
						                                : _random() % old_count;
						run = std::min(run, old_count - from);
						writer.append_inherited(from, run);
						auto const start = old.begin()
						                 + static_cast<std::ptrdiff_t>(from*PAGE_SIZE);
						now.insert(now.end(), start,
						           start + static_cast<std::ptrdiff_t>(run*PAGE_SIZE));
					}
				}
				page += run;
			}
			writer.commit(make_bytes("delta"));
			content[number] = now;
		}

		void expect_content(std::uint8_t number) const
		{
			auto        chain    = this->chain(number);
			auto const &expected = content.at(number);

			ASSERT_EQ(chain.page_count()*PAGE_SIZE, expected.size());

			Bytes pages(expected.size());
			chain.read_pages(0, chain.page_count(), pages);
			EXPECT_EQ(pages, expected) << "snapshot " << unsigned(number);
		}
};

#endif /* _TEST__UNIT__STORE__CHAIN_MODEL_H_ */
