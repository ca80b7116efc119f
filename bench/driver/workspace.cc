/*
 * \brief  Directory for the files of a benchmark
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/workspace.h>

#include <span>

#include <fmt/format.h>

#include <host/file.h>

using namespace Bench;


namespace {

	std::string random_name()
	{
		uint64_t id = 0;
		Host::random_bytes(std::as_writable_bytes(std::span(&id, 1)));

		return fmt::format("recap-bench-{:016x}", id);
	}

	std::filesystem::path created(std::filesystem::path const &parent)
	{
		for (;;)
			if (auto const path = parent/random_name(); Host::create_directory(path))
				return path;
	}
}


Workspace::Workspace(std::filesystem::path const &parent) : _path(created(parent)) { }


Workspace::~Workspace()
{
	std::error_code ignored { };
	std::filesystem::remove_all(_path, ignored);
}
