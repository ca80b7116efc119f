/*
 * \brief  Snapshots between files and running systems
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_access.h>

#include <algorithm>

#include <fmt/format.h>

#include <cli/failure.h>
#include <cli/text.h>
#include <rtcr/format.h>
#include <store/snapshot_writer.h>

using namespace Cli;

using Store::PAGE_SIZE;


namespace {

	/* pages that are moved at a time */
	constexpr uint64_t CHUNK = 4*Store::MAX_EXTENT_PAGES;

	/**
	 * Return name that a snapshot file can have for any label
	 */
	std::string component_name(std::string const &label)
	{
		std::string name = harmless(label);
		if (name.size() > Store::MAX_COMPONENT_NAME)
			name.resize(Store::MAX_COMPONENT_NAME);
		return name;
	}

	Rtcr::Snapshot checked_metadata(Store::Snapshot_file const &file)
	{
		auto fail = [&] (char const *problem) {
			throw Failure(fmt::format("'{}': {}; use another snapshot, or the release of recap "
			                          "that wrote this one", file.path().string(), problem)); };
		try {
			Rtcr::Snapshot snapshot = Rtcr::read_metadata(file.metadata());

			if (snapshot.page_count != file.page_count())
				fail("invalid snapshot: metadata and pages do not belong together");

			return snapshot;

		} catch (Rtcr::Invalid_snapshot const &invalid) {
			fail(invalid.what());
			throw;
		}
	}
}


Store::Header Cli::save_image(Control::Image const &image, std::string const &label,
                              std::filesystem::path const &path,
                              Store::Write_options const &options, Store::Snapshot_id const &id)
{
	Store::Snapshot_info const info {
		.id         = id,
		.component  = component_name(label),
		.created    = std::chrono::system_clock::now(),
		.page_count = image.page_count };

	Store::Snapshot_writer writer(path, info, options);

	std::vector<std::byte> buffer(std::min(CHUNK, image.page_count)*PAGE_SIZE);

	for (uint64_t page = 0; page < image.page_count; ) {

		uint64_t const count = std::min(CHUNK, image.page_count - page);
		auto     const chunk = std::span(buffer).first(count*PAGE_SIZE);

		if (image.pages.pread_all(chunk, page*PAGE_SIZE) != chunk.size())
			throw Failure("the system handed out less pages than it announced; report this as a bug");

		writer.append_pages(chunk);
		page += count;
	}
	return writer.commit(image.metadata);
}


Opened_snapshot::Opened_snapshot(std::filesystem::path const &path)
:
	file(path), snapshot(checked_metadata(file))
{ }


Control::Image Opened_snapshot::image() const
{
	auto const metadata = file.metadata();

	return { .metadata   = { metadata.begin(), metadata.end() },
	         .pages      = file.file().duplicate(),
	         .page_count = file.page_count(),
	         .content    = Control::Image::Content::SNAPSHOT_FILE,
	         .name       = file.path().string() };
}
