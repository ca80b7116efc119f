/*
 * \brief  One snapshot file, its metadata and its pages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/snapshot_file.h>

#include <utility>

using namespace Store;


Snapshot_file::Snapshot_file(std::filesystem::path const &path) : _pages(path) { }


Snapshot_file::Snapshot_file(Host::File &&file) : _pages(std::move(file)) { }


std::unique_ptr<std::byte[]> Snapshot_file::_load_metadata() const
{
	auto const range  = header().metadata;
	auto       memory = std::make_unique_for_overwrite<std::byte[]>(range.count());

	std::span<std::byte> const bytes(memory.get(), range.count());
	_pages.source().read(range, bytes);

	if (checksum(bytes) != header().metadata_sum)
		throw _pages.source().error(Error::Kind::CORRUPT, "metadata", range.first(),
		                            "the checksum does not match");
	return memory;
}
