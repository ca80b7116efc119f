/*
 * \brief  Tests of the operations of the catalogue
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <thread>

#include <unistd.h>

#include <gtest/gtest.h>

#include <store/catalogue.h>
#include <support.h>

using namespace Store;
using namespace Store_test;

using Kind = Error::Kind;


namespace {

	struct Catalogue_test : testing::Test
	{
		Scratch_directory scratch   { };
		Path              directory { scratch / "store" };
		Catalogue         catalogue { directory };

		Snapshot_info write(std::uint8_t number, std::uint8_t parent = 0,
		                    std::string const &component = "init -> sheep_counter")
		{
			auto info = make_info(number, 2);
			info.component = component;

			if (parent)
				info.parent = make_id(parent);

			Snapshot_writer writer(catalogue.path(info.id), info, fast());
			writer.append_pages(Bytes(PAGE_SIZE, std::byte(number)));

			if (parent)
				writer.append_inherited(0, 1);
			else
				writer.append_zero(1);

			writer.commit(make_bytes("metadata"));
			return info;
		}

		Catalogue_entry add(std::uint8_t number, std::uint8_t parent = 0,
		                    std::string const &component = "init -> sheep_counter")
		{
			write(number, parent, component);
			return catalogue.add(catalogue.path(make_id(number)));
		}

		static std::vector<unsigned> numbers(Catalogue::Entries const &entries)
		{
			std::vector<unsigned> result { };
			for (Catalogue_entry const &entry : entries)
				result.push_back(std::to_integer<unsigned>(entry.info.id.bytes()[0]));
			return result;
		}

		std::vector<unsigned> listed() { return numbers(catalogue.list()); }

		bool file_exists(std::uint8_t number)
		{
			return std::filesystem::exists(catalogue.path(make_id(number)));
		}
	};

	using Numbers = std::vector<unsigned>;
}


TEST_F(Catalogue_test, is_private)
{
	EXPECT_EQ(permissions(directory), 0700u);
	EXPECT_EQ(permissions(directory / "catalogue.sqlite"), 0600u);
}


TEST_F(Catalogue_test, add_and_list)
{
	EXPECT_TRUE(catalogue.list().empty());

	auto const third  = add(3);
	auto const first  = add(1);
	auto const second = add(2, 1, "other");

	EXPECT_EQ(catalogue.list(), (Catalogue::Entries { first, second, third }));

	EXPECT_EQ(first.info, make_info(1, 2));
	EXPECT_EQ(first.file, make_id(1).hex() + ".snap");
	EXPECT_EQ(first.format, "1.0");
	EXPECT_EQ(first.size, std::filesystem::file_size(catalogue.path(first)));
	EXPECT_EQ(second.info.parent, make_id(1));
}


TEST_F(Catalogue_test, entries_outlive_the_object)
{
	auto const entry = add(1);

	Catalogue again(directory);
	EXPECT_EQ(again.list(), Catalogue::Entries { entry });
}


TEST_F(Catalogue_test, add_again_replaces)
{
	add(1);
	write(1, 0, "renamed");
	catalogue.add(make_id(1).hex() + ".snap");

	ASSERT_EQ(catalogue.list().size(), 1u);
	EXPECT_EQ(catalogue.list()[0].info.component, "renamed");
}


TEST_F(Catalogue_test, add_refuses_other_files)
{
	write_file(directory / "a.snap", make_bytes("something else"));
	write_file(directory / "a.txt",  make_bytes("something else"));
	write_snapshot(scratch / "b.snap", make_info(1, 0), { }, { });

	EXPECT_EQ(error_kind([&] { catalogue.add(directory / "a.snap"); }),    Kind::NOT_A_SNAPSHOT);
	EXPECT_EQ(error_kind([&] { catalogue.add(directory / "a.txt"); }),     Kind::INVALID_REQUEST);
	EXPECT_EQ(error_kind([&] { catalogue.add(scratch / "b.snap"); }),      Kind::INVALID_REQUEST);
	EXPECT_EQ(error_kind([&] { catalogue.add(directory / "none.snap"); }), Kind::IO);
	EXPECT_TRUE(catalogue.list().empty());
}


TEST_F(Catalogue_test, find)
{
	add(0x11, 0, "a");
	add(0x12, 0, "b");
	add(0xab, 0, "a");

	EXPECT_EQ(numbers(catalogue.with_prefix("1")),   (Numbers { 0x11, 0x12 }));
	EXPECT_EQ(numbers(catalogue.with_prefix("12")),  (Numbers { 0x12 }));
	EXPECT_EQ(numbers(catalogue.with_prefix("AB")),  (Numbers { 0xab }));
	EXPECT_EQ(numbers(catalogue.with_prefix("")),    (Numbers { 0x11, 0x12, 0xab }));
	EXPECT_EQ(numbers(catalogue.with_prefix("3")),   (Numbers { }));
	EXPECT_EQ(numbers(catalogue.with_prefix("%")),   (Numbers { }));
	EXPECT_EQ(numbers(catalogue.with_prefix("' OR 1=1 --")), (Numbers { }));

	EXPECT_EQ(numbers(catalogue.with_component("a")), (Numbers { 0x11, 0xab }));
	EXPECT_EQ(numbers(catalogue.with_component("c")), (Numbers { }));

	EXPECT_EQ(catalogue.entry("ab").info.id, make_id(0xab));
	EXPECT_EQ(error_kind([&] { catalogue.entry("1"); }), Kind::AMBIGUOUS);
	EXPECT_EQ(error_kind([&] { catalogue.entry("3"); }), Kind::NOT_FOUND);
}


TEST_F(Catalogue_test, remove)
{
	add(1);
	add(2, 1);
	add(3, 2);

	EXPECT_EQ(error_kind([&] { catalogue.remove(make_id(1)); }), Kind::IN_USE);
	EXPECT_EQ(error_kind([&] { catalogue.remove(make_id(9)); }), Kind::NOT_FOUND);
	EXPECT_EQ(listed(), (Numbers { 1, 2, 3 }));
	EXPECT_TRUE(file_exists(1));

	catalogue.remove(make_id(3));
	EXPECT_EQ(listed(), (Numbers { 1, 2 }));
	EXPECT_FALSE(file_exists(3));

	catalogue.remove(make_id(1), Catalogue::Removal::FORCED);
	EXPECT_EQ(listed(), (Numbers { 2 }));
	EXPECT_FALSE(file_exists(1));

	EXPECT_EQ(error_kind([&] {
		Snapshot_chain chain(catalogue.path(make_id(2)), catalogue.resolver()); }),
		Kind::MISSING_PARENT);
}


TEST_F(Catalogue_test, remove_without_file_and_with_damaged_file)
{
	add(1);
	add(2);
	Host::unlink(catalogue.path(make_id(1)));
	write_file(catalogue.path(make_id(2)), make_bytes("damaged"));

	catalogue.remove(make_id(1));
	catalogue.remove(make_id(2));
	EXPECT_EQ(listed(), (Numbers { }));
	EXPECT_FALSE(file_exists(2));
}


TEST_F(Catalogue_test, remove_spares_a_file_that_holds_another_snapshot)
{
	add(1);
	write(2);
	Host::rename(catalogue.path(make_id(2)), catalogue.path(make_id(1)));

	catalogue.remove(make_id(1));
	EXPECT_TRUE(file_exists(1));
	EXPECT_EQ(catalogue.rescan().found, 1u);
	EXPECT_EQ(listed(), (Numbers { 2 }));
}


TEST_F(Catalogue_test, gc_removes_leftovers_and_vanished)
{
	add(1);
	add(2);
	Host::unlink(catalogue.path(make_id(1)));
	write_file(directory / (".recap-" + std::string(32, '0') + ".part"), make_bytes("half"));

	auto const report = catalogue.gc();
	EXPECT_EQ(report.leftovers, 1u);
	EXPECT_EQ(numbers(report.vanished), (Numbers { 1 }));
	EXPECT_TRUE(report.removed.empty());
	EXPECT_EQ(listed(), (Numbers { 2 }));
	EXPECT_EQ(Host::directory_entries(directory).size(), 2u);
}


/*
 * The writer may have been killed before it could add the snapshot
 */
