/*
 * \brief  Files that commands write for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/output_file.h>

#include <span>

#include <fmt/format.h>

#include <cli/failure.h>
#include <cli/progress_line.h>
#include <store/temporary_file.h>

using namespace Cli;


void Cli::write_output_file(std::filesystem::path const &path, std::string const &content)
{
	try {
		Store::Temporary_file file(path);
		file.file().pwrite_all(std::as_bytes(std::span(content)), 0);

		/* there may have been a request since the last look at it */
		Progress_line::check_interruption();

		file.publish(path, Store::Durability::CACHED);

	} catch (Host::System_error const &error) {
		throw Failure(fmt::format("{}; write to another place", error.what()));
	}
}


std::string Cli::input_file(std::filesystem::path const &path)
{
	try {
		Host::File const file(path, Host::File::Mode::READ);

		if (!file.regular() || file.size() > MAX_INPUT_SIZE)
			throw Failure(fmt::format("'{}' is not a regular file of a plausible size", path.string()));

		std::string content(file.size(), 0);
		content.resize(file.pread_all(std::as_writable_bytes(std::span(content)), 0));
		return content;

	} catch (Host::System_error const &error) {
		throw Failure(fmt::format("{}; name a file that can be read", error.what()));
	}
}
