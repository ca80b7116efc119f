/*
 * \brief  Snapshots between files and running systems
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_access.h>

#include <algorithm>

#include <fmt/format.h>

#include <cli/failure.h>
#include <cli/text.h>
#include <host/shared_file.h>
#include <rtcr/format.h>
#include <store/catalogue_entry.h>
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

	Store::Snapshot_chain opened(std::filesystem::path const &path)
	{
		return { path, [&] (Store::Snapshot_id const &id) {
			return path.parent_path() / (id.hex() + std::string(Store::Catalogue_entry::FILE_SUFFIX)); } };
	}

	Rtcr::Snapshot checked_metadata(Store::Snapshot_chain &chain)
	{
		auto fail = [&] (char const *problem) {
			throw Failure(fmt::format("'{}': {}; use another snapshot, or the release of recap "
			                          "that wrote this one", chain.newest().path().string(), problem)); };
		try {
			Rtcr::Snapshot snapshot = Rtcr::read_metadata(chain.metadata());

			if (snapshot.page_count != chain.page_count())
				fail("invalid snapshot: metadata and pages do not belong together");

			return snapshot;

		} catch (Rtcr::Invalid_snapshot const &invalid) {
			fail(invalid.what());
			throw;
		}
	}

	/**
	 * Pages of a file in memory, read one after the other
	 */
	class Copied_pages
	{
		private:

			Control::Image const  &_image;
			std::vector<std::byte> _buffer;
			uint64_t               _next = 0;

		public:

			explicit Copied_pages(Control::Image const &image)
			: _image(image), _buffer(std::min(CHUNK, image.page_count)*PAGE_SIZE) { }

			void append_to(Store::Snapshot_writer &writer, uint64_t count)
			{
				for (uint64_t const end = _next + count; _next < end; ) {

					uint64_t const part  = std::min(CHUNK, end - _next);
					auto     const chunk = std::span(_buffer).first(part*PAGE_SIZE);

					if (_image.pages.pread_all(chunk, _next*PAGE_SIZE) != chunk.size())
						throw Failure("the system handed out less pages than it announced; "
						              "report this as a bug");

					writer.append_pages(chunk);
					_next += part;
				}
			}

			uint64_t rest() const { return _image.page_count - _next; }
	};

	Store::Header save(Control::Image const &image, std::vector<Control::Inherited_pages> const &inherited,
	                   std::filesystem::path const &path, Store::Snapshot_info const &info,
	                   Store::Write_options const &options)
	{
		Store::Snapshot_writer writer(path, info, options);
		Copied_pages           copied(image);

		uint64_t next = 0;

		for (Control::Inherited_pages const &pages : inherited) {
			copied.append_to(writer, pages.page - next);
			writer.append_inherited(pages.base_page, pages.count);
			next = pages.page + pages.count;
		}
		copied.append_to(writer, copied.rest());

		return writer.commit(image.metadata);
	}
}


Store::Header Cli::save_image(Control::Image const &image, std::string const &label,
                              std::filesystem::path const &path,
                              Store::Write_options const &options, Store::Snapshot_id const &id)
{
	return save(image, { }, path, { .id         = id,
	                                .component  = component_name(label),
	                                .created    = std::chrono::system_clock::now(),
	                                .page_count = image.page_count }, options);
}


Store::Header Cli::save_checkpoint(Control::Checkpoint_result const &result,
                                   std::filesystem::path const &path,
                                   Store::Write_options const &options, Store::Snapshot_id const &id,
                                   Store::Snapshot_id const &parent)
{
	return save(result.image, result.inherited, path,
	            { .id         = id,
	              .parent     = parent,
	              .component  = component_name(result.label),
	              .created    = std::chrono::system_clock::now(),
	              .page_count = result.num_pages() }, options);
}


Opened_snapshot::Opened_snapshot(std::filesystem::path const &path,
                                 std::vector<std::filesystem::path> const &rom_directories)
:
	chain(opened(path)), snapshot(checked_metadata(chain)),
	rom_files(snapshot.rom_images, rom_directories)
{ }


bool Opened_snapshot::read_page(Rtcr::Page_number number, std::span<std::byte, PAGE_SIZE> page)
{
	if (number.of_rom_image())
		return rom_files.read(number, page);

	chain.read_pages(number.page(), 1, page);
	return true;
}


Control::Image Opened_snapshot::image()
{
	auto const metadata = chain.metadata();

	auto image = [&] (Host::File &&pages, Control::Image::Content content) -> Control::Image {
		return { .metadata   = { metadata.begin(), metadata.end() },
		         .pages      = std::move(pages),
		         .page_count = chain.page_count(),
		         .content    = content,
		         .name       = chain.newest().path().string() }; };

	if (chain.depth() - 1 <= Control::Image::MAX_ANCESTORS) {

		Control::Image result = image(chain.file(0).duplicate(), Control::Image::Content::SNAPSHOT_FILE);

		for (size_t i = 1; i < chain.depth(); i++)
			result.ancestors.push_back({ chain.file(i).duplicate(), chain.file(i).path().string() });

		return result;
	}
	/* more files than can be handed over */
	Host::File pages = Host::File::anonymous("pages");

	std::vector<std::byte> buffer(std::min(CHUNK, chain.page_count())*PAGE_SIZE);

	for (uint64_t page = 0; page < chain.page_count(); ) {

		uint64_t const count = std::min(CHUNK, chain.page_count() - page);
		auto     const part  = std::span(buffer).first(count*PAGE_SIZE);

		chain.read_pages(page, count, part);
		pages.pwrite_all(part, page*PAGE_SIZE);
		page += count;
	}
	Host::seal(pages);
	return image(std::move(pages), Control::Image::Content::PAGES);
}
