/*
 * \brief  Catalogue of the snapshots in a directory
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/catalogue.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include <store/retention.h>
#include <store/temporary_file.h>
#include <store/transaction.h>

using namespace Store;

using Kind = Error::Kind;

static constexpr char const *DATABASE_NAME = "catalogue.sqlite";


Catalogue::Catalogue(std::filesystem::path const &directory) : _directory(directory)
{
	with_host_errors([&] { Host::create_directory(_directory); });
	_open();
}


std::filesystem::path Catalogue::_database_path() const { return _directory / DATABASE_NAME; }


std::filesystem::path Catalogue::path(Snapshot_id const &id) const
{
	return _directory / (id.hex() + std::string(Catalogue_entry::FILE_SUFFIX));
}


std::filesystem::path Catalogue::path(Catalogue_entry const &entry) const
{
	return _directory / entry.file;
}


void Catalogue::_open()
{
	/*
	 * SQLite would create the file with the permissions of the umask. An
	 * existing file must not even be opened: closing it again would release
	 * the locks that another connection of this process holds.
	 */
	with_host_errors([&] {
		try { Host::File(_database_path(), Host::File::Mode::CREATE); }
		catch (Host::System_error const &error) {

			std::error_code ignored { };
			if (!std::filesystem::exists(_database_path(), ignored))
				throw;
		}
	});

	_database = std::make_unique<Database>(_database_path());

	try {
		_database->check();

		if (Catalogue_table(*_database).exists())
			return;

	} catch (Database::Corrupt const &) { }

	_rebuild();
}


void Catalogue::_rebuild()
{
	try {
		_database->reset();

		Transaction     transaction(*_database);
		Catalogue_table table(*_database);

		/* somebody else who noticed may have been faster */
		if (!table.exists()) {
			table.create();
			_scan(table);
		}
		transaction.commit();

	} catch (Database::Corrupt const &) {
		throw Error(Kind::IO, _database_path(), "the catalogue is damaged beyond repair",
		            "remove the file, it will be made anew");
	}
}


template <typename FN>
auto Catalogue::_with_table(FN const &fn)
{
	auto attempt = [&] {
		Catalogue_table table(*_database);
		return fn(table); };

	if (_database->moved())
		_open();

	try { return attempt(); }
	catch (Database::Corrupt const &) { _rebuild(); }

	try { return attempt(); }
	catch (Database::Corrupt const &) {
		throw Error(Kind::IO, _database_path(), "the catalogue is damaged again and again",
		            "check the storage device");
	}
}


template <typename FN>
auto Catalogue::_with_transaction(FN const &fn)
{
	return _with_table([&] (Catalogue_table &table) {

		Transaction transaction(*_database);
		auto result = fn(table);
		transaction.commit();

		return result; });
}


Catalogue_entry Catalogue::_load_entry(std::string const &file) const
{
	Source const source(_directory / file);
	Header const header = Header::load(source);

	return { .info   = header.info,
	         .size   = header.file_size,
	         .file   = file,
	         .format = header.version.text() };
}


Catalogue::Scan_report Catalogue::_scan(Catalogue_table &table) const
{
	Scan_report report { };

	std::map<Snapshot_id, Catalogue_entry> found { };

	auto const names = with_host_errors([&] { return Host::directory_entries(_directory); });

	for (std::string const &name : names) {

		if (!Catalogue_entry::valid_file_name(name))
			continue;

		try {
			auto       entry  = _load_entry(name);
			auto const id     = entry.info.id;
			auto const [known, added] = found.try_emplace(id, entry);

			if (added)
				continue;

			/* a full snapshot serves whoever a delta serves, but not vice versa */
			if (known->second.info.parent.valid() && !entry.info.parent.valid())
				std::swap(known->second, entry);

			report.problems.push_back({ .file = entry.file, .text = fmt::format(
				"it holds the same snapshot as '{}'", known->second.file) });

		} catch (Error const &error) {
			report.problems.push_back({ .file = name, .text = error.what() });
		}
	}

	for (auto const &[id, entry] : found)
		table.insert(entry);

	report.found = found.size();
	return report;
}


/*
 * They may inherit pages from others, which must not be taken for useless
 */
Catalogue::Entries Catalogue::_complete(Catalogue_table &table) const
{
	std::set<std::string> files { };
	std::set<Snapshot_id> known { };

	for (Catalogue_entry const &entry : table.all()) {
		files.insert(entry.file);
		known.insert(entry.info.id);
	}

	Entries result { };

	for (std::string const &name : with_host_errors([&] { return Host::directory_entries(_directory); })) {

		if (!Catalogue_entry::valid_file_name(name) || files.contains(name))
			continue;

		try {
			auto const entry = _load_entry(name);

			if (known.insert(entry.info.id).second) {
				table.insert(entry);
				result.push_back(entry);
			}
		} catch (Error const &) { /* what is no snapshot stays alone */ }
	}
	return result;
}


