/*
 * \brief  Tests that a damaged catalogue comes back from the snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <store/catalogue.h>
#include <store/database.h>
#include <support.h>

using namespace Store;
using namespace Store_test;

using Kind = Error::Kind;


namespace {

	struct Catalogue_damage : testing::Test
	{
		static constexpr std::uint8_t COUNT = 20;

		Scratch_directory scratch   { };
		Path              directory { scratch / "store" };
		Path              database  { directory / "catalogue.sqlite" };

		Catalogue_damage()
		{
			Catalogue catalogue(directory);

			for (std::uint8_t i = 1; i <= COUNT; i++) {
				write_snapshot(catalogue.path(make_id(i)), make_info(i, 0), { }, { });
				catalogue.add(catalogue.path(make_id(i)));
			}
		}

		void expect_complete()
		{
			Catalogue catalogue(directory);
			EXPECT_EQ(catalogue.list().size(), COUNT);
			EXPECT_EQ(catalogue.entry(make_id(7).hex()).info, make_info(7, 0));

			for (Catalogue_entry const &entry : catalogue.list())
				EXPECT_EQ(entry.file, entry.info.id.hex() + ".snap");
		}
	};
}


TEST_F(Catalogue_damage, intact)
{
	expect_complete();
}


TEST_F(Catalogue_damage, removed)
{
	Host::unlink(database);
	expect_complete();
}


TEST_F(Catalogue_damage, removed_while_open)
{
	Catalogue catalogue(directory);
	Host::unlink(database);

	EXPECT_EQ(catalogue.list().size(), COUNT);
	catalogue.remove(make_id(1));

	Catalogue other(directory);
	EXPECT_EQ(other.list().size(), COUNT - 1u);
}


TEST_F(Catalogue_damage, replaced_by_something_else)
{
	Random random { 70 };

	write_file(database, make_bytes("this is not a database, it is a letter to nobody"));
	expect_complete();

	write_file(database, make_pages(random, 10, Fill::RANDOM));
	expect_complete();

	write_file(database, make_pages(random, 10, Fill::ZERO));
	expect_complete();
}


TEST_F(Catalogue_damage, overwritten_while_open)
{
	Random random { 71 };

	Catalogue catalogue(directory);
	write_file(database, make_pages(random, 10, Fill::RANDOM));

	EXPECT_EQ(catalogue.list().size(), COUNT);
	catalogue.remove(make_id(1));
	EXPECT_EQ(catalogue.list().size(), COUNT - 1u);
}


TEST_F(Catalogue_damage, truncated)
{
	auto const size = std::filesystem::file_size(database);

	for (std::uintmax_t rest = 0; rest < size; rest += 500) {
		std::filesystem::resize_file(database, rest);
		expect_complete();
	}
}


TEST_F(Catalogue_damage, random_bytes_never_lead_astray)
{
	Random random { 72 };

	auto const original = read_file(database);

	for (int i = 0; i < 300; i++) {

		auto damaged = original;
		for (unsigned changes = 1 + random() % 50; changes; changes--)
			damaged[random() % damaged.size()] = std::byte(random());
		write_file(database, damaged);

		/* a changed letter of a name goes unnoticed, but nothing worse happens */
		Catalogue catalogue(directory);
		for (Catalogue_entry const &entry : catalogue.list())
			EXPECT_TRUE(Catalogue_entry::valid_file_name(entry.file));

		catalogue.rescan();
		EXPECT_EQ(catalogue.list().size(), COUNT);
	}
}


TEST_F(Catalogue_damage, each_byte_of_the_header)
{
	auto const original = read_file(database);

	for (std::size_t i = 0; i < 100; i++) {

		auto damaged = original;
		damaged[i] ^= std::byte(0x07);
		write_file(database, damaged);

		expect_complete();

		Catalogue catalogue(directory);
		EXPECT_NO_THROW(catalogue.add(catalogue.path(make_id(1)))) << "byte " << i;
	}
}


TEST_F(Catalogue_damage, forged_content)
{
	auto const victim = scratch / "victim.snap";
	write_file(victim, make_bytes("valuable"));

	auto forge = [&] (char const *statement) {
		Database(database).execute(statement);
		expect_complete(); };

	forge("UPDATE snapshot SET file = '../victim.snap' WHERE id LIKE '01%'");
	forge("UPDATE snapshot SET file = 'catalogue.sqlite' WHERE id LIKE '01%'");
	forge("UPDATE snapshot SET id = 'xyz' WHERE id LIKE '01%'");
	forge("UPDATE snapshot SET parent = 7 WHERE id LIKE '01%'");
	forge("UPDATE snapshot SET parent = '00' WHERE id LIKE '01%'");
	forge("UPDATE snapshot SET size = -1 WHERE id LIKE '01%'");
	forge("UPDATE snapshot SET pages = 'many' WHERE id LIKE '01%'");
	forge("UPDATE snapshot SET component = char(27) || '[2J' WHERE id LIKE '01%'");
	forge("UPDATE snapshot SET component = x'00ff' WHERE id LIKE '01%'");
	forge("CREATE TRIGGER t AFTER DELETE ON snapshot BEGIN DELETE FROM snapshot; END");
	forge("CREATE VIEW v AS SELECT * FROM snapshot");
	forge("CREATE TABLE other (x)");
	forge("DROP INDEX snapshot_parent");
	forge("DROP TABLE snapshot; CREATE TABLE snapshot (id TEXT)");
	forge("DROP TABLE snapshot; CREATE VIEW snapshot AS SELECT 1 AS id");

	EXPECT_EQ(read_file(victim), make_bytes("valuable"));
}


TEST_F(Catalogue_damage, repaired_file_keeps_its_place)
{
	/* users of an open catalogue see the repair of another */
	Catalogue first(directory);
	write_file(database, make_bytes("damaged"));

	Catalogue second(directory);
	second.remove(make_id(3));

	EXPECT_EQ(first.list().size(), COUNT - 1u);
}


TEST_F(Catalogue_damage, database_that_is_a_directory)
{
	Host::unlink(database);
	Host::create_directory(database);
	EXPECT_EQ(error_kind([&] { Catalogue catalogue(directory); }), Kind::IO);
}
