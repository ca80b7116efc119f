/*
 * \brief  Options about how snapshots are written
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/write_option.h>

using namespace Cli;


namespace {

	constexpr int MIN_LEVEL = -50, MAX_LEVEL = 19;
}


Write_option::Write_option(CLI::App &app)
{
	app.add_option("--level", _level, "compress with Zstandard at this level, -50 to 19 "
	                                  "(default: no compression, fastest to restore)")
		->check(CLI::Range(MIN_LEVEL, MAX_LEVEL).description(""))->type_name("N");
	app.add_flag("--no-sync", _no_sync, "do not wait for the storage device; a crash of the "
	                                    "host soon after may lose what was written");
}


Store::Write_options Write_option::options(Store::Progress const &progress) const
{
	return { .compression = _level   ? Store::Compression::ZSTD   : Store::Compression::NONE,
	         .level       = _level.value_or(1),
	         .durability  = _no_sync ? Store::Durability::CACHED : Store::Durability::SYNCED,
	         .progress    = progress };
}