TEST_F(Catalogue_test, gc_keeps_what_unlisted_snapshots_need)
{
	add(1, 0, "a");
	add(2, 1, "a");
	write(3, 2, "a");
	write_file(directory / "foreign.snap", make_bytes("something else"));

	auto const report = catalogue.gc(1);
	EXPECT_EQ(numbers(report.found), (Numbers { 3 }));
	EXPECT_TRUE(report.removed.empty());
	EXPECT_EQ(listed(), (Numbers { 1, 2, 3 }));

	EXPECT_TRUE(catalogue.gc(1).found.empty());
}


TEST_F(Catalogue_test, gc_keeps_the_newest_and_their_ancestors)
{
	add(1, 0, "a");
	add(2, 1, "a");
	add(3, 0, "a");
	add(4, 2, "a");
	add(5, 0, "b");
	add(6, 0, "b");

	auto const report = catalogue.gc(1);
	EXPECT_EQ(numbers(report.removed), (Numbers { 3, 5 }));
	EXPECT_EQ(listed(), (Numbers { 1, 2, 4, 6 }));
	EXPECT_FALSE(file_exists(3));
	EXPECT_TRUE(file_exists(1));

	Snapshot_chain(catalogue.path(make_id(4)), catalogue.resolver()).verify();

	EXPECT_EQ(catalogue.gc(0).removed.size(), 4u);
	EXPECT_EQ(Host::directory_entries(directory), std::vector<std::string> { "catalogue.sqlite" });
}


