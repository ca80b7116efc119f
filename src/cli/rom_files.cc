/*
 * \brief  Files of ROM modules that snapshots refer to
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/rom_files.h>

#include <algorithm>

#include <fmt/format.h>
#include <xxhash.h>

using namespace Cli;

using Store::PAGE_SIZE;


namespace {

	uint64_t content_hash(std::filesystem::path const &path)
	{
		Host::File         const file(path, Host::File::Mode::READ);
		Host::File_mapping const mapping(file, file.size());

		return XXH3_64bits(mapping.bytes().data(), mapping.bytes().size());
	}
}


Rom_file Cli::find_rom_file(Rom_reference const &rom, std::vector<std::filesystem::path> const &directories)
{
	Rom_file result { .problem = fmt::format("'{}' is in none of the directories of ROM modules; name its "
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
			if (content_hash(path) == rom.hash)
				return { .path = path };

			result.problem = fmt::format("'{}' is not the one that was captured; name the directory "
			                             "of the right one with --rom", path.string());
		}
		catch (Host::System_error const &error) { result.problem = error.what(); }
	}
	return result;
}


Rom_files::Rom_files(std::vector<Rtcr::Rom_image> const &images,
                     std::vector<std::filesystem::path> const &directories)
:
	_directories(directories)
{
	for (Rtcr::Rom_image const &image : images)
		_images.push_back({ image });
}


bool Rom_files::_open(Image &image) const
{
	if (image.file || !image.problem.empty())
		return image.file.has_value();

	Rom_file const found = find_rom_file({ image.image.module, image.image.hash }, _directories);

	image.problem = found.problem;
	if (found.path)
		image.file.emplace(*found.path, Host::File::Mode::READ);

	return image.file.has_value();
}


bool Rom_files::read(Rtcr::Page_number number, std::span<std::byte, PAGE_SIZE> page)
{
	Image &image = _images.at(number.image());

	if (!_open(image))
		return false;

	/* the last page of a module is zero behind its content */
	size_t const size = image.file->pread_all(page, number.page()*PAGE_SIZE);

	std::ranges::fill(page.subspan(size), std::byte(0));
	return true;
}


std::vector<std::string> Rom_files::problems() const
{
	std::vector<std::string> result;

	for (Image const &image : _images)
		if (!image.problem.empty())
			result.push_back(image.problem);

	return result;
}
