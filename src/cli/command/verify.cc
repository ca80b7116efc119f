/*
 * \brief  Command 'verify'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/verify.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/progress_line.h>
#include <cli/size.h>
#include <cli/snapshot_access.h>
#include <cli/text.h>

using namespace Cli;


Verify_command::Verify_command(CLI::App &parent)
:
	Command(parent, "verify", "Check all checksums and the metadata of a snapshot file",
	        "recap verify sheep.snap")
{
	_options().add_option("file", _file, Store_option::SNAPSHOT_HELP)->required()->type_name("FILE");
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Verify_command::execute()
{
	auto const path = _store.file(_file);

	Opened_snapshot opened(path);
	{
		Progress_line progress("verifying");
		opened.chain.verify(progress.function());
	}

	if (_json)
		print(text(Json { { "file",      path.string() },
		                  { "id",        opened.chain.info().id.hex() },
		                  { "component", opened.chain.info().component },
		                  { "pages",     opened.chain.page_count() },
		                  { "size",      opened.chain.newest().header().file_size } }));
	else
		print(fmt::format("'{}' is intact: snapshot of \"{}\", {}, {}\n", path.string(),
		                  harmless(opened.chain.info().component),
		                  counted(opened.chain.page_count(), "page", "pages"),
		                  format_size(opened.chain.newest().header().file_size)));
	return SUCCESS;
}
