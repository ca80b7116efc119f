/*
 * \brief  ROM modules
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__ROM_FS_H_
#define _CORE__ROM_FS_H_

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <core/dataspace.h>

namespace Core { class Rom_fs; }


/**
 * ROM modules, which are files of a list of directories, or data provided
 * at the start of the system
 */
class Core::Rom_fs
{
	private:

		Host::Arena                              &_arena;
		std::vector<std::filesystem::path> const  _directories;

		/* modules in use are loaded once */
		std::map<std::string, std::weak_ptr<Rom_module const>> _loaded { };

		/* modules that are not files */
		std::map<std::string, std::shared_ptr<Rom_module const>> _builtin { };

		std::shared_ptr<Rom_module const> _load(std::string const &name,
		                                        std::filesystem::path const &) const;

		static bool _valid_name(std::string const &);

	public:

		/**
		 * Constructor
		 *
		 * \param directories  searched in this order
		 */
		Rom_fs(Host::Arena &arena, std::vector<std::filesystem::path> const &directories)
		: _arena(arena), _directories(directories) { }

		/**
		 * Provide module with the given content
		 *
		 * \throw Host::Arena::Out_of_memory
		 */
		void provide(std::string const &name, std::string const &content);

		/**
		 * Return module, a null pointer if there is none of this name
		 *
		 * \throw Host::Arena::Out_of_memory
		 * \throw Host::System_error  the file cannot be read
		 */
		std::shared_ptr<Rom_module const> module(std::string const &name);
};

#endif /* _CORE__ROM_FS_H_ */
