/*
 * \brief  Binary of a captured component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/debug/binary.h>

#include <cli/memory_map.h>
#include <cli/rom_files.h>

using namespace Cli;


Binary Cli::find_binary(Rtcr::Snapshot const &snapshot, Rtcr::Pd const &pd,
                        std::vector<std::filesystem::path> const &directories)
{
	auto        const map  = memory_map(snapshot, pd);
	Mapping const * const text = text_mapping(snapshot, map);
	if (!text)
		return { .problem = "the snapshot does not tell the binary" };

	auto const rom = rom_reference(snapshot, *text);

	Rom_file found = find_rom_file(rom, directories);

	return { .module  = rom.module,
	         .file    = std::move(found.path),
	         .problem = std::move(found.problem) };
}
