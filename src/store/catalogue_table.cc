/*
 * \brief  Table of snapshots in the database of a catalogue
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/catalogue_table.h>

#include <array>
#include <string>

#include <store/statement.h>

using namespace Store;


namespace {

	/*
	 * The database keeps these texts as they are. A catalogue whose texts
	 * differ is of another version or was tampered with.
	 */
	constexpr char const *INDEX_OF_COMPONENTS =
		"CREATE INDEX snapshot_component ON snapshot (component)";

	constexpr char const *INDEX_OF_PARENTS =
		"CREATE INDEX snapshot_parent ON snapshot (parent)";

	constexpr char const *TABLE =
		"CREATE TABLE snapshot ("
		"id TEXT NOT NULL PRIMARY KEY, "
		"parent TEXT NOT NULL, "
		"component TEXT NOT NULL, "
		"created INTEGER NOT NULL, "
		"size INTEGER NOT NULL, "
		"pages INTEGER NOT NULL, "
		"file TEXT NOT NULL UNIQUE, "
		"format TEXT NOT NULL)";

	constexpr char const *SELECT =
		"SELECT id, parent, component, created, size, pages, file, format FROM snapshot ";

	constexpr char const *ORDER = " ORDER BY created, id";

	/**
	 * Return text that a full snapshot has instead of its parent
	 */
	std::string parent_text(Snapshot_id const &parent)
	{
		return parent.valid() ? parent.hex() : std::string();
	}

	template <typename T>
	T required(std::optional<T> const &value)
	{
		if (!value)
			throw Database::Corrupt();

		return *value;
	}

	Catalogue_entry entry_of_row(Statement const &row)
	{
		auto const id     = required(Snapshot_id::from_hex(row.text(0)));
		auto const parent = row.text(1).empty() ? Snapshot_id()
		                                        : required(Snapshot_id::from_hex(row.text(1)));
		auto const size   = row.number(4);
		auto const pages  = row.number(5);

		Catalogue_entry entry {
			.info   = { .id         = id,
			            .parent     = parent,
			            .component  = row.text(2),
			            .created    = Timestamp(std::chrono::nanoseconds(row.number(3))),
			            .page_count = static_cast<std::uint64_t>(pages) },
			.size   = static_cast<std::uint64_t>(size),
			.file   = row.text(6),
			.format = row.text(7) };

		/* the file name reaches the file system, the component's name terminals */
		if (!id.valid() || size < 0 || pages < 0
		 || !Catalogue_entry::valid_file_name(entry.file)
		 || !valid_component_name(entry.info.component)
		 || !valid_component_name(entry.format))
			throw Database::Corrupt();

		return entry;
	}

	Catalogue_table::Entries entries_of(Statement &statement)
	{
		Catalogue_table::Entries entries { };

		while (statement.step())
			entries.push_back(entry_of_row(statement));

		return entries;
	}

	Statement selection(Database const &database, char const *condition)
	{
		return Statement(database, std::string(SELECT) + condition + ORDER);
	}
}


bool Catalogue_table::exists() const
{
	/* entries without text are those that SQLite makes for the table itself */
	Statement statement(_database,
		"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql");

	for (auto const expected : { INDEX_OF_COMPONENTS, INDEX_OF_PARENTS, TABLE })
		if (!statement.step() || statement.text(0) != expected)
			return false;

	return !statement.step();
}


void Catalogue_table::create()
{
	for (auto const text : { TABLE, INDEX_OF_COMPONENTS, INDEX_OF_PARENTS })
		_database.execute(text);
}


void Catalogue_table::insert(Catalogue_entry const &entry)
{
	Statement(_database, "INSERT OR REPLACE INTO snapshot "
	                     "(id, parent, component, created, size, pages, file, format) "
	                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
		.bind(entry.info.id.hex())
		.bind(parent_text(entry.info.parent))
		.bind(entry.info.component)
		.bind(entry.info.created.time_since_epoch().count())
		.bind(static_cast<std::int64_t>(entry.size))
		.bind(static_cast<std::int64_t>(entry.info.page_count))
		.bind(entry.file)
		.bind(entry.format)
		.execute();
}


void Catalogue_table::erase(Snapshot_id const &id)
{
	Statement(_database, "DELETE FROM snapshot WHERE id = ?").bind(id.hex()).execute();
}


void Catalogue_table::clear()
{
	Statement(_database, "DELETE FROM snapshot").execute();
}


std::optional<Catalogue_entry> Catalogue_table::entry(Snapshot_id const &id) const
{
	auto statement = selection(_database, "WHERE id = ?");

	if (!statement.bind(id.hex()).step())
		return std::nullopt;

	return entry_of_row(statement);
}


Catalogue_table::Entries Catalogue_table::all() const
{
	auto statement = selection(_database, "");

	return entries_of(statement);
}


Catalogue_table::Entries Catalogue_table::with_prefix(std::string_view digits) const
{
	/* 'g' is greater than each hexadecimal digit */
	std::string const start(digits), end = start + 'g';

	auto statement = selection(_database, "WHERE id >= ? AND id < ?");

	return entries_of(statement.bind(start).bind(end));
}


Catalogue_table::Entries Catalogue_table::with_component(std::string_view name) const
{
	auto statement = selection(_database, "WHERE component = ?");

	return entries_of(statement.bind(name));
}


Catalogue_table::Entries Catalogue_table::with_parent(Snapshot_id const &parent) const
{
	auto statement = selection(_database, "WHERE parent = ?");

	return entries_of(statement.bind(parent.hex()));
}
