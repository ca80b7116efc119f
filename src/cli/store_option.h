/*
 * \brief  Local catalogue of snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__STORE_OPTION_H_
#define _CLI__STORE_OPTION_H_

#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>

#include <store/catalogue.h>

namespace Cli {

	class Store_option;

	/**
	 * Return directory of the user's catalogue
	 *
	 * It is $RECAP_STORE, or below $XDG_DATA_HOME, or below ~/.local/share.
	 *
	 * \throw Failure  none of these variables is set
	 */
	std::filesystem::path default_store();
}


/**
 * Option of commands that deal with the catalogue
 */
class Cli::Store_option
{
	private:

		std::string _directory { };

		std::filesystem::path _latest(std::string const &component) const;

	public:

		/** What 'file' takes, for people */
		static constexpr char const *SNAPSHOT_HELP =
			"snapshot file, identifier in the catalogue, or 'latest:NAME' for the latest snapshot of a component";

		explicit Store_option(CLI::App &app);

		std::filesystem::path directory() const
		{
			return _directory.empty() ? default_store() : std::filesystem::path(_directory);
		}

		/**
		 * Return catalogue, made if there is none
		 *
		 * \throw Failure
		 * \throw Store::Error
		 */
		Store::Catalogue open() const { return Store::Catalogue(directory()); }

		/**
		 * Return catalogue that must be there
		 *
		 * \throw Failure
		 * \throw Store::Error
		 */
		Store::Catalogue existing() const;

		/**
		 * Return file of a snapshot
		 *
		 * \param name  file, first digits of an identifier in the catalogue, or
		 *              "latest:" and the label of a component or its end
		 *
		 * \throw Failure
		 * \throw Store::Error
		 */
		std::filesystem::path file(std::string const &name) const;
};

#endif /* _CLI__STORE_OPTION_H_ */
