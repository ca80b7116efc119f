/*
 * \brief  Files of ROM modules that snapshots refer to
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__ROM_FILES_H_
#define _CLI__ROM_FILES_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <host/file.h>
#include <rtcr/snapshot.h>
#include <store/limits.h>

namespace Cli {

	struct Rom_reference;
	struct Rom_file;
	class  Rom_files;

	/**
	 * Look for the file of a ROM module
	 *
	 * A file is accepted only if it has the content that was captured.
	 *
	 * \param directories  in order of search
	 */
	Rom_file find_rom_file(Rom_reference const &, std::vector<std::filesystem::path> const &directories);
}


/**
 * ROM module of a snapshot
 */
struct Cli::Rom_reference
{
	std::string module { };   /* name, empty if there is none */
	uint64_t    hash = 0;     /* XXH3, 64 bits */
};


struct Cli::Rom_file
{
	std::optional<std::filesystem::path> path { };

	/** What is wrong if there is no file, for people */
	std::string problem { };
};


/**
 * ROM images of a snapshot, files are looked for when they are needed
 */
class Cli::Rom_files
{
	private:

		struct Image
		{
			Rtcr::Rom_image const    &image;
			std::optional<Host::File> file    { };
			std::string               problem { };
		};

		std::vector<std::filesystem::path> const _directories;
		std::vector<Image>                       _images { };

		bool _open(Image &) const;

	public:

		/**
		 * Constructor
		 *
		 * \param images  must exist as long as the object
		 */
		Rom_files(std::vector<Rtcr::Rom_image> const &images,
		          std::vector<std::filesystem::path> const &directories);

		/**
		 * Read page of an image
		 *
		 * \return  false if there is no file with the content that was captured
		 *
		 * \throw Host::System_error
		 */
		bool read(Rtcr::Page_number, std::span<std::byte, Store::PAGE_SIZE>);

		/** Return what was wrong with files that were needed, for people */
		std::vector<std::string> problems() const;
};

#endif /* _CLI__ROM_FILES_H_ */
