/*
 * \brief  Local catalogue of snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/store_option.h>

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include <cli/failure.h>
#include <cli/label.h>
#include <cli/text.h>

using namespace Cli;

using Path = std::filesystem::path;


namespace {

	/* shorter ones are more likely the name of a missing file */
	constexpr size_t MIN_DIGITS = 4;

	constexpr std::string_view LATEST = "latest:";

	Path environment(char const *name)
	{
		char const * const value = ::getenv(name);

		return value && *value ? Path(value) : Path();
	}

	bool looks_like_identifier(std::string const &name)
	{
		return name.size() >= MIN_DIGITS && name.size() <= Store::Snapshot_id::HEX_DIGITS
		    && name.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
	}
}


Path Cli::default_store()
{
	if (Path own = environment("RECAP_STORE"); !own.empty())
		return own;

	if (Path data = environment("XDG_DATA_HOME"); data.is_absolute())
		return data / "recap";

	if (Path home = environment("HOME"); home.is_absolute())
		return home / ".local/share/recap";

	throw Failure("there is no place for a catalogue of snapshots; name one with --store, "
	              "or set HOME or RECAP_STORE");
}


Store_option::Store_option(CLI::App &app)
{
	app.add_option("--store", _directory, "directory of the catalogue (default: $RECAP_STORE, "
	                                      "or ~/.local/share/recap)")->type_name("DIR");
}


Store::Catalogue Store_option::existing() const
{
	Path const path = directory();

	std::error_code ignored { };
	if (!std::filesystem::is_directory(path, ignored))
		throw Failure(fmt::format("there is no catalogue at '{}'; 'recap checkpoint NAME' starts one, "
		                          "or name another one with --store", path.string()));

	return Store::Catalogue(path);
}


Path Store_option::_latest(std::string const &component) const
{
	Store::Catalogue catalogue = existing();

	auto const entries = catalogue.list();
	auto const latest  = std::ranges::find_if(entries.rbegin(), entries.rend(), [&] (auto const &entry) {
		return label_has_name(entry.info.component, component); });

	if (latest == entries.rend())
		throw Failure(fmt::format("there is no snapshot of \"{}\" in '{}'; see 'recap list'", harmless(component),
		                          directory().string()));

	return catalogue.path(*latest);
}


Path Store_option::file(std::string const &name) const
{
	std::error_code ignored { };
	if (std::filesystem::exists(name, ignored))
		return name;

	if (name.starts_with(LATEST))
		return _latest(name.substr(LATEST.size()));

	if (!looks_like_identifier(name))
		return name;

	if (!std::filesystem::is_directory(directory(), ignored))
		return name;

	Store::Catalogue catalogue = existing();
	return catalogue.path(catalogue.entry(name));
}