Catalogue_entry Catalogue::add(std::filesystem::path const &file)
{
	std::error_code ignored { };

	auto const name = file.filename().string();

	if (!Catalogue_entry::valid_file_name(name))
		throw Error(Kind::INVALID_REQUEST, file, fmt::format(
			"the name of a snapshot in a store must end with '{}'",
			Catalogue_entry::FILE_SUFFIX), "rename the file");

	if (file.has_parent_path()
	 && !std::filesystem::equivalent(file.parent_path(), _directory, ignored))
		throw Error(Kind::INVALID_REQUEST, file, fmt::format(
			"the file is not in the directory of the store, '{}'", _directory.string()),
			"move or copy it there");

	auto entry = _load_entry(name);

	return _with_transaction([&] (Catalogue_table &table) {
		table.insert(entry);
		return entry; });
}


Catalogue::Entries Catalogue::list()
{
	return _with_table([] (Catalogue_table &table) { return table.all(); });
}


Catalogue::Entries Catalogue::with_prefix(std::string_view prefix)
{
	std::string digits { };

	for (char const c : prefix) {

		if (!std::isxdigit(static_cast<unsigned char>(c)))
			return { };

		digits += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
	}
	return _with_table([&] (Catalogue_table &table) { return table.with_prefix(digits); });
}


Catalogue::Entries Catalogue::with_component(std::string_view name)
{
	return _with_table([&] (Catalogue_table &table) { return table.with_component(name); });
}


Catalogue_entry Catalogue::entry(std::string_view prefix)
{
	auto const entries = with_prefix(prefix);

	if (entries.empty())
		throw Error(Kind::NOT_FOUND, _directory,
		            fmt::format("there is no snapshot '{}'", prefix));

	if (entries.size() > 1)
		throw Error(Kind::AMBIGUOUS, _directory,
		            fmt::format("'{}' matches {} snapshots", prefix, entries.size()));

	return entries.front();
}


void Catalogue::_remove_file(Catalogue_entry const &entry) const
{
	try {
		if (_load_entry(entry.file).info.id != entry.info.id)
			return;

	} catch (Error const &) { /* a damaged file can go */ }

	with_host_errors([&] {
		try { Host::unlink(path(entry)); }
		catch (Host::System_error const &error) {
			if (error.condition() != std::errc::no_such_file_or_directory)
				throw;
		}
	});
}


void Catalogue::remove(Snapshot_id const &id, Removal removal)
{
	_with_transaction([&] (Catalogue_table &table) {

		auto const entry = table.entry(id);
		if (!entry)
			throw Error(Kind::NOT_FOUND, _directory,
			            fmt::format("there is no snapshot {}", id.hex()));

		auto const children = table.with_parent(id);
		if (!children.empty() && removal == Removal::SAFE)
			throw Error(Kind::IN_USE, path(*entry), fmt::format(
				"{} of the snapshots inherit pages from it, one is {}",
				children.size(), children.front().info.id.hex()));

		table.erase(id);
		_remove_file(*entry);
		return true;
	});
}


Catalogue_entry Catalogue::compact(Snapshot_id const &id, Write_options const &options)
{
	auto const file = path(entry(id.hex()));

	Snapshot_chain(file, resolver()).compact(file, options);

	return add(file);
}


Catalogue::Gc_report Catalogue::gc(std::optional<std::size_t> keep, Go_on const &go_on)
{
	auto const leftovers = with_host_errors([&] { return remove_leftovers(_directory); });

	return _with_transaction([&] (Catalogue_table &table) {

		Gc_report report { .leftovers = leftovers, .found = _complete(table) };
		Entries   present { };

		for (Catalogue_entry const &entry : table.all()) {

			std::error_code ignored { };
			bool const exists = std::filesystem::exists(path(entry), ignored);

			(exists ? present : report.vanished).push_back(entry);
		}

		Entries const doomed = keep ? dispensable(present, *keep) : Entries();

		uint64_t done = 0, total = 0;
		for (Catalogue_entry const &entry : doomed)
			total += entry.size;

		for (Catalogue_entry const &entry : report.vanished)
			table.erase(entry.info.id);

		for (Catalogue_entry const &entry : doomed) {

			if (go_on && !go_on(done, total))
				break;

			table.erase(entry.info.id);
			_remove_file(entry);
			report.removed.push_back(entry);
			done += entry.size;
		}
		report.spared = doomed.size() - report.removed.size();

		if (go_on && !report.spared)
			go_on(done, total);

		return report;
	});
}


Catalogue::Scan_report Catalogue::rescan()
{
	return _with_transaction([&] (Catalogue_table &table) {
		table.clear();
		return _scan(table); });
}


Snapshot_chain::Resolver Catalogue::resolver()
{
	return [this] (Snapshot_id const &id) -> std::optional<std::filesystem::path> {

		auto const entry = _with_table([&] (Catalogue_table &table) { return table.entry(id); });

		if (!entry)
			return std::nullopt;

		return path(*entry);
	};
}
