/*
 * \brief  File that becomes visible when it is complete
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__TEMPORARY_FILE_H_
#define _STORE__TEMPORARY_FILE_H_

#include <cstddef>
#include <filesystem>
#include <string_view>

#include <host/file.h>

namespace Store {

	class Temporary_file;

	enum class Durability {

		/**
		 * The file survives a crash of the host once it is visible
		 */
		SYNCED,

		/**
		 * A crash of the host soon after may lose the file, or leave one that
		 * readers refuse. A crash of the writer does no harm.
		 */
		CACHED
	};

	/**
	 * Return directory that contains the entry 'path'
	 */
	std::filesystem::path directory_of(std::filesystem::path const &path);

	/**
	 * Remove files of writers that died, those of living writers stay
	 *
	 * \return  number of removed files
	 * \throw Host::System_error
	 */
	std::size_t remove_leftovers(std::filesystem::path const &directory);
}


/**
 * New file of mode 0600 under a temporary name, removed on destruction
 *
 * While the object exists, it holds the advisory lock of the file. A file with
 * such a name and without a holder is a leftover.
 */
class Store::Temporary_file
{
	private:

		std::filesystem::path _path;
		Host::File            _file;
		bool                  _published = false;

		struct Fresh { std::filesystem::path path; };

		explicit Temporary_file(Fresh const &);

	public:

		/**
		 * Constructor, creates the file in the directory of 'target'
		 *
		 * \throw Host::System_error
		 */
		explicit Temporary_file(std::filesystem::path const &target);

		Temporary_file(Temporary_file const &) = delete;
		Temporary_file &operator = (Temporary_file const &) = delete;
		~Temporary_file();

		Host::File &file() { return _file; }

		/**
		 * Give the file its final name, replace a file of that name
		 *
		 * \param durability  SYNCED waits for the content and then for the name
		 *                    to be on stable storage
		 * \throw Host::System_error
		 */
		void publish(std::filesystem::path const &target, Durability durability);

		/**
		 * Return true if 'name' is one that a temporary file could have
		 */
		static bool valid_name(std::string_view name);
};

#endif /* _STORE__TEMPORARY_FILE_H_ */