TEST_F(Catalogue_test, compact)
{
	add(1);
	auto const before = add(2, 1);
	add(3, 2);

	auto const after = catalogue.compact(make_id(2), fast());
	EXPECT_EQ(after.info.id, before.info.id);
	EXPECT_EQ(after.file,    before.file);
	EXPECT_FALSE(after.info.parent.valid());
	EXPECT_EQ(catalogue.entry(make_id(2).hex()), after);

	catalogue.remove(make_id(1));

	Snapshot_chain chain(catalogue.path(make_id(3)), catalogue.resolver());
	EXPECT_EQ(chain.depth(), 2u);

	Bytes page(PAGE_SIZE);
	chain.read_pages(1, 1, page);
	EXPECT_EQ(page, Bytes(PAGE_SIZE, std::byte(2)));

	EXPECT_EQ(error_kind([&] { catalogue.compact(make_id(9)); }), Kind::NOT_FOUND);
}


TEST_F(Catalogue_test, rescan_reports_what_it_leaves_out)
{
	write(1);
	write(2, 1);
	write_file(directory / "broken.snap", make_bytes("broken"));
	write_file(directory / "notes.txt",   make_bytes("notes"));
	std::filesystem::copy_file(catalogue.path(make_id(1)), directory / "zz.snap");

	auto const report = catalogue.rescan();
	EXPECT_EQ(report.found, 2u);
	EXPECT_EQ(listed(), (Numbers { 1, 2 }));

	ASSERT_EQ(report.problems.size(), 2u);
	EXPECT_EQ(report.problems[0].file, "broken.snap");
	EXPECT_NE(report.problems[0].text.find("not a snapshot"), std::string::npos);
	EXPECT_EQ(report.problems[1].file, "zz.snap");
}


TEST_F(Catalogue_test, rescan_prefers_full_snapshots)
{
	add(1);
	add(2, 1);
	Snapshot_chain(catalogue.path(make_id(2)), catalogue.resolver())
		.compact(directory / "zz.snap", fast());

	auto const report = catalogue.rescan();
	EXPECT_EQ(report.problems.size(), 1u);
	EXPECT_EQ(catalogue.entry(make_id(2).hex()).file, "zz.snap");
}


TEST_F(Catalogue_test, several_users_at_once)
{
	for (std::uint8_t i = 1; i < 41; i++)
		write(i);

	auto add_range = [&] (std::uint8_t first) {
		return [&, first] {
			Catalogue own(directory);
			for (std::uint8_t i = first; i < first + 20; i++) {
				own.add(own.path(make_id(i)));
				own.list();
			} }; };

	catalogue.list();
	std::thread one(add_range(1)), two(add_range(21));
	one.join();
	two.join();

	EXPECT_EQ(listed().size(), 40u);
}


TEST_F(Catalogue_test, can_be_read_in_a_read_only_directory)
{
	static constexpr uid_t NOBODY = 65534;

	add(1);
	ASSERT_EQ(::chmod(scratch.path().c_str(), 0755), 0);
	ASSERT_EQ(::chmod(directory.c_str(), 0555), 0);
	ASSERT_EQ(::chmod((directory / "catalogue.sqlite").c_str(), 0444), 0);
	ASSERT_EQ(::chmod(catalogue.path(make_id(1)).c_str(), 0444), 0);

	EXPECT_TRUE(in_child([&] {

		if (::geteuid() == 0 && ::setuid(NOBODY) != 0)
			return false;

		Catalogue read_only(directory);

		return read_only.list().size() == 1
		    && error_kind([&] { read_only.add(read_only.path(make_id(1))); }) == Kind::IO
		    && error_kind([&] { read_only.remove(make_id(1)); }) == Kind::IO; }));

	EXPECT_TRUE(file_exists(1));
	ASSERT_EQ(::chmod(directory.c_str(), 0700), 0);
}


TEST_F(Catalogue_test, directory_that_cannot_be)
{
	write_file(scratch / "file", make_bytes("x"));
	EXPECT_EQ(error_kind([&] { Catalogue other(scratch / "file"); }),      Kind::IO);
	EXPECT_EQ(error_kind([&] { Catalogue other(scratch / "none/deep"); }), Kind::IO);
}
