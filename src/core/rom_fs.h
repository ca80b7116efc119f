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

#include <core/rom_module.h>
#include <host/file.h>

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

		/* memory for modules that nobody uses at the moment */
		static constexpr size_t UNUSED_MAX = 32u << 20;

		struct Loaded
		{
			Host::File::Identity              identity;
			std::shared_ptr<Rom_module const> module;
			uint64_t                          used_at;   /* value of '_uses' */

			bool in_use() const { return module.use_count() > 1; }
		};

		/*
		 * Modules in use are loaded once. Others are kept for the next time,
		 * unless their file changed.
		 */
		std::map<std::string, Loaded> _loaded { };

		uint64_t _uses = 0;

		/* modules that are not files */
		std::map<std::string, std::shared_ptr<Rom_module const>> _builtin { };

		std::shared_ptr<Rom_module const> _load(std::string const &name,
		                                        Host::File const &, size_t size) const;

		std::shared_ptr<Rom_module const> _loaded_or_load(std::string const &name,
		                                                  std::filesystem::path const &);
		void _forget_unused(size_t max);

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
