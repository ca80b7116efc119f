/*
 * \brief  Command 'verify'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/verify.h>

#include <fmt/format.h>

#include <cli/failure.h>
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
	_options().add_option("file", _file, "snapshot file")->required()->type_name("FILE");
}


int Verify_command::execute()
{
	Opened_snapshot opened(_file);
	{
		Progress_line progress("verifying");
		opened.file.verify(progress.function());
	}
	print(fmt::format("'{}' is intact: snapshot of \"{}\", {}, {}\n", _file,
	                  harmless(opened.file.info().component),
	                  counted(opened.file.page_count(), "page", "pages"),
	                  format_size(opened.file.header().file_size)));
	return SUCCESS;
}
