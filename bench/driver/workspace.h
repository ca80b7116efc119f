/*
 * \brief  Directory for the files of a benchmark
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__WORKSPACE_H_
#define _BENCH__DRIVER__WORKSPACE_H_

#include <filesystem>

namespace Bench { class Workspace; }


/**
 * Directory that nobody else uses, removed with its content on destruction
 */
class Bench::Workspace
{
	private:

		std::filesystem::path const _path;

		Workspace(Workspace const &) = delete;
		Workspace &operator = (Workspace const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param parent  directory to create the workspace in
		 * \throw Host::System_error
		 */
		explicit Workspace(std::filesystem::path const &parent);

		~Workspace();

		/** Return path of a file in the directory */
		std::filesystem::path file(std::filesystem::path const &name) const { return _path/name; }
};

#endif /* _BENCH__DRIVER__WORKSPACE_H_ */
