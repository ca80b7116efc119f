/*
 * \brief  Binary of a captured component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/debug/binary.h>

#include <fmt/format.h>
#include <xxhash.h>

#include <cli/memory_map.h>
#include <host/file.h>

using namespace Cli;


namespace {

	uint64_t content_hash(std::filesystem::path const &path)
	{
		Host::File         const file(path, Host::File::Mode::READ);
		Host::File_mapping const mapping(file, file.size());

		return XXH3_64bits(mapping.bytes().data(), mapping.bytes().size());
	}
}


Binary Cli::find_binary(Rtcr::Snapshot const &snapshot, Rtcr::Pd const &pd,
                        std::vector<std::filesystem::path> const &directories)
{
	auto        const map  = memory_map(snapshot, pd);
	Mapping const * const text = text_mapping(snapshot, map);
	if (!text)
		return { .problem = "the snapshot does not tell the binary" };

	auto const rom = rom_reference(snapshot, *text);

	Binary result { .module  = rom.module,
	                .problem = fmt::format("'{}' is in none of the directories of ROM modules; name its "
	                                       "directory with --rom", rom.module) };

	/* the name comes from a snapshot and must not lead elsewhere */
	if (rom.module.find('/') != std::string::npos)
		return result;

	for (auto const &directory : directories) {

		auto const path = directory / rom.module;

		std::error_code ignored { };
		if (!std::filesystem::is_regular_file(path, ignored))
			continue;

		try {
			if (content_hash(path) == rom.hash) {
				result.file = path;
				result.problem.clear();
				return result;
			}
			result.problem = fmt::format("'{}' is not the binary that was captured; name the directory "
			                             "of the right one with --rom", path.string());
		}
		catch (Host::System_error const &error) { result.problem = error.what(); }
	}
	return result;
}
